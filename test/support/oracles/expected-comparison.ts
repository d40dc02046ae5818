import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { byPlace } from '../../../events/budget/budget.state.js';
import type { EntityKind } from '../../../projections/rows.js';
import type { Shown } from './expected-history.js';
import { shown } from './expected-history.js';

/** A row that differs, without what is computed from the two texts of a cell. */
export interface ExpectedNode {
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  projectId: string | null;
  projectName: string | null;
  kind: string;
  matchedBy: string;
  cells: { path: string; before: string | null; after: string | null }[];
}

/** A row of a table, and the rows below it, in printed order. */
interface Printed {
  row: Shown;
  below: Printed[];
}

/** What two whole tables differ in, row by row, each looked for among all rows of the other table. */
export function expectedComparison(from: OpenBudgetState, to: OpenBudgetState): ExpectedNode[] {
  const within = from.budgetId === to.budgetId;
  const pairs = within ? unionWithin(from, to) : unionAcross([printed(from)], [printed(to)]);
  const names = { from: shown(from), to: shown(to) };
  return pairs.flatMap(({ before, after }) => {
    const { cells, entityId, entityKind, entityName, projectId } = (after ?? before) as Shown;
    const own = names[after === null ? 'from' : 'to'];
    const projectName = projectId === null ? null : (own.get(projectId)?.entityName ?? null);
    const comparedRows = Object.keys(cells)
      .map((path) => ({ path, before: before?.cells[path] ?? null, after: after?.cells[path] ?? null }))
      // Fund users that are each other's are the same, and ranks of two tables say nothing to each other.
      .filter(({ path }) => within || !before || !after || (path !== 'fundUser' && path !== 'place'))
      .filter((cell) => cell.before !== cell.after);
    if (comparedRows.length === 0) return [];
    const kind = before === null ? 'ADDED' : after === null ? 'REMOVED' : kindOf(comparedRows.map(({ path }) => path));
    const matchedBy = before && after ? (within ? 'ID' : 'NAME') : 'NONE';
    const about = { entityId, entityKind, entityName, projectId, projectName };
    return [{ ...about, kind, matchedBy, cells: comparedRows }];
  });
}

function kindOf(paths: readonly string[]): string {
  const others = paths.filter((path) => path !== 'name' && path !== 'place');
  return others.length > 0 ? 'MODIFIED' : paths.includes('name') ? 'RENAMED' : 'MOVED';
}

function printed(budget: OpenBudgetState): Printed {
  const rows = shown(budget);
  const row = (id: string) => rows.get(id) as Shown;
  const inForce = <Row extends { id: string; place: string }>(all: Iterable<Row>) =>
    [...all].filter(({ id }) => rows.has(id)).sort(byPlace);
  return {
    row: row(budget.budgetId),
    below: inForce(budget.fundUsers.values()).map((fundUser) => ({
      row: row(fundUser.id),
      below: inForce([...budget.projects.values()].filter(({ fundUserId }) => fundUserId === fundUser.id)).map(
        (project) => ({
          row: row(project.id),
          below: inForce(project.indicators.values()).map(({ id }) => ({ row: row(id), below: [] })),
        }),
      ),
    })),
  };
}

interface Both {
  before: Shown | null;
  after: Shown | null;
}

/** All rows of two points of one budget, by id, sorted by where each stands: at `to` if it is there. */
function unionWithin(from: OpenBudgetState, to: OpenBudgetState): Both[] {
  const old = shown(from);
  const now = shown(to);
  const rows = [...new Set([...now.keys(), ...old.keys()])].map((id) => {
    const both = { before: old.get(id) ?? null, after: now.get(id) ?? null };
    return { both, key: keyOf((both.after ?? both.before) as Shown) };
  });
  return rows.sort((one, other) => compareWhole(one.key, other.key)).map(({ both }) => both);

  function keyOf({ entityId, entityKind, projectId }: Shown): string[] {
    const state = now.has(entityId) ? to : from;
    switch (entityKind) {
      case 'BUDGET':
        return [];
      case 'FUND_USER':
        return [state.fundUsers.get(entityId)?.place ?? '', entityId];
      case 'PROJECT': {
        const row = state.projects.get(entityId);
        const fundUserId = row?.fundUserId ?? '';
        return [state.fundUsers.get(fundUserId)?.place ?? '', fundUserId, row?.place ?? '', entityId];
      }
      case 'INDICATOR': {
        const project = (now.get(projectId ?? '') ?? old.get(projectId ?? '')) as Shown;
        const row = state.projects.get(projectId ?? '')?.indicators.get(entityId);
        return [...keyOf(project), row?.place ?? '', entityId];
      }
    }
  }
}

function compareWhole(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((part, index) => part !== other[index]);
  if (at < 0) return one.length - other.length;
  return at >= other.length || (one[at] ?? '') > (other[at] ?? '') ? 1 : -1;
}

/** All rows of two tables, by name: those of `to` in their order, each that is gone put in behind the one before it. */
function unionAcross(old: readonly Printed[], now: readonly Printed[]): Both[] {
  const rows: { before: Printed | null; after: Printed | null }[] = now.map((after) => {
    return { before: old.find((each) => areOne(each.row, after.row, old, now)) ?? null, after };
  });
  old.forEach((before, index) => {
    if (rows.some((row) => row.before === before)) return;
    const previous = index === 0 ? undefined : old[index - 1];
    rows.splice(rows.findIndex((row) => row.before === previous) + 1, 0, { before, after: null });
  });
  return rows.flatMap(({ before, after }) => [
    { before: before?.row ?? null, after: after?.row ?? null },
    ...unionAcross(before?.below ?? [], after?.below ?? []),
  ]);
}

function areOne(before: Shown, after: Shown, old: readonly unknown[], now: readonly unknown[]): boolean {
  if (after.entityKind === 'BUDGET') return true;
  if (after.entityKind === 'FUND_USER' && old.length === 1 && now.length === 1) return true;
  return before.entityName === after.entityName && before.cells['class'] === after.cells['class'];
}

/** Without the places of rows that both have: which of several rows has moved is no question of what the tables say. */
export function withoutMoves(nodes: readonly ExpectedNode[]): ExpectedNode[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'ADDED' || node.kind === 'REMOVED') return [node];
    const cells = node.cells.filter(({ path }) => path !== 'place');
    return cells.length === 0 ? [] : [{ ...node, cells }];
  });
}
