import { Refusal } from '../../../events/refusal.js';

/** A row that stands in the budget, and one of the file, as the matching sees them. */
export interface OwnRow {
  id: string;
  withdrawn: boolean;
  /** What identifies the row among its siblings: equal keys are the same row. */
  identity: string;
  /** Everything else, or everything but one part of the identity: equal in one only row of each side, it is a rename. */
  rests: readonly string[];
}

export interface FileRow {
  /** Names the row for a mapping: `project:1.3` is the third project of the first fund user. */
  key: string;
  identity: string;
  rests: readonly string[];
}

export interface Matched<Own, File> {
  /** Also those that were withdrawn and stand in the file again. */
  pairs: [Own, File][];
  added: File[];
  withdrawn: Own[];
  /** Rows without a certain partner, on both sides: these are asked about. */
  unmatched: { own: Own[]; file: File[] };
}

/** What the user said of rows that could not be matched: id → key of a file's row, null: withdrawn. */
export type Mapping = ReadonlyMap<string, string | null>;

/** Matches by mapping, then by identity, then by what is left being equal in one way only; guesses nothing. */
export function matchRows<Own extends OwnRow, File extends FileRow>(
  own: readonly Own[],
  file: readonly File[],
  mapping: Mapping,
): Matched<Own, File> {
  const left = new Set(own.filter((row) => !row.withdrawn));
  const gone = new Set(own.filter((row) => row.withdrawn));
  const open = new Map(file.map((row) => [row.key, row]));
  const pairs: [Own, File][] = [];
  const withdrawn: Own[] = [];
  const pair = (mine: Own, theirs: File) => {
    left.delete(mine);
    gone.delete(mine);
    open.delete(theirs.key);
    pairs.push([mine, theirs]);
  };

  for (const mine of own) {
    const said = mapping.get(mine.id);
    if (said === undefined) continue;
    if (said === null) {
      if (left.delete(mine)) withdrawn.push(mine);
      gone.delete(mine);
      continue;
    }
    const theirs = open.get(said);
    if (theirs === undefined) throw badMapping(mine.id, said);
    pair(mine, theirs);
  }

  const byIdentity = (rows: Iterable<Own>) => new Map([...rows].map((row) => [row.identity, row]));
  const inForce = byIdentity(left);
  const formerly = byIdentity(gone);
  for (const theirs of [...open.values()]) {
    const mine = inForce.get(theirs.identity) ?? formerly.get(theirs.identity);
    // A second row of the same identity has no partner: two rows of the file never become one.
    if (mine !== undefined && (left.has(mine) || gone.has(mine))) pair(mine, theirs);
  }

  for (const [mine, theirs] of onlyPartners([...left], [...open.values()])) pair(mine, theirs);

  if (left.size > 0 && open.size > 0) {
    return { pairs, added: [], withdrawn, unmatched: { own: [...left], file: [...open.values()] } };
  }
  withdrawn.push(...left);
  return { pairs, added: [...open.values()], withdrawn, unmatched: { own: [], file: [] } };
}

/** Pairs that share a rest which no other row has, on either side, and that share one with nobody else. */
function onlyPartners<Own extends OwnRow, File extends FileRow>(own: Own[], file: File[]): [Own, File][] {
  const mine = grouped(own);
  const theirs = grouped(file);
  const partners = new Map<Own, Set<File>>();
  const claims = new Map<File, number>();
  for (const [rest, [row, ...others]] of mine) {
    const [candidate, ...more] = theirs.get(rest) ?? [];
    if (row === undefined || candidate === undefined) continue;
    const set = partners.get(row) ?? new Set<File>();
    if (others.length === 0 && more.length === 0 && !set.has(candidate)) {
      partners.set(row, set.add(candidate));
      claims.set(candidate, (claims.get(candidate) ?? 0) + 1);
    }
  }
  return [...partners].flatMap(([row, set]): [Own, File][] => {
    const [candidate] = set;
    return set.size === 1 && candidate !== undefined && claims.get(candidate) === 1 ? [[row, candidate]] : [];
  });
}

function grouped<Row extends { rests: readonly string[] }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    for (const rest of row.rests) groups.set(rest, [...(groups.get(rest) ?? []), row]);
  }
  return groups;
}

function badMapping(from: string, to: string): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    `mapping 把“${from}”对应到“${to}”，但文件的同级行中没有尚未对应的“${to}”；请使用预览给出的 key。`,
    `mapping sends "${from}" to "${to}", but the file has no open row "${to}" beside it; use a key that the preview gave.`,
    { path: ['mapping'], entityId: from },
  );
}
