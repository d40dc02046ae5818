import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { execute, getOperationAST, parse, validate } from 'graphql';
import { ledgerStart } from '../../../events/position.js';
import { buildContract } from '../../../schema/build.js';
import type { Told } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { executorOf } from '../../../src/server/execution/executor.js';
import { toldOperation, toldSchema } from '../../../src/server/live/told-schema.js';
import { take } from '../../support/ledgers/feeding.js';
import { ledgerIn, record } from '../../support/ledgers/ledger.js';
import { reader } from '../../support/ledgers/reader.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { sampleHistory } from '../../support/random/history.js';

const folder = openFolder();
const history = sampleHistory({ budgets: 1, saves: 8 }, 4);
const { budgetId } = history[0] ?? { budgetId: '' };
let ledger: Ledger;
let schema: GraphQLSchema;
let told: Record<string, Told<object>[]>;
beforeAll(async () => {
  schema = buildContract();
  ledger = await ledgerIn(folder);
  await record(ledger, history);
  const { feeds } = ledger.services;
  const start = { after: null, behind: ledgerStart };
  const changes = await feeds.changes({}, start, reader);
  const saves = await feeds.budgetChanged(budgetId, start, reader);
  told = { changes: await take(changes, 3), budgetChanged: await take(saves, 2) };
  for (const feed of [changes, saves]) await feed.return?.();
});
afterAll(() => folder.leave());

it.each<[string, string, string, Record<string, unknown>]>([
  ['plain fields', 'changes', 'subscription { changes { cursor node { id path before after } } }', {}],
  [
    'an alias, and a filter by a variable',
    'changes',
    'subscription ($filter: ChangeFilter) { told: changes(filter: $filter) { cursor node { path } } }',
    { filter: { paths: ['name'] } },
  ],
  [
    'fragments on the subscription and below it',
    'changes',
    `subscription S($paths: [String!]) { ...Root }
     fragment Root on Subscription { ... on Subscription { changes(filter: { paths: $paths }) { node { ...Cell } } } }
     fragment Cell on Change { path budget { name } entity { __typename id } }`,
    { paths: ['name'] },
  ],
  [
    'variables that its own fields and conditions take, too',
    'changes',
    `subscription S($first: Int!, $short: Boolean!, $after: String) { changes(after: $after) {
       cursor @skip(if: $short) node { budget { history(first: $first) { nodes { path } } } } } }`,
    { first: 2, short: true },
  ],
  [
    'an operation among several',
    'changes',
    'query Q { viewer { localMode } } subscription S { changes { node { path } } }',
    {},
  ],
  [
    'the live object',
    'budgetChanged',
    'subscription S($id: ID!) { budgetChanged(budgetId: $id) { cursor kind version actor { personId } budget { id name } } }',
    { id: budgetId },
  ],
])('a subscription with %s gives of what is told what graphql-js gives', async (_what, field, query, variables) => {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const [, operationName = null] = /subscription (S)\b/.exec(query) ?? [];
  const subscription = getOperationAST(document, operationName);
  if (!subscription) throw new Error('no operation');
  const executor = executorOf(toldSchema(schema));
  const asQuery = toldOperation(schema, document, subscription);
  for (const root of told[field] ?? []) {
    const context = () => ({ services: ledger.services, caller: reader, commandIds: [] });
    const given = { schema, document, operationName, variableValues: variables, rootValue: root };
    const expected = await execute({ ...given, contextValue: context() });
    expect(expected.errors).toBeUndefined();
    const found = await executor.execute({ ...asQuery, operationName, variables, context: context(), root });
    expect(JSON.stringify(found)).toBe(JSON.stringify(expected));
  }
});
