import { LRUCache } from 'lru-cache';
import type { BudgetState } from '../../events/budget/budget.state.js';
import { weightOf } from './load-budget.js';

/** A folded budget or draft. */
export interface CachedTable {
  state: BudgetState;
  /** Of the last event folded in; −1: none. */
  revision: number;
  /** The stream that lent it the state that it began as; null: its rows are its own. */
  sharesWith: string | null;
}

export interface TableCache<Table extends CachedTable> {
  get(stream: string): Table | undefined;
  /** The same, without counting as use. */
  peek(stream: string): Table | undefined;
  /** Keeps the table, weighed as it is now. */
  set(stream: string, table: Table): void;
  delete(stream: string): void;
}

/**
 * Folded states in memory, `rows` of them over all streams; those go first that were not used for longest. No table
 * counts for more than half of it, so that a draft and its budget are held side by side however large they are.
 *
 * A draft that shares its budget's rows counts with its own events only. It goes when its budget's state goes: it would
 * keep rows that nothing counts.
 */
export function tableCache<Table extends CachedTable>(rows: number): TableCache<Table> {
  const room = Math.max(2, rows);
  const half = Math.floor(room / 2);
  const borrowers = new Map<string, Set<string>>();
  const cache = new LRUCache<string, { table: Table }>({
    maxSize: room,
    sizeCalculation: ({ table }) => Math.min(half, countedRows(table)),
    disposeAfter(_, stream, reason) {
      if (reason === 'set') return;
      const those = borrowers.get(stream) ?? [];
      borrowers.delete(stream);
      for (const other of those) cache.delete(other);
    },
  });
  return {
    get: (stream) => cache.get(stream)?.table,
    peek: (stream) => cache.peek(stream)?.table,
    set(stream, table) {
      const { sharesWith } = table;
      if (sharesWith !== null) borrowers.set(sharesWith, (borrowers.get(sharesWith) ?? new Set()).add(stream));
      cache.set(stream, { table });
    },
    delete: (stream) => void cache.delete(stream),
  };
}

function countedRows({ state, revision, sharesWith }: CachedTable): number {
  return sharesWith === null ? weightOf(state) : revision + 1;
}
