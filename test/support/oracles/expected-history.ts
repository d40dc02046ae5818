import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import type { Cells } from '../../../events/budget/cells.js';
import { budgetCells, fundUserCells, indicatorCells, projectCells } from '../../../events/budget/cells.js';
import type { ChangedCell, EntityKind } from '../../../projections/rows.js';
import { evolved } from '../random/history.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';

/** A changed cell without its place in the event and what is computed from its two texts. */
export type ExpectedChange = Omit<ChangedCell, 'ordinal' | 'rank' | 'delta' | 'effect'>;

export interface Shown {
  projectId: string | null;
  entityId: string;
  entityKind: EntityKind;
  entityName: string;
  cells: Cells;
}

/**
 * The cells that every event changed, by comparing everything that the table shows before it and after it, whatever
 * the event is about. Tables are folded by the program's own `evolve`, and their cells named by its `cells.ts`: what
 * those get wrong is wrong on both sides.
 */
export function expectedChanges(events: readonly PositionedEvent[]): ExpectedChange[] {
  const streams = new Map<string, OpenBudgetState>();
  const versions = new Map<string, OpenBudgetState>();
  const baseOf = (event: PositionedEvent) =>
    event.type === 'DraftOpened' ? versions.get(`${event.data.budgetId} ${event.data.base.version}`) : undefined;
  return events.flatMap((event) => {
    const before = streams.get(event.stream) ?? baseOf(event);
    const after = evolved(before ?? absentBudget, event) as OpenBudgetState;
    streams.set(event.stream, after);
    if (after.draft === null) versions.set(`${after.budgetId} ${event.version}`, after);
    const was = before === undefined ? new Map<string, Shown>() : shown(before);
    return differences(was, shown(after), event.type).map((change): ExpectedChange => {
      const { budgetId, unitKey, fiscalYear } = after;
      const table = { budgetId, draftId: after.draft?.id ?? null, unitKey, fiscalYear };
      return { ...change, ...table, ...about(event), editorId: editorOf(event, change.entityId, change.path) };
    });
  });
}

function about({ id: eventId, position, version, recordedAt, actor, source, reason, basisDocument }: PositionedEvent) {
  return { eventId, position, version, recordedAt, actor, source: source.kind, reason, basisDocument };
}

/** Whom the event names for the very cell, else for its row, else for all that it sets; else who did it. */
function editorOf({ source, actor }: PositionedEvent, row: string, path: string): string {
  if (source.kind !== 'promote' && source.kind !== 'refresh') return actor.id;
  const named = [
    source.others?.find((other) => other.row === row && other.path === path),
    source.others?.find((other) => other.row === row && other.path === null),
    source,
  ];
  return named.find((each) => each !== undefined)?.editor ?? actor.id;
}

function differences(before: Map<string, Shown>, after: Map<string, Shown>, type: string) {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const was = before.get(id);
    const is = after.get(id);
    const { cells, ...row } = (is ?? was) as Shown;
    const changed = Object.keys(cells).map((path) => {
      return { ...row, path, before: was?.cells[path] ?? null, after: is?.cells[path] ?? null };
    });
    return changed
      .filter((cell) => cell.before !== cell.after)
      .map((cell) => ({ ...cell, kind: kindOf(was !== undefined, is !== undefined, cell.path, type) }));
  });
}

function kindOf(was: boolean, is: boolean, path: string, type: string): ChangedCell['kind'] {
  if (!is) return 'REMOVED';
  if (!was) return type.endsWith('Restored') ? 'RESTORED' : 'ADDED';
  return path === 'name' ? 'RENAMED' : path === 'place' ? 'MOVED' : 'MODIFIED';
}

/** Everything that the table shows, by id: an indicator of a withdrawn project is not shown. */
export function shown(budget: OpenBudgetState): Map<string, Shown> {
  const { budgetId, name } = budget;
  const inForce = <Row extends { withdrawn: boolean }>(rows: Iterable<Row>) =>
    [...rows].filter(({ withdrawn }) => !withdrawn);
  const rows: Shown[] = [
    { ...row('BUDGET', { id: budgetId, name }, null), cells: budgetCells(budget) },
    ...inForce(budget.fundUsers.values()).map((each) => ({
      ...row('FUND_USER', each, null),
      cells: fundUserCells(each),
    })),
    ...inForce(budget.projects.values()).flatMap((project) => [
      { ...row('PROJECT', project, project.id), cells: projectCells(project) },
      ...inForce(project.indicators.values()).map((each) => ({
        ...row('INDICATOR', each, project.id),
        cells: indicatorCells(each),
      })),
    ]),
  ];
  return new Map(rows.map((each) => [each.entityId, each]));
}

function row(entityKind: EntityKind, { id, name }: { id: string; name: string }, projectId: string | null) {
  return { projectId, entityId: id, entityKind, entityName: name };
}
