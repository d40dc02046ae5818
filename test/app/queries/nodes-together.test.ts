import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeIdOf, versionIdOf } from '../../../services/compound-ids.js';
import type { NodeView, Queries, RootArguments } from '../../../services/services.js';
import { createQueries } from '../../../src/app/queries/queries.js';
import type { Ledger } from '../../../src/compose.js';
import { importSamples } from '../../../src/first-start.js';
import type { ReadModel } from '../../../src/ports/read-model.js';
import { budgetId } from '../../support/clients/reverting.js';
import { renaming } from '../../support/ledgers/feeding.js';
import { ledgerIn, record, request } from '../../support/ledgers/ledger.js';
import { reader } from '../../support/ledgers/reader.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { nodeText } from '../../support/oracles/every-list.js';
import { accepted } from '../../support/random/drafting.js';

const folder = openFolder();
let ledger: Ledger;
let queries: Queries;
const budgetIds = [budgetId];
let called = 0;

const someEach = 6;

beforeAll(async () => {
  ledger = await ledgerIn(folder);
  const { commands } = ledger.services;
  await importSamples(commands);
  for (const unitKey of ['甲单位', '乙单位']) {
    const about = { unitKey, name: unitKey, fiscalYear: 2024, taxonomy: 'cn-2020' };
    budgetIds.push(accepted(await commands.openBudget({ ...request(), ...about })).budgetId);
  }
  for (let turn = 0; turn < someEach; turn += 1) {
    await record(ledger, [renaming(budgetId, `第${turn}次改名`)]);
    accepted(await commands.openDraft({ ...request(), budgetId, name: `第${turn}稿`, version: null }));
    const seal = { stage: null, contentHash: null, approvedBy: null, issuer: null, issuedOn: null };
    const about = { budgetId, name: `第${turn}版`, version: null, expectedVersion: null, withoutControlNumber: null };
    accepted(await commands.sealVersion({ ...request(), ...about, ...seal }));
  }
  const { store: events, directory } = ledger;
  queries = createQueries({ readModel: counted(ledger.readModel), events, directory, now: Date.now });
});
afterAll(() => folder.leave());

/** The read model itself, whose calls are counted. */
function counted(readModel: ReadModel): ReadModel {
  return new Proxy(readModel, {
    get(target, name: keyof ReadModel) {
      called += 1;
      return target[name];
    },
  });
}

async function callsOf(ids: readonly string[], root: RootArguments): Promise<number> {
  const before = called;
  const found = await queries.nodes(ids, root);
  expect(found.filter((node) => node === null)).toEqual([]);
  return called - before;
}

const textOf = (nodes: readonly (NodeView | null)[]) => nodeText(nodes.map((node) => node && Object.values(node)));

/** Ids of what there is of each kind. */
async function everyKind(root: RootArguments): Promise<Record<string, string[]>> {
  const budget = await queries.budget(budgetId, root);
  if (budget === null) throw new Error('the budget is not there');
  const page = { first: 100, after: null };
  const projects = (await queries.projects({}, 'PLACE_ASC', page, root)).edges.map(({ node }) => node.id);
  const indicators = (await queries.indicators({}, page, root)).edges.map(({ node }) => node.id);
  const changes = (await queries.changes({ includeDrafts: true }, page, root)).edges.map(({ node }) => node);
  const versions = (await queries.versions(budget, page)).edges.map(({ node }) => node);
  return {
    budgets: budgetIds,
    projects,
    indicators,
    drafts: (await queries.drafts(budget, null)).map(({ id }) => id),
    seals: (await queries.seals(budget)).map(({ id }) => id),
    versions: versions.map(({ version }) => versionIdOf({ tableId: budgetId, version })),
    changes: changes.map(changeIdOf),
    events: [...new Set(changes.map(({ eventId }) => eventId))],
  };
}

describe('objects of one kind, asked for together by their ids,', () => {
  it('cost as many questions to the read model as one of them, and are what each is by itself', async () => {
    const head = await queries.head(null);
    const roots: RootArguments[] = [null, { position: head.position }].map((at) => ({ caller: reader, at, head }));
    for (const root of roots) {
      for (const [kind, ids] of Object.entries(await everyKind(root))) {
        expect([kind, ids.length > 2]).toEqual([kind, true]);
        const alone = await Promise.all(ids.map((id) => queries.node(id, root)));
        expect(textOf(await queries.nodes(ids, root))).toBe(textOf(alone));
        const one = await callsOf(ids.slice(0, 1), root);
        expect([kind, await callsOf(ids, root)]).toEqual([kind, one]);
      }
    }
  });

  it('are what they were at an earlier point, and nothing where they were not yet', async () => {
    const head = await queries.head(null);
    const now: RootArguments = { caller: reader, at: null, head };
    const kinds = await everyKind(now);
    const position = (await ledger.readModel.saveAt(budgetId, { version: 3 }))?.lastPosition ?? '';
    const ids = Object.values(kinds).flat();
    let there = 0;
    for (const at of [{ position }, { version: 3 }]) {
      // A version is one of a budget: what is of another is refused.
      const asked = 'version' in at ? [budgetId, ...(kinds.drafts ?? []), ...(kinds.seals ?? [])] : ids;
      const root = { ...now, at };
      const alone = await Promise.all(asked.map((id) => queries.node(id, root)));
      expect(textOf(await queries.nodes(asked, root))).toBe(textOf(alone));
      there += alone.filter((node) => node !== null).length;
      expect(alone).toContain(null);
    }
    expect(there).toBeGreaterThan(someEach);
  });
});
