import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { difference } from '../../../events/money.js';
import { effectOf, targetDelta } from '../../../events/target-effect.js';
import { fundUserKey } from '../../../projections/order-key.js';
import { projectKeyIn } from '../../../projections/row-versions.js';
import type { StageRow } from '../../../projections/stages/stage-rows.js';
import type { Shown } from './expected-history.js';
import { shown } from './expected-history.js';

/**
 * The matrix from whole tables, each looked at alone: every row that any of them shows. Differences, what they mean for a
 * target, and the keys that sort rows are the program's own; mistakes in those are not noticed here.
 */
export function expectedStages(tables: readonly OpenBudgetState[]): StageRow[] {
  const columns = tables.map(shown);
  const ids = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  const lastOf = (id: string) => columns.findLastIndex((column) => column.has(id));
  const rows = ids.map((id): { row: StageRow; key: string } => {
    const at = columns.map((column) => column.get(id) ?? null);
    const last = at[lastOf(id)] as Shown;
    const { projectId } = last;
    const project = projectId === null ? null : lastOf(projectId);
    return {
      key: keyOf(last, tables[lastOf(id)] as OpenBudgetState, tables[project ?? 0] as OpenBudgetState),
      row: {
        entityId: id,
        entityKind: last.entityKind,
        entityName: last.entityName,
        projectId,
        projectName: project === null ? null : (columns[project]?.get(projectId ?? '')?.entityName ?? null),
        lineage: lineageOf(id, tables[lastOf(id)] as OpenBudgetState),
        kind: kindOf(at),
        present: at.map((row) => row !== null),
        cells: Object.keys(last.cells).map((path) => cellOf(path, at)),
      },
    };
  });
  return rows.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ row }) => row);
}

function lineageOf(id: string, { fundUsers, projects, projectOfIndicator }: OpenBudgetState): string | null {
  const indicator = projects.get(projectOfIndicator.get(id) ?? '')?.indicators.get(id);
  return (fundUsers.get(id) ?? projects.get(id) ?? indicator)?.lineage ?? null;
}

/** What became of the row between the first table and the last; null: nothing, or neither has it. */
function kindOf(at: readonly (Shown | null)[]): StageRow['kind'] {
  const first = at[0] ?? null;
  const last = at.at(-1) ?? null;
  if (first === null || last === null) return first === last ? null : first === null ? 'ADDED' : 'REMOVED';
  const differing = Object.keys(last.cells).filter((path) => first.cells[path] !== last.cells[path]);
  if (differing.some((path) => path !== 'name' && path !== 'place')) return 'MODIFIED';
  if (differing.includes('name')) return 'RENAMED';
  return differing.length === 0 ? null : 'MOVED';
}

function cellOf(path: string, at: readonly (Shown | null)[]): StageRow['cells'][number] {
  const values = at.map((row) => row?.cells[path] ?? null);
  const step = (before: string | null, after: string | null) =>
    before === after ? null : { path, before, after, delta: null, effect: null, ...judged(path, before, after) };
  return {
    path,
    values,
    steps: values.map((value, column) => (column === 0 ? null : step(values[column - 1] ?? null, value))),
    overall: step(values[0] ?? null, values.at(-1) ?? null),
  };
}

function judged(path: string, was: string | null, is: string | null): object {
  if (was === is) return {};
  if (path.startsWith('funding.') || path.startsWith('declaredTotal')) return { delta: difference(was, is) };
  if (!path.endsWith('Target') || was === null || is === null) return {};
  return { delta: targetDelta(was, is), effect: effectOf(was, is) };
}

/** Where the row stands in the last table that shows it, below its project as that one stands in the last to show it. */
function keyOf({ entityKind, entityId, projectId }: Shown, own: OpenBudgetState, ofProject: OpenBudgetState): string {
  if (entityKind === 'BUDGET') return '';
  const fundUser = own.fundUsers.get(entityId);
  if (fundUser !== undefined) return fundUserKey(fundUser);
  const project = ofProject.projects.get(projectId ?? '');
  if (project === undefined) throw new Error(`there is no project ${projectId}`);
  const key = projectKeyIn(ofProject, project);
  if (entityKind === 'PROJECT') return key;
  const siblings = own.projects.get(projectId ?? '')?.indicators;
  const place = siblings?.get(entityId)?.place ?? '';
  return `${key} ${place} ${entityId}`;
}
