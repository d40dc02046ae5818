import type { Cells } from '../../../events/budget/cells.js';
import type { Branches } from '../random/branches.js';
import type { Shown } from './expected-history.js';
import { shown } from './expected-history.js';

type Table = ReadonlyMap<string, Shown>;
export type Choose = (rowId: string, path: string | null) => 'OURS' | 'THEIRS';

/** What merging two branches has to come to, each cell looked at alone among all rows of all three tables. */
export interface ExpectedMerge {
  /** `<row> <cell>`, or `<row> -` for whether it stays, and the kind of conflict there. */
  conflicts: Map<string, string>;
  /** The merged table when conflicts go as chosen. */
  table(choose: Choose): Map<string, Cells>;
}

export function expectedMerge(branches: Branches): ExpectedMerge {
  const base = shown(branches.base);
  const sides = { OURS: shown(branches.ours), THEIRS: shown(branches.theirs) };
  const ids = [...new Set([...base.keys(), ...sides.OURS.keys(), ...sides.THEIRS.keys()])];
  const directions = [
    { has: 'OURS', kept: sides.OURS, cut: sides.THEIRS },
    { has: 'THEIRS', kept: sides.THEIRS, cut: sides.OURS },
  ] as const;

  const conflicts = new Map<string, string>();
  for (const id of ids) {
    for (const { kept, cut } of directions) {
      const kind = standing(id, kept, cut);
      if (kind !== null) conflicts.set(`${id} -`, kind);
    }
    const paths = Object.keys(sides.OURS.get(id)?.cells ?? {});
    for (const path of paths) if (isContested(id, path)) conflicts.set(`${id} ${path}`, 'CELL');
  }
  const alike = rowsOfOneName(
    branches,
    settled(() => null),
    isDecided,
  );
  for (const [first = ''] of alike) conflicts.set(`${first} name`, 'SAME_NAME');

  /** What the side that kept a row did to it that the side that cut it would lose; null: nothing, or it is not cut. */
  function standing(id: string, kept: Table, cut: Table): string | null {
    const row = kept.get(id);
    if (row === undefined || !base.has(id) || cut.has(id)) return null;
    const { entityKind, projectId } = row;
    if (entityKind === 'INDICATOR' && !cut.has(projectId ?? '')) return null;
    const below = [...kept.values()].filter((each) => each.entityId !== id && hangsFrom(each, id));
    const edited =
      isOther(row, base.get(id)) ||
      below.some((each) => {
        const before = base.get(each.entityId);
        if (before === undefined || !hangsFrom(before, id)) return false;
        return entityKind === 'PROJECT' ? isOther(each, before) : standing(each.entityId, kept, cut) !== null;
      });
    if (edited) return 'EDITED_AND_WITHDRAWN';
    const added = below.some((each) => {
      const before = base.get(each.entityId);
      return before === undefined || !hangsFrom(before, id);
    });
    return added ? 'ADDED_UNDER_WITHDRAWN' : null;
  }

  function valueAt(table: Table, id: string, path: string): string | null {
    return table.get(id)?.cells[path] ?? null;
  }

  function isContested(id: string, path: string): boolean {
    if (!sides.OURS.has(id) || !sides.THEIRS.has(id)) return false;
    const values = [base, sides.OURS, sides.THEIRS].map((table) => sameMoney(path, valueAt(table, id, path)));
    return new Set(values).size === 3 || (values[1] !== values[2] && !base.has(id));
  }

  /** Whether nothing is to be chosen about the row that decides what it is called, or whether it is there. */
  function isDecided(id: string): boolean {
    const row = sides.OURS.get(id) ?? sides.THEIRS.get(id);
    const contested = [`${id} -`, `${id} name`, `${id} fundUser`, `${id} class`];
    if (row?.entityKind === 'INDICATOR') contested.push(`${row.projectId} -`);
    return contested.every((key) => !conflicts.has(key));
  }

  function cellsOf(id: string, choose: MayChoose): Cells {
    return Object.fromEntries(
      Object.keys(sides.OURS.get(id)?.cells ?? {}).map((path) => {
        const [was, ours, theirs] = [base, sides.OURS, sides.THEIRS].map((table) => valueAt(table, id, path));
        if (isContested(id, path)) return [path, choose(id, path) === 'OURS' ? ours : theirs];
        const [before, our, their] = [was, ours, theirs].map((value) => sameMoney(path, value ?? null));
        return [path, before === their || our === their ? ours : theirs];
      }),
    ) as Cells;
  }

  /** The merged table, before anything is said about rows of one name. */
  function settled(choose: MayChoose): Map<string, Cells> {
    const table = new Map<string, Cells>();
    for (const id of ids) {
      if (sides.OURS.has(id) && sides.THEIRS.has(id)) table.set(id, cellsOf(id, choose));
      for (const { has, kept, cut } of directions) {
        const row = kept.get(id);
        if (row === undefined || cut.has(id)) continue;
        const owner = row.projectId ?? '';
        const deed = base.has(owner) && !cut.has(owner) ? owner : base.has(id) ? id : null;
        const stays = deed === null || (conflicts.has(`${deed} -`) && choose(deed, null) === has);
        if (stays) table.set(id, row.cells);
      }
    }
    return table;
  }

  return {
    conflicts,
    table(choose) {
      const table = settled(choose);
      for (const group of alike) {
        const side = sides[choose(group[0] ?? '', 'name')];
        for (const id of group) {
          const { name, fundUser, class: level2 } = side.get(id)?.cells ?? {};
          const named = Object.entries({ name, fundUser, class: level2 }).filter(([, value]) => value !== undefined);
          if (side.has(id)) table.set(id, { ...table.get(id), ...(Object.fromEntries(named) as Cells) });
          else for (const each of withRowsBelow(id)) table.delete(each);
        }
      }
      return table;
    },
  };

  function withRowsBelow(id: string): string[] {
    return ids.filter((each) => each === id || (sides.OURS.get(each) ?? sides.THEIRS.get(each))?.projectId === id);
  }
}

