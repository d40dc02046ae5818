import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { parse, validate } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { Ledger } from '../../src/compose.js';
import { importSamples } from '../../src/first-start.js';
import { ledgerIn, record, request } from '../support/ledgers/ledger.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { RowIds } from '../support/oracles/all-answers.js';
import { idsOf } from '../support/oracles/all-answers.js';
import { asksForAbstract, compareAnswers, toldByPlace } from '../support/oracles/compiled-answers.js';
import { sampleHistory } from '../support/random/history.js';
import type { Values } from '../support/random/operation.js';
import { chanceOf, randomOperation } from '../support/random/operation.js';
import { readTour } from '../support/stories/tour.js';
import { reader } from '../support/ledgers/reader.js';
import { cases } from '../support/random/cases.js';

const folder = openFolder();
const schema: GraphQLSchema = buildContract();
const plain: GraphQLSchema = buildContract();
let ledger: Ledger;
let ids: RowIds;
let project: string;
let indicator: string;
let draft: string;

beforeAll(async () => {
  ledger = await ledgerIn(folder);
  const history = sampleHistory({ budgets: 3, saves: 24 }, 7);
  await importSamples(ledger.services.commands);
  await record(ledger, history);
  ids = idsOf(history);
  const head = await ledger.services.queries.head(null);
  const table = await ledger.services.queries.budgetOf('广州市越秀区商务局(本级)', 2024, {
    caller: reader,
    at: null,
    head,
  });
  if (table === null) throw new Error('there is no table');
  const { edges } = await ledger.services.queries.projectsOf(table, {}, { first: 1, after: null });
  project = edges[0]?.node.id ?? '';
  indicator = edges[0]?.node.indicators[0]?.id ?? '';
  const opened = await ledger.services.commands.openDraft({
    ...request(),
    budgetId: table.id,
    name: '二上稿',
    version: null,
  });
  draft = opened.refused ? '' : (opened.done.draftId ?? '');
});
afterAll(() => folder.leave());

const context = () => ({
  services: ledger.services,
  caller: { actor: { id: 'auditor-1', role: 'auditor', unit: null, onBehalfOf: null }, requestId: 'request-1' },
  commandIds: [],
});

const contracts = { schema, plain, context };

async function expectSame(query: string, variables: Record<string, unknown> = {}, operationName?: string) {
  return (await compareAnswers(contracts, { query, variables, operationName })).figures;
}

