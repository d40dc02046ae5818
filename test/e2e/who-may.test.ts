import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { withWhoMay } from '../../schema/who-may/print-who-may.js';
import type { ClassifiedMutation, Moment } from '../../schema/who-may/who-may.js';
import { actsOfMutations, answerTo, moments } from '../../schema/who-may/who-may.js';
import type { Role } from '../../services/caller.js';
import { roles } from '../../services/caller.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';
import { rightInputs } from '../support/stories/right-inputs.js';
import type { Season } from '../support/stories/season.js';
import { grounds, seasonAt } from '../support/stories/season.js';

const mutations = Object.keys(actsOfMutations) as ClassifiedMutation[];

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
});
afterAll(cleanUp);

/** The codes that each role is answered with; null: it is done. */
async function answers(season: Season, mutation: ClassifiedMutation, moment: Moment) {
  const { input, isOwn, undo } = rightInputs[mutation];
  const told: [Role, string | null][] = [];
  let unused: object | null = null;
  for (const role of roles) {
    const id = `${role}-1`;
    const asked: object = unused ?? { ...grounds, ...(await input(season, moment, id)) };
    const { userErrors } = await season.ask({ id, role }, mutation, asked);
    const isDone = userErrors.length === 0;
    if (isDone) await undo?.(season);
    unused = isDone || isOwn ? null : asked;
    told.push([role, isDone ? null : userErrors.map(({ code }) => code).join(', ')]);
  }
  return told;
}

describe('who may do what, and when', () => {
  it('is said of every mutation of the contract', () => {
    const contract = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
    expect([...mutations].sort()).toEqual(Object.keys(contract.getMutationType()?.getFields() ?? {}).sort());
  });

  it('stands in docs/officer.md', () => {
    const page = readFileSync('docs/officer.md', 'utf8');
    // After a change: npm run who-may
    expect(page).toBe(withWhoMay(page));
  });

  it('is what the server answers, for each role, mutation and stage', async () => {
    const told = moments.map(async (moment) => {
      const season = await seasonAt(ledger, moment);
      const all: [string, string | null][] = [];
      for (const mutation of mutations) {
        for (const [role, code] of await answers(season, mutation, moment)) {
          all.push([`${moment} ${mutation} ${role}`, code]);
        }
      }
      return all;
    });
    const expected = moments.flatMap((moment) =>
      mutations.flatMap((mutation) =>
        roles.map((role) => [`${moment} ${mutation} ${role}`, answerTo(role, mutation, moment)] as const),
      ),
    );
    expect(Object.fromEntries((await Promise.all(told)).flat())).toEqual(Object.fromEntries(expected));
  });
});
