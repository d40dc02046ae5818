import { describe, expect, it } from '@jest/globals';
import { cellPaths } from '../../events/budget/cells.js';
import type { PositionedEvent } from '../../projections/positioned-event.js';
import type { ChangedCell } from '../../projections/rows.js';
import type { BudgetView, ConnectionView, RowView } from '../../services/services.js';
import type { ExpectedChange } from '../support/oracles/expected-history.js';
import { expectedChanges } from '../support/oracles/expected-history.js';
import { sums } from '../support/oracles/expected-views.js';
import { whateverIsRecorded } from '../support/random/whatever-was-recorded.js';

const all = { first: 500, after: null };

async function expectHistory(list: ConnectionView<ChangedCell>, changes: ExpectedChange[]): Promise<void> {
  const rows = list.edges.map(({ node }) => node);
  const plain = rows.map(({ ordinal: _ordinal, rank: _rank, delta: _delta, effect: _effect, ...change }) => change);
  expect(inOneOrder(plain)).toEqual(inOneOrder(changes));
  const events = [...new Set(rows.map(({ position }) => position))];
  expect(events).toEqual([...events].sort().reverse());
  for (const event of events) expectPrintedOrder(rows.filter(({ position }) => position === event));
  expect(await list.count()).toEqual({ value: changes.length, exact: true });
}

/** Row by row, a project before its indicators; the cells of a row as its columns stand in the printed table. */
function expectPrintedOrder(cells: readonly ChangedCell[]): void {
  const rows = [...new Set(cells.map(({ entityId }) => entityId))];
  expect(rows.flatMap((id) => cells.filter(({ entityId }) => entityId === id))).toEqual(cells);
  expect(cells.findLastIndex(({ entityKind }) => entityKind === 'PROJECT')).toBeLessThanOrEqual(
    cells.findIndex(({ entityKind }) => entityKind === 'INDICATOR') >>> 0,
  );
  for (const id of rows) {
    const own = cells.filter(({ entityId }) => entityId === id);
    const columns: readonly string[] = cellPaths[own[0]?.entityKind ?? 'BUDGET'];
    expect(own.map(({ path }) => path)).toEqual(columns.filter((path) => own.some((cell) => cell.path === path)));
  }
}

