import { afterAll, describe, expect, it } from '@jest/globals';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { cases } from '../support/random/cases.js';

afterAll(cleanUp);

/** Each takes seconds. */
const kills = cases(10, 3);
const saves = 200;
/** How long it may take until another projector leads where leases are held on a server. */
const takeOverMs = 15_000;

describe('a process that is killed in the middle of two hundred saves', () => {
  it(
    `has lost nothing that it acknowledged, has nothing twice and no half of a save (${kills} times)`,
    async () => {
      let ledger = await startLedger();
      let projectIds: string[] = (
        await ledger.data('{ budgets { nodes { projects { nodes { id } } } } }')
      ).budgets.nodes[0].projects.nodes.map(({ id }) => id);
      for (let turn = 0; turn < kills; turn += 1) {
        const acknowledged = await saveUntilKilled(ledger, projectIds, turn);
        ledger = await startLedger(ledger.directory);
        const after = await everySave(ledger, saves + 50);
        expect(after).toEqual(expect.arrayContaining(acknowledged));
        const commands = after.map((save) => save.split(' ')[1]);
        expect(new Set(commands).size).toBe(commands.length);
        // Each save changed two projects: both cells of it are there, or neither.
        expect(after.filter((save) => !save.endsWith(' 2') && !save.includes('first-start'))).toEqual([]);
        projectIds = [...projectIds.slice(1), projectIds[0] as string];
      }
      await expectReplay(ledger);
    },
    30_000 + kills * (5_000 + takeOverMs),
  );
});

/** Two hundred saves, a few under way at once, and SIGKILL at a moment that moves from turn to turn. */
async function saveUntilKilled(ledger: RunningLedger, projectIds: readonly string[], turn: number): Promise<string[]> {
  const acknowledged: string[] = [];
  const dieAfter = 5 + ((turn * 37) % (saves - 20));
  let killed: Promise<void> | null = null;
  let next = 0;
  const worker = async () => {
    while (next < saves && killed === null) {
      const commandId = `turn-${turn}-${(next += 1)}`;
      const changes = [0, 1].map((row) => ({
        reviseGoal: { projectId: projectIds[(next + row) % projectIds.length], goal: `${commandId} ${row}` },
      }));
      const [{ id: budgetId }] = budgets;
      const done = await ledger
        .query(`mutation($input: ApplyChangesInput!) { applyChanges(input: $input) { version userErrors { code } } }`, {
          input: { budgetId, commandId, changes },
        })
        .catch(() => null);
      if (done?.data !== undefined) acknowledged.push(`${done.data.applyChanges.version} ${commandId} 2`);
      if (acknowledged.length >= dieAfter) killed ??= ledger.kill();
    }
  };
  const budgets = (await ledger.data('{ budgets { nodes { id } } }')).budgets.nodes;
  await Promise.all(Array.from({ length: 8 }, worker));
  await (killed ?? ledger.kill());
  return acknowledged;
}

/** `version commandId changes` of the newest saves. */
async function everySave(ledger: RunningLedger, first: number): Promise<string[]> {
  const { versions } = (
    await ledger.data(
      `{ budgets { nodes { versions(first: ${first}) { nodes { version commandId changedCells } } } } }`,
    )
  ).budgets.nodes[0];
  return versions.nodes.map(({ version, commandId, changedCells }) => `${version} ${commandId} ${changedCells}`);
}

/** The read model says what a fresh replay of the events says. */
async function expectReplay(ledger: RunningLedger): Promise<void> {
  const table = '{ budgets { nodes { contentHash totals { total } basis { version position } } } }';
  const before = await ledger.data(table);
  await ledger.stop();
  const replayed = await startLedger(ledger.directory, { READ_MODEL: 'sqlite:replayed' });
  const { position } = before.budgets.nodes[0].basis;
  const query = `query($p: Position) { budgets(minPosition: $p) { nodes { contentHash totals { total } basis { version position } } } }`;
  expect(await replayed.data(query, { p: position })).toEqual(before);
  await replayed.stop();
}
