import type { Shown } from './expected-history.js';

/** What a table shows, by id of the row. */
export type Table = ReadonlyMap<string, Shown>;

export interface UndoneRange {
  /** The table right before and right after what is undone, and as it stands. */
  before: Table;
  after: Table;
  now: Table;
  /** Whether the cell was set behind what is undone. */
  setLater: (entityId: string, path: string) => boolean;
  /** Whether the cell is to be undone, where not everything that differs is. */
  asked: (entityId: string, path: string) => boolean;
}

/** What undoing should come to, row by row over the three whole tables. */
export function expectedUndo({ before, after, now, setLater, asked }: UndoneRange) {
  const table = new Map(now);
  const conflicts = new Set<string>();
  const inTheWay = (id: string, path: string) => conflicts.add(`${id} ${path}`);
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const was = before.get(id);
    const became = after.get(id);
    const is = now.get(id);
    const paths = Object.keys((was ?? became)?.cells ?? {}).filter((path) => asked(id, path));
    if (paths.length === 0) continue;
    if (was === undefined) {
      // It came: it goes, with what hangs from it, unless any cell of that was set since.
      for (const [row, { cells }] of is === undefined ? [] : rowsOf(now, id)) {
        table.delete(row);
        for (const path of Object.keys(cells)) if (setLater(row, path)) inTheWay(row, path);
      }
    } else if (became === undefined && !setLater(id, 'name')) {
      for (const [row, shown] of rowsOf(before, id)) table.set(row, shown);
    } else {
      const cells = { ...is?.cells };
      for (const path of paths) {
        if (was.cells[path] === (became?.cells[path] ?? null)) continue;
        if (is !== undefined && is.cells[path] === was.cells[path]) continue;
        if (is === undefined || setLater(id, path)) inTheWay(id, path);
        cells[path] = was.cells[path] ?? null;
      }
      if (is !== undefined) table.set(id, { ...is, cells });
    }
  }
  return { table: withNames(table), conflicts };
}

/** A row's part of another table in the place of its own; `id`: of any row. */
export function expectedReturn(now: Table, then: Table, id: string): Table {
  const table = new Map(now);
  for (const [row] of rowsOf(now, id)) table.delete(row);
  for (const [row, shown] of rowsOf(then, id)) table.set(row, shown);
  return table;
}

/** Whether a table breaks one of the rules that every save keeps. */
export function breaksRule(table: Table): boolean {
  const names = new Set<string>();
  return [...table.values()].some(({ entityId, entityKind, projectId, cells }) => {
    const holder = entityKind === 'PROJECT' ? cells['fundUser'] : entityKind === 'INDICATOR' ? projectId : null;
    if (typeof holder === 'string' && !table.has(holder)) return true;
    const name =
      entityKind === 'BUDGET' ? entityId : JSON.stringify([entityKind, holder, cells['class'], cells['name']]);
    if (names.has(name)) return true;
    names.add(name);
    return false;
  });
}

/** The row and, of a project, its indicators. */
function rowsOf(table: Table, id: string): [string, Shown][] {
  return [...table].filter(([row, { projectId, entityKind }]) => {
    return row === id || (projectId === id && entityKind === 'INDICATOR');
  });
}

/** A row is called what its cell says. */
function withNames(table: Map<string, Shown>): Table {
  return new Map([...table].map(([id, row]) => [id, { ...row, entityName: row.cells['name'] ?? '' }]));
}
