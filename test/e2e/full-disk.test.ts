import { afterAll, describe, expect, it } from '@jest/globals';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { smallDisk } from '../support/processes/small-disk.js';
import { unless } from '../support/skipping.js';

const disk = smallDisk(24);
const whyNoDisk = typeof disk === 'string' ? disk : null;

afterAll(async () => {
  await cleanUp();
  if (typeof disk !== 'string') disk.remove();
});

const projects = '{ budgets { nodes { basis { version } projects(first: 1) { nodes { id goal } } } } }';

/** Long, so that a few edits fill what the files have taken already. */
const goalOf = (version: number) => `第 ${version} 版之后：${'保障业务开展。'.repeat(400)}`;

async function revise(ledger: RunningLedger, projectId: string, version: number) {
  const input = { projectId, goal: goalOf(version), commandId: `edit-${version}` };
  return ledger.query(
    'mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { version userErrors { code } } }',
    { input },
  );
}

/** @returns the last version that was saved, and why no more is */
async function reviseUntilFull(ledger: RunningLedger, projectId: string) {
  for (let saved = 1; ; saved += 1) {
    const [error] = (await revise(ledger, projectId, saved)).errors ?? [];
    if (error !== undefined) return { saved, error };
  }
}

async function readiness({ url }: RunningLedger): Promise<{ status: number; reasons: string[] }> {
  const response = await fetch(`${url}/readyz`);
  const { reasons } = (await response.json()) as { reasons: string[] };
  return { status: response.status, reasons };
}

describe('an edit for which there is no room', () => {
  unless(
    whyNoDisk,
    'an edit for which there is no room',
    it,
  )('is told as not saved, the process as not ready, and both are over once there is room again', async () => {
    if (typeof disk === 'string') return;
    const ledger = await startLedger(temporaryDirectory(), { EVENT_STORE: `sqlite:${disk.folder}` });
    const [{ id }] = (await ledger.data(projects)).budgets.nodes[0].projects.nodes;
    disk.fill();

    const { saved, error } = await reviseUntilFull(ledger, id);
    expect(error?.extensions).toMatchObject({ code: 'STORAGE_FULL' });
    expect(error?.message).toContain(disk.folder);
    expect(await readiness(ledger)).toEqual({
      status: 503,
      reasons: [expect.stringMatching(/磁盘已满.*is full, and nothing was saved/)],
    });
    // Nothing keeps anybody from reading.
    expect((await ledger.data(projects)).budgets.nodes[0].basis.version).toBe(saved);

    disk.empty();
    expect((await readiness(ledger)).status).toBe(200);
    expect((await revise(ledger, id, saved)).data?.reviseGoal).toEqual({ version: saved + 1, userErrors: [] });
    expect((await ledger.data(projects)).budgets.nodes[0]).toMatchObject({
      basis: { version: saved + 1 },
      projects: { nodes: [{ goal: goalOf(saved) }] },
    });
    // What cannot be noted at a stop is no reason for it to fail, and nothing is lost by it.
    disk.fill();
    expect(await ledger.stop()).toBe(0);
    disk.empty();
    const again = await startLedger(ledger.directory, { EVENT_STORE: `sqlite:${disk.folder}` });
    expect((await again.data(projects)).budgets.nodes[0].basis.version).toBe(saved + 1);
    expect(await again.stop()).toBe(0);
  });
});