/** Whatever the order of the cells of one event. */
function inOneOrder(changes: ExpectedChange[]): ExpectedChange[] {
  const key = ({ position, entityId, path }: ExpectedChange) => `${position} ${entityId} ${path}`;
  return [...changes].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

describe('the history as of a point', () => {
  it('of a budget holds what each event changed in the table up to there, newest first', () =>
    whateverIsRecorded(async ({ some, queries, events, saves, ids, read }) => {
      const changes = expectedChanges(events);
      for (const { position } of some(saves)) {
        for (const id of ids.budgets) {
          const budget = await queries.budget(id, read({ position }));
          if (budget === null) continue;
          const upTo = changes.filter((change) => change.budgetId === id && change.position <= position);
          await expectHistory(await queries.history({ budget }, all), upTo);
        }
      }
    }));

  it('of a project holds what changed in it and in its indicators', () =>
    whateverIsRecorded(async ({ some, queries, events, saves, ids, read }) => {
      const changes = expectedChanges(events);
      for (const { position } of some(saves)) {
        for (const id of some(ids.projects)) {
          const project = await queries.project(id, read({ position }));
          if (project === null) continue;
          const upTo = changes.filter((change) => change.projectId === id && change.position <= position);
          await expectHistory(await queries.history({ project }, all), upTo);
        }
      }
    }));

  it('of a fund user holds what changed in its own row', () =>
    whateverIsRecorded(async ({ some, queries, events, saves, ids, read }) => {
      const changes = expectedChanges(events);
      for (const { position } of some(saves)) {
        for (const id of ids.fundUsers) {
          const node = await queries.node(id, read({ position }));
          if (node?.kind !== 'FUND_USER') continue;
          const upTo = changes.filter((change) => change.entityId === id && change.position <= position);
          await expectHistory(await queries.history({ fundUser: node.fundUser }, all), upTo);
        }
      }
    }));

  it('of an indicator holds what changed in it alone', () =>
    whateverIsRecorded(async ({ some, queries, events, ids, read }) => {
      const changes = expectedChanges(events);
      for (const id of some(ids.indicators)) {
        const indicator = await queries.indicator(id, read(null));
        if (indicator === null) throw new Error(`the indicator ${id} cannot be read`);
        const own = changes.filter((change) => change.entityId === id);
        await expectHistory(await queries.history({ indicator }, all), own);
      }
    }));

  it('of a row says in its newest change which version the row has, also when its project came or went', () =>
    whateverIsRecorded(async ({ some, queries, saves, ids, read }) => {
      const newest = async (of: RowView) =>
        (await queries.history(of, { first: 1, after: null })).edges[0]?.node.version;
      for (const { position } of some(saves)) {
        const reading = read({ position });
        for (const id of ids.indicators) {
          const indicator = await queries.indicator(id, reading);
          if (indicator === null) continue;
          expect(await queries.indicatorVersion(indicator)).toBe(await newest({ indicator }));
          const last = Math.max(
            ...(await queries.blame({ indicator })).map(({ lastChange }) => lastChange?.version ?? 0),
          );
          expect(await queries.indicatorVersion(indicator)).toBe(last);
        }
        for (const id of ids.projects) {
          const project = await queries.project(id, reading);
          if (project !== null) expect(await queries.projectVersion(project)).toBe(await newest({ project }));
        }
        for (const id of ids.fundUsers) {
          const node = await queries.node(id, reading);
          if (node?.kind !== 'FUND_USER') continue;
          expect(await queries.fundUserVersion(node.fundUser)).toBe(await newest({ fundUser: node.fundUser }));
        }
      }
    }));

  it('leads from each change to the budget right after its save', () =>
    whateverIsRecorded(async ({ some, queries, saves, read }) => {
      for (const { budgetId, version, position, recordedAt } of some(saves)) {
        const budget = (await queries.budget(budgetId, read({ version }))) as BudgetView;
        const { edges } = await queries.history({ budget }, { first: 1, after: null });
        const there = edges[0] && (await queries.budgetAtChange(edges[0].node));
        expect(there?.id).toBe(budgetId);
        expect(there?.basis.position).toBe(
          saves.find((save) => save.version === there?.basis.version && save.budgetId === budgetId)?.position,
        );
        if (there?.basis.version === version) expect(there.basis).toEqual({ position, recordedAt, version });
      }
    }));
});

describe('the versions of a budget as of a point', () => {
  it('are its saves up to there, newest first, each with who, when and what came of it', () =>
    whateverIsRecorded(async ({ some, queries, events, saves, read }) => {
      const changes = expectedChanges(events);
      for (const { budgetId, version } of some(saves)) {
        const view = (await queries.budget(budgetId, read({ version }))) as BudgetView;
        const list = await queries.versions(view, all);
        const upTo = saves.filter((save) => save.budgetId === budgetId && save.version <= version).reverse();
        const rows = list.edges.map(({ node }) => node);
        const expected = upTo.map(({ event, position: lastPosition, recordedAt: clock, ...save }) => {
          const { actor, reason, basisDocument, source, commandId, commandHash, recordedAt } = event;
          const ofSave = (each: PositionedEvent) => each.stream === event.stream && each.version === save.version;
          const first = events.find(ofSave);
          const projects = [...(save.budgets.get(budgetId)?.projects.values() ?? [])].filter((row) => !row.withdrawn);
          const { total: _total, ...totals } = sums(projects);
          return {
            budgetId,
            draftId: null,
            version: save.version,
            lastPosition,
            clock,
            firstRevision: first?.revision,
            lastRevision: event.revision,
            recordedAt,
            actor,
            reason,
            basisDocument,
            source,
            commandId,
            commandHash,
            totals,
            projects: projects.length,
            kind: 'EDIT',
            firstPosition: first?.position,
            changes: changes.filter((each) => each.budgetId === budgetId && each.version === save.version).length,
          };
        });
        const own = rows.map(
          ({ contentHash: _hash, treeRoot: _root, annotations: _said, basis: _point, ...row }) => row,
        );
        expect(own).toEqual(expected);
        expect(rows.every(({ basis }) => basis === view.basis)).toBe(true);
        expect(rows[0]?.contentHash).toBe(view.contentHash);
        expect(rows[0]?.treeRoot).toBe(view.treeRoot);
        expect(await list.count()).toEqual({ value: version, exact: true });
      }
    }));
});
