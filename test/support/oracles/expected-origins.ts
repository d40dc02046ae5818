import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { RecordedEvent } from '../../../events/upcast.js';
import { evolved } from '../random/history.js';
import { shown } from './expected-history.js';

/** A cell that an event changed, by comparing the tables before it and after it. */
export interface SetCell {
  event: RecordedEvent;
  rowId: string;
  path: string;
  after: string | null;
  /** Whether its row came into the table by the event, or left it. */
  withRow: boolean;
}

/** Every cell that each of the events changed, in order, found without looking at what the events are about. */
export function cellsSet(before: OpenBudgetState, events: readonly RecordedEvent[]): SetCell[] {
  let state = before;
  return events.flatMap((event) => {
    const was = shown(state);
    state = evolved(state, event) as OpenBudgetState;
    const is = shown(state);
    return [...new Set([...was.keys(), ...is.keys()])].flatMap((rowId) => {
      const cells = { ...was.get(rowId)?.cells, ...is.get(rowId)?.cells };
      const withRow = was.has(rowId) !== is.has(rowId);
      return Object.keys(cells).flatMap((path): SetCell[] => {
        const after = is.get(rowId)?.cells[path] ?? null;
        return (was.get(rowId)?.cells[path] ?? null) === after ? [] : [{ event, rowId, path, after, withRow }];
      });
    });
  });
}

/**
 * For each cell that a merge set, the event of the other table that it has to lead back to: the one that set this very
 * cell last. Where a row comes back and the merge sets its cell afterwards, the return leads to what brought the row back.
 */
export function expectedOrigins(merged: readonly SetCell[], other: readonly SetCell[]): (RecordedEvent | null)[] {
  return merged.map(({ rowId, path }, index) => {
    const isSetLater = merged.slice(index + 1).some((each) => each.rowId === rowId && each.path === path);
    const candidates = other.filter((each) => each.rowId === rowId && (isSetLater ? each.withRow : each.path === path));
    return candidates.at(-1)?.event ?? null;
  });
}
