import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CellValue, Budget, ChangeConnection, Indicator, MutationName } from '../support/clients/contract.js';
import { mutate } from '../support/clients/mutate.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
let budget: Budget;
let positions: { before: string; after: string };

const cells = `nodes { kind entityKind entityName path before after delta effect version reason basisDocument
  actor { personId role } project { name } budget { basis { version } } event { type } }
  count { value exact } basis { position }`;

/** Two officers' edits of the real table, each with its reason. */
beforeAll(async () => {
  ledger = await startLedger();
  budget = (
    await ledger.data(`{ budgets { nodes { id name basis { position } fundUsers { id }
      projects { nodes { id name funding { fiscalAppropriation } indicators { id name annualTarget { text } } } } } } }`)
  ).budgets.nodes[0];
  const [first, second] = budget.projects.nodes;
  positions = { before: budget.basis.position, after: '' };
  await edit(
    'reviseFunding',
    { projectId: first.id, funding: { fiscalAppropriation: '64.7' }, reason: '改写', basisDocument: '越财〔2024〕1号' },
    'finance',
  );
  const indicator = first.indicators.find(({ name }) => name === '走访企业数量') as Indicator;
  await edit('reviseIndicator', { indicatorId: indicator.id, annualTarget: '≥8', reason: '企业数量减少' }, 'auditor-1');
  await edit(
    'reviseGoal',
    { projectId: second.id, goal: '100%_完成“\\d+”目标', reason: "it's (new) [a-z]*" },
    'finance',
  );
  positions.after = await edit(
    'withdrawProject',
    { projectId: budget.projects.nodes[4].id, reason: '项目取消' },
    'finance',
  );
});
afterAll(cleanUp);

async function edit(mutation: MutationName, input: object, id: string): Promise<string> {
  const answer = await mutate(ledger, mutation, input, 'position userErrors { message }', { id, role: 'finance' });
  expect(answer.userErrors).toEqual([]);
  return answer.position;
}

async function changes(filter: object, first = 500): Promise<ChangeConnection> {
  const query = `query($filter: ChangeFilter, $first: Int!) { changes(filter: $filter, first: $first) { ${cells} } }`;
  return (await ledger.data(query, { filter, first })).changes;
}

const about = ({ nodes }: ChangeConnection) => nodes.map(({ entityName, path, after }) => [entityName, path, after]);

async function fault(query: string, variables: object = {}): Promise<[string, string[] | null][] | undefined> {
  const { errors } = await ledger.query(query, variables);
  return errors?.map(({ message, extensions: { code, messageEn, argument } }) => {
    expect(message).toMatch(/\p{Script=Han}/u);
    expect(messageEn).toMatch(/[A-Za-z]{3}/);
    return [code, argument ?? null];
  });
}