type MayChoose = (rowId: string, path: string | null) => 'OURS' | 'THEIRS' | null;

/** An amount without the zeros that do not matter: what the same money looks like however it was written. */
export function sameMoney(path: string, value: string | null): string | null {
  return /^(funding|declared)/.test(path) && value?.includes('.') ? value.replace(/\.?0+$/, '') : value;
}

function hangsFrom(row: Shown, id: string): boolean {
  return row.entityKind === 'PROJECT' ? row.cells['fundUser'] === id : row.projectId === id;
}

function isOther(row: Shown, before: Shown | undefined): boolean {
  const differs = (path: string) =>
    sameMoney(path, row.cells[path] ?? null) !== sameMoney(path, before?.cells[path] ?? null);
  return before !== undefined && Object.keys(row.cells).some(differs);
}

/** Whether a table breaks a rule: two rows of one name, or a project whose fund user is not there. */
export function breaksRules(table: ReadonlyMap<string, Cells>, branches: Branches): boolean {
  const astray = [...table.values()].some(({ fundUser }) => typeof fundUser === 'string' && !table.has(fundUser));
  return astray || rowsOfOneName(branches, table, () => true).length > 0;
}

/** Ids of rows that are called alike where no two may be, in groups, each sorted. */
function rowsOfOneName(
  branches: Branches,
  table: ReadonlyMap<string, Cells>,
  counts: (id: string) => boolean,
): string[][] {
  const known = [branches.base, branches.ours, branches.theirs].map(shown);
  const groups = new Map<string, string[]>();
  for (const [id, cells] of table) {
    const row = known.map((each) => each.get(id)).find((each) => each !== undefined);
    const among = row?.entityKind === 'INDICATOR' ? `${row.projectId} ${cells['class']}` : cells['fundUser'];
    const key = JSON.stringify([row?.entityKind, among, cells['name']]);
    if (counts(id)) groups.set(key, [...(groups.get(key) ?? []), id].sort());
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
