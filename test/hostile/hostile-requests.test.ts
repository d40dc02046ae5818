import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLSchema } from 'graphql';
import { getOperationAST, parse } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { CostOfRequest, RequestCost } from '../../src/server/cost.js';
import { costRefusal, costsOf } from '../../src/server/cost.js';
import { admission } from '../../src/server/execution/admission.js';
import { parsedDocuments } from '../../src/server/execution/documents.js';
import { heavyWork } from '../../src/server/heavy/work.js';

interface Request {
  name: string;
  query: string;
  variables?: Record<string, unknown>;
}

let schema: GraphQLSchema;
let costOf: CostOfRequest;
let requests: Request[];

beforeAll(() => {
  schema = buildContract();
  costOf = costsOf(schema);
  const printed = execFileSync(process.execPath, ['dist/bench/hostile/print.js', 'budget-1', 'project-1'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  requests = JSON.parse(printed.toString()) as Request[];
});

function costOfText(query: string, variables: Record<string, unknown> = {}): RequestCost {
  const document = parse(query);
  return costOf({ document, operation: getOperationAST(document) ?? undefined, request: { variables } });
}

describe('the hostile requests that the bench sends', () => {
  it('are made of the whole contract, each under 100 KB and of a name of its own', () => {
    expect(requests.length).toBeGreaterThanOrEqual(130);
    expect(new Set(requests.map(({ name }) => name)).size).toBe(requests.length);
    for (const request of requests) expect(Buffer.byteLength(JSON.stringify(request))).toBeLessThanOrEqual(100_000);
    const asked = requests.map(({ query }) => query).join();
    const { viewer: _, ...roots } = schema.getQueryType()?.getFields() ?? {};
    const unasked = Object.keys(roots).filter((name) => !asked.includes(`${name}(`) && !asked.includes(`: ${name} `));
    // What is asked by ids of what only a ledger has.
    expect(unasked.sort()).toEqual(['draft', 'indicator', 'node', 'nodes']);
  });

  it('are heavy, or refused, where a list is in each row of another', async () => {
    const nested = requests.filter(({ name, query }) => name.includes(' › ') && query.split('first: ').length > 2);
    expect(nested.length).toBeGreaterThan(20);
    const light = nested.filter(({ query }) => {
      const { fields, work } = costOfText(query);
      return work <= heavyWork && costRefusal(fields) === null;
    });
    expect(light).toEqual([]);
  });

  it('are valid, but for those that are to be refused as documents', async () => {
    const admitted = admission(schema, parsedDocuments());
    const documents = requests.findIndex(({ name }) => name === '1,200 fields that are none');
    for (const { name, query } of requests.slice(0, documents)) {
      expect([name, await admitted.refusalsOf(query)]).toEqual([name, null]);
    }
  });
});

describe('the estimate of what a query takes', () => {
  it.each([
    [
      'saves of the budget of each change',
      '{ changes(first: 500) { nodes { budget { versions(first: 100) { nodes { version } } } } } }',
    ],
    [
      'fifty long lists',
      `{ ${Array.from({ length: 50 }, (_, n) => `a${n}: changes(first: 500) { nodes { path } }`).join(' ')} }`,
    ],
    [
      'all types, fifty times',
      `{ ${Array.from({ length: 50 }, (_, n) => `a${n}: __schema { types { name } }`).join(' ')} }`,
    ],
    ['sums over the ledger', '{ projectTotals(groupBy: UNIT) { projects } }'],
    ['sums of a list', '{ projects { totals { total } } }'],
    ['a long list of units', `{ indicators(filter: { units: [${'"某局", '.repeat(51)}] }) { nodes { name } } }`],
    ['a text that is searched for in every row', '{ indicators(filter: { text: "人数" }) { nodes { name } } }'],
  ])('is above what is answered here: %s', (_what, query) => {
    expect(costOfText(query).work).toBeGreaterThan(heavyWork);
  });

  it.each([
    [
      'a page of a table with its indicators',
      '{ budget(id: "b") { projects(first: 200) { nodes { name funding { total } indicators { name annualTarget { text } } } } } }',
    ],
    ['a table and its sums', '{ budget(id: "b") { totals { total } projects { totals { total } nodes { name } } } }'],
    [
      'the newest changes with their rows',
      '{ changes(first: 50) { nodes { path before after budget { name } project { name } actor { name } } } }',
    ],
    ['a list of some units', `{ indicators(filter: { units: [${'"某局", '.repeat(50)}] }) { nodes { name } } }`],
    [
      'a list by budget',
      '{ projects(filter: { budgetIds: ["b"] }) { count { value } nodes { name fundUser { name } } } }',
    ],
  ])('is below for what people ask all day: %s', (_what, query) => {
    expect(costOfText(query).work).toBeLessThanOrEqual(heavyWork);
  });
});