describe('the list of changes, asked with', () => {
  it.each<[string, () => object, [string, string, string | null][]]>([
    ['an effect', () => ({ effects: ['WEAKENED'] }), [['走访企业数量', 'annualTarget', '≥8']]],
    [
      'the sign of a delta, down',
      () => ({ deltaSigns: ['NEGATIVE'], kinds: ['MODIFIED'] }),
      [['走访企业数量', 'annualTarget', '≥8']],
    ],
    [
      'the sign of a delta, none',
      () => ({ deltaSigns: ['ZERO'] }),
      [['商务工作经费', 'funding.fiscalAppropriation', '64.7']],
    ],
    ['an actor', () => ({ actorIds: ['auditor-1'] }), [['走访企业数量', 'annualTarget', '≥8']]],
    ['a reason', () => ({ reason: '减少' }), [['走访企业数量', 'annualTarget', '≥8']]],
    ['a document', () => ({ basisDocument: '〔2024〕1' }), [['商务工作经费', 'funding.fiscalAppropriation', '64.7']]],
    [
      'a cell and what became of it',
      () => ({ paths: ['annualTarget'], kinds: ['MODIFIED'] }),
      [['走访企业数量', 'annualTarget', '≥8']],
    ],
    [
      'versions',
      () => ({ budgetIds: [budget.id], versions: { from: 2, to: 2 } }),
      [['商务工作经费', 'funding.fiscalAppropriation', '64.7']],
    ],
    ['one of two effects', () => ({ effects: ['WEAKENED', 'STRENGTHENED'] }), [['走访企业数量', 'annualTarget', '≥8']]],
    [
      'a document written in full width',
      () => ({ basisDocument: '〔２０２４〕１' }),
      [['商务工作经费', 'funding.fiscalAppropriation', '64.7']],
    ],
    ['the same, to the letter', () => ({ basisDocument: '〔２０２４〕１', exact: true }), []],
    ['what nothing matches', () => ({ text: '没有这样的文字' }), []],
    ['a unit that there is not', () => ({ units: ['无此单位'] }), []],
    ['a year that there is not', () => ({ fiscalYears: [1999] }), []],
    ['an id that there is not', () => ({ entityIds: ['0190a0b0-0000-7000-8000-000000000001'] }), []],
  ])('%s', async (_name, filter, expected) => {
    const list = await changes(filter());
    expect(about(list)).toEqual(expected);
    expect(list.count).toEqual({ value: expected.length, exact: true });
  });

  it.each(['%', '_', '“', '\\d+', '\\', '100%_完', '标'])('the text %j, to the letter', async (text) => {
    const list = await changes({ text, kinds: ['MODIFIED'], paths: ['goal'] });
    expect(about(list)).toEqual([[budget.projects.nodes[1].name, 'goal', '100%_完成“\\d+”目标']]);
  });

  it.each(['.*', '%完', "' or 1=1 --", '"', 'NEAR(a b)', 'AND', '100*', '^100', '\u0000', '100 OR 完'])(
    'the text %j, which means nothing more than its letters',
    async (text) => expect(about(await changes({ text, kinds: ['MODIFIED'], paths: ['goal'] }))).toEqual([]),
  );

  it.each(["it's", '(new)', '[a-z]*', "it's (new) [a-z]*"])('the reason %j, to the letter', async (reason) =>
    expect((await changes({ reason })).nodes.map(({ path }) => path)).toEqual(['goal']),
  );

  it('what rests on no document, and what was saved without a reason; null asks neither', async () => {
    const versions = async (filter: object) =>
      [
        ...new Set(
          (await changes({ positions: { from: positions.before }, ...filter })).nodes.map(({ version }) => version),
        ),
      ].sort();
    expect(await versions({ basisDocument: '' })).toEqual([3, 4, 5]);
    expect(await versions({ basisDocument: null })).toEqual([2, 3, 4, 5]);
    expect(await versions({ reason: '' })).toEqual([]);
    expect(await versions({ reason: null, basisDocument: '越财' })).toEqual([2]);
  });

  it('what happened between two answers', async () => {
    const list = await changes({ positions: { from: positions.before, to: positions.after } });
    expect(new Set(list.nodes.map(({ version }) => version))).toEqual(new Set([2, 3, 4, 5]));
    expect((await changes({ positions: { from: positions.after } })).nodes).toEqual([]);
  });

  it('a single character that every indicator has, counted up to the bound', async () => {
    const list = await changes({ text: '指' }, 1);
    expect(list.count.exact).toBe(true);
    expect(list.count.value).toBe((await changes({ text: '指' })).nodes.length);
  });
});

describe('a change', () => {
  it('leads to its project, to the table after it, to its event, and says who and why', async () => {
    const [change] = (await changes({ effects: ['WEAKENED'] })).nodes;
    expect(change).toMatchObject({
      kind: 'MODIFIED',
      entityKind: 'INDICATOR',
      before: '≥10',
      after: '≥8',
      delta: '-2',
      effect: 'WEAKENED',
      version: 3,
      reason: '企业数量减少',
      basisDocument: null,
      actor: { personId: 'auditor-1', role: 'FINANCE' },
      project: { name: '商务工作经费' },
      budget: { basis: { version: 3 } },
      event: { type: 'IndicatorTargetsRevised' },
    });
  });
});

