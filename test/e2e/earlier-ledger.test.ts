import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/clients/contract.js';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

/** A question, and what the earlier program answered. */
interface Answered {
  query: string;
  variables: { id?: string; at?: { version?: number; draft?: object } };
  data: Answer;
}

const unpack = (name: string): Buffer => gunzipSync(readFileSync(join('test/fixtures/earlier-ledger', name)));
const answered = JSON.parse(unpack('answers.json.gz').toString()) as Answered[];

let ledger: RunningLedger;
beforeAll(async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'events'));
  writeFileSync(join(directory, 'events/events.db'), unpack('events.db.gz'));
  ledger = await startLedger(directory, { IMPORT_SAMPLES: 'false' });
});
afterAll(cleanUp);

describe('of a ledger that an earlier program wrote, this one tells the same', () => {
  it.each([
    ['tables and drafts', 'budgets', 1],
    ['rows at every version of every table and draft', 'budget', 123],
    ['changed cells', 'changes', 4],
    ['comparisons of each version with the next', 'compare', 84],
  ] as const)('%s', async (_, field, count) => {
    const questions = answered.filter(({ data }) => field in data);
    expect(questions).toHaveLength(count);
    for (const { query, variables, data } of questions) expect(await ledger.data(query, variables)).toEqual(data);
  });

  it('content hashes, in the list of versions of each table', async () => {
    const hashes = answered.flatMap(({ variables: { id, at }, data }) =>
      at?.version === undefined ? [] : [`${id} ${at.version} ${data.budget.contentHash}`],
    );
    const versions = 'versions(first: 100) { nodes { version contentHash } }';
    const { budgets } = await ledger.data(`{ budgets(first: 100) { nodes { id ${versions} } } }`);
    const listed = budgets.nodes.flatMap(({ id, versions: { nodes } }) =>
      nodes.map(({ version, contentHash }) => `${id} ${version} ${contentHash}`),
    );
    expect(listed.sort()).toEqual(hashes.sort());
  });

  it('its seals, which name no issuer, because nobody was asked', async () => {
    const asked = 'name issued { document } withoutControlNumber controlDifference { cell }';
    const { budgets } = await ledger.data(
      `{ budgets(first: 100) { nodes { seals { ${asked} } controlNumber { total } controlNumberWithdrawn { version } } } }`,
    );
    const unasked = { issued: null, withoutControlNumber: null, controlDifference: [] };
    expect(budgets.nodes.filter(({ seals }) => seals.length > 0)).toEqual([
      {
        seals: [
          { name: '一上', ...unasked },
          { name: '一下', ...unasked },
        ],
        controlNumber: { total: '22000' },
        controlNumberWithdrawn: null,
      },
    ]);
  });

  it('its soundness, event by event', async () => {
    const ended = await budgetLedger(ledger.directory, ['doctor', '--full', '--json']);
    expect(ended.json()).toMatchObject({
      sound: true,
      checks: expect.arrayContaining([expect.objectContaining({ messageEn: 'all 238 events are sound' })]),
    });
  });
});