describe('a repeated query', () => {
  it('gets the answer of graphql-js for every question of the tour, compiled', async () => {
    const questions = readTour().filter(({ query }) => !query.startsWith('mutation'));
    expect(questions.length).toBeGreaterThanOrEqual(4);
    for (const { query } of questions) {
      const asked = query.replaceAll('"ID"', JSON.stringify(indicator)).replaceAll('"DRAFT"', JSON.stringify(draft));
      expect(await expectSame(asked)).toMatchObject({ repeated: 0 });
    }
  });

  it.each([
    [
      'aliases of one field at several points',
      `{ a: project(id: "ID") { name } b: project(id: "ID", at: { version: 1 }) { name } }`,
    ],
    [
      'fields that are worked out on demand',
      `{ project(id: "ID") { history(first: 2) { count { value exact } pageInfo { startCursor endCursor } } } }`,
    ],
    [
      'a fragment spread at several places',
      `{ a: project(id: "ID") { ...P } b: project(id: "ID") { goal ...P } } fragment P on Project { name indicators { ...I } } fragment I on Indicator { name project { id } }`,
    ],
    [
      'fragments within fragments of the same type',
      `{ project(id: "ID") { ... on Project { name ... { goal } } ... on Node { id } } }`,
    ],
    [
      'the same field selected twice',
      `{ project(id: "ID") { funding { total } funding { other } indicators(level1: "1") { name } indicators(level1: "1") { id } } }`,
    ],
    [
      'lists, filters and orders',
      `{ projects(filter: { text: "经费", total: { min: "10" } }, orderBy: TOTAL_DESC, first: 3) { nodes { name } edges { cursor } } }`,
    ],
    [
      'lists that hold nulls',
      `{ budgetOf(unit: "广州市越秀区商务局(本级)", fiscalYear: 2024) { id } stageMatrix(budgetId: "12f95ae1-b76b-540e-abbf-c0a99697bab9", withCurrent: true, stages: []) { columns { seal { id } controlNumber { total } } rows(first: 9) { count { value } nodes { present cells { values steps { effect lastChange { version } } } } } } }`,
    ],
    [
      'an event’s JSON',
      `{ project(id: "ID") { history(first: 1) { nodes { event { data source { kind recorded } recordedAt } } } } }`,
    ],
    ['the caller', `{ viewer { actor { personId name role unit } localMode } __typename }`],
  ])('gets the answer of graphql-js for %s, compiled', async (_, query) => {
    const figures = await expectSame(query.replaceAll('"ID"', JSON.stringify(project)));
    expect(figures).toMatchObject({ compiled: 2, repeated: 0 });
  });

  it.each([
    ['an error in a nullable field', `{ a: budget(id: "b", at: { position: "ZZZ" }) { name } viewer { localMode } }`],
    ['an error in a field that must not be null', `{ budgets(first: 0) { nodes { name } } viewer { localMode } }`],
    [
      'errors in several fields',
      `{ a: budgets(first: 0) { nodes { name } } b: projects(first: 501) { nodes { name } } }`,
    ],
    [
      'an error deep below',
      `{ project(id: "ID") { name history(first: 0) { nodes { path } } indicators { name history(first: 501) { nodes { path } } } } }`,
    ],
    ['a cursor that is none', `{ budgets(after: "?") { nodes { name } } }`],
  ])('is refused as graphql-js refuses %s', async (_, query) => {
    expect(await expectSame(query.replaceAll('"ID"', JSON.stringify(project)))).toMatchObject({ repeated: 2 });
  });

  const withPoint = 'query At($at: At, $id: ID!) { project(id: $id, at: $at) { name } }';
  it.each([
    ['given', withPoint, { at: { version: 1 } }],
    ['null', withPoint, { at: null }],
    ['left out', withPoint, {}],
    ['two members of a @oneOf input', withPoint, { at: { version: 1, date: '2024-01-01' } }],
    ['no member of a @oneOf input', withPoint, { at: {} }],
    ['null as the member of a @oneOf input', withPoint, { at: { version: null } }],
    ['a member that there is not', withPoint, { at: { revision: 1 } }],
    ['a time without an offset', withPoint, { at: { time: '2024-03-01T09:30:00' } }],
    ['a number too large', withPoint, { at: { version: 3_000_000_000 } }],
    ['within a literal', 'query($v: Int!, $id: ID!) { project(id: $id, at: { version: $v }) { name } }', { v: 1 }],
    ['missing within a literal', 'query($v: Int!, $id: ID!) { project(id: $id, at: { version: $v }) { name } }', {}],
    [
      'optional within a literal',
      'query($n: String, $id: ID!) { project(id: $id) { id } projects(filter: { text: $n }, first: 2) { nodes { name } } }',
      {},
    ],
    [
      'null for an argument with a default',
      'query($n: Int = 2, $id: ID!) { project(id: $id) { id } budgets(first: $n) { nodes { name } } }',
      { n: null },
    ],
    ['a default', 'query($n: Int = 2, $id: ID!) { project(id: $id) { history(first: $n) { nodes { path } } } }', {}],
    [
      'conditions',
      'query($yes: Boolean!, $id: ID!) { project(id: $id) { name @include(if: $yes) goal @skip(if: $yes) ...P @include(if: $yes) } q: project(id: $id) { ...P } } fragment P on Project { status }',
      { yes: false },
    ],
  ])('is answered as graphql-js answers with a variable: %s', async (_, query, variables) => {
    await expectSame(query, { id: project, ...variables });
  });

  it.each([
    [
      'an interface',
      `{ node(id: "ID") { __typename id ... on Project { name indicators { name } } ... on Budget { name } } }`,
    ],
    ['conditions', `{ project(id: "ID") { name @include(if: true) } }`],
    ['introspection', `{ __schema { queryType { name fields { name args { name } } } } __type(name: "At") { name } }`],
    ['names with an underscore', `{ a_b: project(id: "ID") { name } a: project(id: "ID") { b: fundUser { name } } }`],
  ])('is left to graphql-js with %s', async (_, query) => {
    const figures = await expectSame(query.replaceAll('"ID"', JSON.stringify(project)));
    expect(figures).toEqual({ compiled: 0, interpreted: 3, repeated: 0 });
  });

  it('is told from others of its document by its name', async () => {
    const document = 'query A { viewer { localMode } } query B { viewer { actor { personId } } }';
    await expectSame(document, {}, 'A');
    await expectSame(document, {}, 'B');
    await expectSame(document, {});
    await expectSame(document, {}, 'C');
  });

  it('cannot put anything into the program that it becomes', async () => {
    const constant = /"(__MAGIC_DATE__\w+)"/;
    const [, magic] = constant.exec(readFileSync('node_modules/graphql-jit/dist/execution.js', 'utf8')) ?? [];
    expect(magic).toMatch(/^__MAGIC_DATE__\w/);
    const text = JSON.stringify(`${magic}globalThis.injected = true`);
    await expectSame(`{ projects(filter: { text: ${text} }) { nodes { id } } }`);
    expect(globalThis).not.toHaveProperty('injected');
  });

  it('gets the answer of graphql-js, whatever it asks', async () => {
    const values: Values = {
      id: [project, ...ids.budgets.slice(0, 3), ...ids.projects.slice(0, 4), ...ids.indicators.slice(0, 4), 'nobody'],
      'budget.id': ids.budgets,
      'project.id': ids.projects,
      'indicator.id': ids.indicators,
      'draft.id': [draft],
      budgetId: ids.budgets,
      projectId: ids.projects,
      fundUserId: ids.fundUsers,
      entityId: ids.indicators,
      ID: ids.indicators,
      unit: ['甲单位', '广州市越秀区商务局(本级)', '?'],
      fiscalYear: [2023, 2024],
      first: [1, 2, 3, 4, 5, 6, 7, 0],
      version: [1, 2, 99],
      position: ['0000000000000003', '0000000000000022'],
      Position: ['0000000000000001', 'ZZZ'],
      time: ['2020-01-01T00:00:00Z', '2020-01-01'],
      date: ['2020-01-01', '2999-01-01'],
      after: ['', '?'],
      String: ['经费', '运', '', '11', '1'],
      Decimal: ['0', '64.70', 'x'],
      Int: [1, 2024],
      Boolean: [true, false],
    };
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (generator) => {
        const chance = chanceOf(generator, (max) => fc.nat({ max }));
        const { query, variables } = randomOperation(schema, values, chance);
        const document = parse(query);
        fc.pre(validate(schema, document).length === 0);
        const { figures, hasErrors } = await compareAnswers(contracts, { query, variables, told: toldByPlace });
        // How many have errors is chance; one that has none is compiled, if it is of those that can be.
        expect(figures.compiled).toBe(hasErrors || asksForAbstract(schema, document) ? 0 : 2);
      }),
      { numRuns: cases() },
    );
  });
});