describe('blame', () => {
  it('names for every cell of the real table who set it, at any version', async () => {
    const blame = 'blame { path value lastChange { version actor { personId } reason } }';
    const { now, before } = await ledger.data<{ now: Budget; before: Budget }>(
      `query($id: ID!) { now: budget(id: $id) { ...rows } before: budget(id: $id, at: { version: 1 }) { ...rows } }
        fragment rows on Budget { ${blame} fundUsers { ${blame} } projects { nodes { ${blame} indicators { ${blame} } } } }`,
      { id: budget.id },
    );
    const at = ({ blame: cells }: { blame: CellValue[] }, path: string) => cells.find((each) => each.path === path);
    expect(at(now.projects.nodes[0], 'funding.fiscalAppropriation')).toEqual({
      path: 'funding.fiscalAppropriation',
      value: '64.7',
      lastChange: { version: 2, actor: { personId: 'finance' }, reason: '改写' },
    });
    expect(at(now.projects.nodes[0], 'name')?.lastChange.version).toBe(1);
    expect(at(now.projects.nodes[0], 'funding.specialAccount')).toMatchObject({ value: null, lastChange: null });
    const set = (table: Budget) => [table, ...table.fundUsers, ...table.projects.nodes].flatMap((row) => row.blame);
    expect(set(before).every(({ value, lastChange }) => (value === null) === (lastChange === null))).toBe(true);
    expect(new Set(set(before).flatMap(({ lastChange }) => lastChange?.version ?? []))).toEqual(new Set([1]));
  });

  it('of a withdrawn row names who withdrew it', async () => {
    const query = 'query($id: ID!) { project(id: $id) { status blame { path value lastChange { kind reason } } } }';
    const { project } = await ledger.data(query, { id: budget.projects.nodes[4].id });
    expect(project.status).toBe('WITHDRAWN');
    const [name] = project.blame;
    expect(name).toEqual({ path: 'name', value: null, lastChange: { kind: 'REMOVED', reason: '项目取消' } });
  });
});

describe('the list of changes refuses', () => {
  it.each([0, -1, 501, 1_000_000_000])('a page of %d', async (first) => {
    expect(await fault(`{ changes(first: ${first}) { nodes { id } } }`)).toEqual([['INVALID_INPUT', ['first']]]);
  });

  it('a cursor of another list, of another filter, and one that was edited', async () => {
    const query = `query($after: String) { changes(filter: { paths: ["goal"] }, first: 1, after: $after) { edges { cursor } } }`;
    const [{ cursor }] = (await ledger.data(query)).changes.edges;
    const other = (await ledger.data('{ budgets { edges { cursor } } }')).budgets.edges[0].cursor;
    const filtered = (await ledger.data('{ changes(filter: { paths: ["name"] }, first: 1) { edges { cursor } } }'))
      .changes;
    for (const after of [other, filtered.edges[0].cursor, `${cursor.slice(0, -2)}AA`, `${cursor}x`, 'x', '']) {
      expect(await fault(query, { after })).toEqual([['INVALID_CURSOR', ['after']]]);
    }
    expect(await fault(query, { after: cursor })).toBeUndefined();
  });

  it('a path that no cell has, with those that there are, and an empty text where nothing is without one', async () => {
    const ask = (list: string, filter: string) => fault(`{ ${list}(filter: ${filter}) { nodes { id } } }`);
    expect(await ask('changes', '{ paths: ["name", "goals"] }')).toEqual([['INVALID_INPUT', ['filter', 'paths', '1']]]);
    expect(await ask('changes', '{ paths: [""] }')).toEqual([['INVALID_INPUT', ['filter', 'paths', '0']]]);
    expect(await ask('changes', '{ text: "" }')).toEqual([['INVALID_INPUT', ['filter', 'text']]]);
    for (const list of ['projects', 'indicators']) {
      expect(await ask(list, '{ text: "" }')).toEqual([['INVALID_INPUT', ['filter', 'text']]]);
      expect(await ask(list, '{ text: null }')).toBeUndefined();
    }
    const { errors } = await ledger.query('{ changes(filter: { paths: ["goals"] }) { nodes { id } } }');
    expect(errors?.[0]?.message).toContain('annualTarget');
  });

  it('versions of no budget, ranges that run backwards, a time without a zone, a text of a whole book', async () => {
    const ask = (filter: string) => fault(`{ changes(filter: ${filter}) { nodes { id } } }`);
    expect(await ask('{ versions: { from: 1 } }')).toEqual([['VERSION_NEEDS_ONE_BUDGET', ['filter', 'versions']]]);
    expect(await ask(`{ positions: { from: "${positions.after}", to: "${positions.before}" } }`)).toEqual([
      ['INVALID_INPUT', ['filter', 'positions']],
    ]);
    for (const [member, bound] of [
      ['from', 'foo'],
      ['to', '9'],
      ['to', 'foo'],
    ]) {
      const past = [['UNKNOWN_POSITION', ['filter', 'positions', member]]];
      expect(await ask(`{ positions: { ${member}: "${bound}" } }`)).toEqual(past);
    }
    expect(await ask('{ times: { from: "2024-01-01T00:00:00" } }')).toEqual([['INVALID_INPUT', null]]);
    expect(await ask(`{ text: "${'长'.repeat(501)}" }`)).toEqual([['TOO_LARGE', ['filter', 'text']]]);
    expect(await ask('{ effect: LOWERED }')).toEqual([['GRAPHQL_VALIDATION_FAILED', null]]);
  });
});
