import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ClassifiedMutation, Moment } from '../../schema/who-may/who-may.js';
import { actsOfMutations } from '../../schema/who-may/who-may.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { rightInputs } from '../support/stories/right-inputs.js';
import type { Season } from '../support/stories/season.js';
import { grounds, seasonAt } from '../support/stories/season.js';

const mutations = Object.keys(actsOfMutations) as ClassifiedMutation[];
const who = { id: 'reviewer-1', role: 'admin' };
const fields = 'position version kind';

let ledger: RunningLedger;
const seasons = new Map<Moment, Season>();
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
  for (const moment of ['BEFORE_FIRST_UP', 'SECOND_DOWN'] as const) seasons.set(moment, await seasonAt(ledger, moment));
});
afterAll(cleanUp);

/** A season in which the mutation is possible, and an input that is right for it. */
async function rightFor(mutation: ClassifiedMutation) {
  const moment = mutation === 'convertDraftToAdjustment' ? 'SECOND_DOWN' : 'BEFORE_FIRST_UP';
  const season = seasons.get(moment) as Season;
  const { dryRun: _shown, ...input } = { ...(await rightInputs[mutation].input(season, moment, who.id)), dryRun: true };
  return { season, input: { ...grounds, ...input } };
}

async function head(): Promise<string> {
  return (await ledger.data('{ budgets(first: 1) { basis { position } } }')).budgets.basis.position;
}

describe('a dry run', () => {
  it.each(mutations)(
    'of %s says what it would do, stores nothing, and leaves its commandId to the command',
    async (mutation) => {
      const { season, input } = await rightFor(mutation);
      const before = await head();
      const command = { ...input, commandId: randomUUID() };
      for (let time = 0; time < 2; time += 1) {
        const shown = await season.ask(who, mutation, { ...command, dryRun: true }, fields);
        expect(shown).toMatchObject({ userErrors: [], position: null, kind: expect.stringMatching(/^[A-Z_]+$/) });
        expect(await head()).toBe(before);
      }
      // An import in this season would replace every row.
      if (mutation === 'importTable') return;
      const { kind } = await season.ask(who, mutation, { ...command, dryRun: true }, fields);
      const done = await season.ask(who, mutation, command, fields);
      expect(done).toMatchObject({ userErrors: [], position: expect.any(String), kind });
      expect(await head()).toBe(done.position);
      await rightInputs[mutation].undo?.(season);
    },
  );

  it.each(mutations)('of %s is refused as the command is', async (mutation) => {
    const { season, input } = await rightFor(mutation);
    const before = await head();
    const wrong = { ...input, reason: ' ', commandId: 'a b' };
    const command = await season.ask(
      who,
      mutation,
      mutation === 'importTable' ? { ...wrong, dryRun: true } : wrong,
      fields,
    );
    const shown = await season.ask(who, mutation, { ...wrong, dryRun: true }, fields);
    expect(command.userErrors.map(({ argument }) => argument.join('.'))).toEqual(
      expect.arrayContaining(['input.reason', 'input.commandId']),
    );
    expect(shown).toEqual(command);
    expect(await head()).toBe(before);
  });
});

describe('a version that nobody can have looked at', () => {
  it.each(mutations)('is refused by %s, with what to do', async (mutation) => {
    const { season, input } = await rightFor(mutation);
    const before = await head();
    const isOfEarlier = mutation === 'openBudget';
    for (const [expectedVersion, code] of [
      [1_000_000, isOfEarlier ? 'INVALID_INPUT' : 'VERSION_AHEAD'],
      [-1, 'INVALID_INPUT'],
    ] as const) {
      for (const dryRun of mutation === 'importTable' ? [true] : [true, false]) {
        const { userErrors } = await season.ask(who, mutation, { ...input, expectedVersion, dryRun });
        expect(userErrors).toMatchObject([{ code, argument: ['input', 'expectedVersion'] }]);
      }
    }
    expect(await head()).toBe(before);
  });
});
