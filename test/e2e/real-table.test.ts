import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Budget, IndicatorPayload } from '../support/clients/contract.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

const table = `{ budgets { nodes {
  id name fiscalYear unit basis { version } contentHash
  totals { total fiscalAppropriation specialAccount other }
  declaredTotals { total fiscalAppropriation other } checks { code }
  fundUsers { name ordinal totals { total } declaredTotals { total } }
  projects(first: 100) { count { value exact } nodes {
    id ordinal name version funding { total other } declaredTotal goal status
    indicators { id ordinal level1 { code } level2 { code } name
      cycleTarget { text kind } annualTarget { text kind comparator value measure } }
  } }
} } }`;

describe('the published table, imported on the first start', () => {
  it('is one unit, one fund user, 20 projects and 75 indicators', async () => {
    const [budget, ...others] = (await ledger.data(table)).budgets.nodes;
    const indicators = budget.projects.nodes.flatMap((project) => project.indicators);
    const ofLevel = (code: string) => indicators.filter((row) => row.level1.code === code).length;

    expect(others).toEqual([]);
    expect(budget).toMatchObject({ fiscalYear: 2024, name: '广州市越秀区商务局(本级)', basis: { version: 1 } });
    expect(budget.fundUsers).toEqual([
      {
        ordinal: 1,
        name: '广州市越秀区商务局',
        totals: { total: '21926.04' },
        declaredTotals: { total: '21926.04' },
      },
    ]);
    expect(budget.projects.count).toEqual({ value: 20, exact: true });
    expect(budget.projects.nodes.map((project) => project.ordinal)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect([ofLevel('1'), ofLevel('2'), ofLevel('3')]).toEqual([39, 29, 7]);
  });

  it('adds up, in derived and in declared figures', async () => {
    const [budget] = (await ledger.data(table)).budgets.nodes;
    const figures = { total: '21926.04', fiscalAppropriation: '21899.54', other: '26.50' };

    expect(budget.totals).toEqual({ ...figures, specialAccount: '0' });
    expect(budget.declaredTotals).toEqual(figures);
    expect(budget.checks).toEqual([]);
    expect(budget.projects.nodes[0]).toMatchObject({ name: '商务工作经费', funding: { total: '64.70' } });
    expect(budget.projects.nodes[18]?.funding).toEqual({ total: '26.50', other: '26.50' });
  });

  it('reads 115 of the 150 targets as numbers', async () => {
    const [budget] = (await ledger.data(table)).budgets.nodes;
    const targets = budget.projects.nodes
      .flatMap((project) => project.indicators)
      .flatMap((row) => [row.cycleTarget, row.annualTarget]);
    const ofKind = (kind: string) => targets.filter((target) => target.kind === kind).length;

    expect([ofKind('QUANTITATIVE'), ofKind('QUALITATIVE')]).toEqual([115, 35]);
    expect(budget.projects.nodes[0].indicators[1].annualTarget).toEqual({
      text: '≥10',
      kind: 'QUANTITATIVE',
      comparator: 'GE',
      value: '10',
      measure: null,
    });
  });

  it('is not imported again by the next start', async () => {
    const before = await ledger.data(table);
    expect(await ledger.stop()).toBe(0);
    ledger = await startLedger(ledger.directory);
    expect(await ledger.data(table)).toEqual(before);
  });
});

describe('after a target of it was lowered', () => {
  const revise = `mutation($input: ReviseIndicatorInput!) { reviseIndicator(input: $input) {
    position version budget { contentHash } indicator { annualTarget { text } version } userErrors { code } } }`;
  const read = `query($id: ID!, $at: At) { indicator(id: $id, at: $at) { annualTarget { text } version
    project { id: entityId ordinal basis { version } } } }`;
  let id: string;
  let before: Budget;
  let saved: IndicatorPayload;
  beforeAll(async () => {
    before = (await ledger.data(table)).budgets.nodes[0];
    id = before.projects.nodes[0].indicators[1].id;
    const input = { indicatorId: id, annualTarget: '≥8', expectedVersion: 1, reason: '企业数量减少' };
    const actor = { 'x-actor-id': 'finance', 'x-actor-role': 'finance', 'x-actor-name': encodeURIComponent('财务科') };
    saved = (await ledger.data(revise, { input }, actor)).reviseIndicator;
  });

  it('shows the new one at once', async () => {
    expect(saved).toMatchObject({
      version: 2,
      indicator: { annualTarget: { text: '≥8' }, version: 2 },
      userErrors: [],
    });
    expect((await ledger.data(read, { id })).indicator).toMatchObject({ annualTarget: { text: '≥8' } });
  });

  it('shows the old one at the version before, by number and by position', async () => {
    const old = { annualTarget: { text: '≥10' }, version: 1, project: { basis: { version: 1 } } };
    expect((await ledger.data(read, { id, at: { version: 1 } })).indicator).toMatchObject(old);
    const { position } = (await ledger.data('{ budgets { nodes { versions { nodes { version position } } } } }'))
      .budgets.nodes[0].versions.nodes[1];
    expect((await ledger.data(read, { id, at: { position } })).indicator).toMatchObject(old);
  });

  it('has another content hash, and the old one again once the target is put back', async () => {
    expect(saved.budget.contentHash).not.toBe(before.contentHash);
    const back = await ledger.data(revise, { input: { indicatorId: id, annualTarget: '≥10' } });
    expect(back.reviseIndicator.budget.contentHash).toBe(before.contentHash);
  });

  it('tells who changed what, when, from what to what, and why', async () => {
    const history = `query($id: ID!) { project(id: $id) { history(first: 2) { count { value } nodes {
      kind path before after delta effect version entityName reason actor { personId name role unit onBehalfOf }
      event { type source { kind recorded } data } } } } }`;
    const { nodes } = (await ledger.data(history, { id: before.projects.nodes[0].id })).project.history;
    expect(nodes[1]).toEqual({
      kind: 'MODIFIED',
      path: 'annualTarget',
      before: '≥10',
      after: '≥8',
      delta: '-2',
      effect: 'WEAKENED',
      version: 2,
      entityName: '走访企业数量',
      reason: '企业数量减少',
      actor: { personId: 'finance', name: '财务科', role: 'FINANCE', unit: null, onBehalfOf: null },
      event: {
        type: 'IndicatorTargetsRevised',
        source: { kind: 'API', recorded: { kind: 'api' } },
        data: { projectId: before.projects.nodes[0].id, indicatorId: id, targets: { annualTarget: '≥8' } },
      },
    });
    expect(nodes[0]).toMatchObject({ before: '≥8', after: '≥10', effect: 'STRENGTHENED', actor: { name: null } });
  });
});
