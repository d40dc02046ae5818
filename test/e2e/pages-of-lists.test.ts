import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/clients/contract.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
let projectIds: string[];

beforeAll(async () => {
  ledger = await startLedger();
  const { nodes } = (await ledger.data('{ projects(first: 100) { nodes { id } } }')).projects;
  projectIds = nodes.map(({ id }) => id);
});
afterAll(cleanUp);

describe('a list', () => {
  const page = `query($first: Int, $after: String, $order: ProjectOrder) { projects(first: $first, after: $after, orderBy: $order) {
    edges { cursor node { entityId name funding { total } } } pageInfo { hasNextPage endCursor } basis { position } count { value } } }`;

  it.each(['PLACE_ASC', 'NAME_DESC', 'TOTAL_DESC', 'TOTAL_ASC'])('by %s is read to its end in pages', async (order) => {
    const whole = (await ledger.data(page, { first: 100, order })).projects;
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { projects }: Answer = await ledger.data(page, { first: 3, after, order });
      seen.push(...projects.edges.map(({ node }) => node.entityId));
      after = projects.pageInfo.hasNextPage ? projects.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(whole.edges.map(({ node }) => node.entityId));
    expect(whole.count.value).toBe(seen.length);
    const totals = whole.edges.map(({ node }) => Number(node.funding.total));
    if (order === 'TOTAL_ASC') expect(totals).toEqual([...totals].sort((left, right) => left - right));
    if (order === 'TOTAL_DESC') expect(totals).toEqual([...totals].sort((left, right) => right - left));
  });

  it('goes on at its first page’s basis, though rows have been renamed and withdrawn since', async () => {
    const first = (await ledger.data(page, { first: 5 })).projects;
    const whole = (await ledger.data(page, { first: 100 })).projects;
    await ledger.data(`mutation { withdrawProject(input: { projectId: "${projectIds[10]}" }) { version } }`);
    const rest = (await ledger.data(page, { first: 100, after: first.pageInfo.endCursor })).projects;
    expect(rest.basis).toEqual(first.basis);
    expect([...first.edges, ...rest.edges].map(({ node }) => node)).toEqual(whole.edges.map(({ node }) => node));
  });

  it('takes one direction at a time, and says which arguments exclude each other', async () => {
    const { pageInfo } = (await ledger.data(page, { first: 5 })).projects;
    const both = `query($first: Int, $after: String, $last: Int, $before: String) {
      projects(first: $first, after: $after, last: $last, before: $before) { edges { node { entityId } } } }`;
    const cursor = pageInfo.endCursor;
    const backwards = { first: null, after: null, last: 2, before: cursor };
    expect((await ledger.data(both, backwards)).projects.edges).toHaveLength(2);
    for (const [given, named] of [
      [{ first: 1, last: 1 }, ['first', 'last']],
      [{ first: 1, before: cursor }, ['first', 'before']],
      [{ after: cursor, last: 1 }, ['after', 'last']],
      [{ after: cursor, before: cursor }, ['after', 'before']],
    ] as const) {
      const { errors } = await ledger.query(both, given);
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', argument: [named[1]] } }]);
      for (const argument of named) expect(errors?.[0]?.message).toContain(argument);
    }
    for (const last of [0, -1, 501]) {
      const { errors } = await ledger.query(both, { last });
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', argument: ['last'] } }]);
    }
  });

  it('takes no cursor of another list or order', async () => {
    const { pageInfo } = (await ledger.data(page, { first: 5 })).projects;
    const { errors } = await ledger.query(page, { first: 5, after: pageInfo.endCursor, order: 'NAME_ASC' });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CURSOR', argument: ['after'] } }]);
  });

  it('is narrowed by its filter', async () => {
    const query = (filter: string) =>
      `{ projects(filter: ${filter}) { count { value } nodes { name funding { other total } } } }`;
    const other = (await ledger.data(query('{ fundedBy: OTHER }'))).projects;
    expect(other.nodes).toMatchObject([{ funding: { other: '26.50', total: '26.50' } }]);
    const large = (await ledger.data(query('{ total: { min: "1,000" } }'))).projects;
    expect(large.count.value).toBe(large.nodes.length);
    expect(large.nodes.every(({ funding }) => Number(funding.total) >= 1_000)).toBe(true);
    const withdrawn = (await ledger.data(query('{ status: WITHDRAWN }'))).projects;
    expect(withdrawn.count.value).toBe(1);
    const indicators = `{ indicators(filter: { level1Codes: ["3"], text: "90%", textIn: [CYCLE_TARGET, ANNUAL_TARGET] }) { count { value } nodes {
      level2 { code } annualTarget { text } cycleTarget { text } } } }`;
    const { nodes, count } = (await ledger.data(indicators)).indicators;
    expect(count.value).toBeGreaterThan(0);
    for (const row of nodes) {
      expect(row.level2.code).toBe('31');
      expect(row.annualTarget.text + row.cycleTarget.text).toContain('90%');
    }
  });
});
