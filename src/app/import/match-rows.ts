import { Refusal } from '../../../events/refusal.js';

/** A row of the budget, as the matching sees it. */
export interface OwnRow {
  id: string;
  withdrawn: boolean;
  /** What identifies the row among its siblings: equal keys are the same row. */
  identity: string;
  /**
   * The row's content without a part of its identity, such as its name. Where exactly one unmatched row on each side
   * has the same, they are one row, renamed.
   */
  rests: readonly string[];
  /**
   * What the row is known by wherever it stands, such as a project's name under any fund user; null: nothing but its
   * identity. A withdrawn row that has it in common with a row of the file may be that row, so it is asked about.
   */
  alike: string | null;
}

/** A row of the file, as the matching sees it. */
export interface FileRow {
  /** Names the row for a mapping: `project:1.3` is the third project of the first fund user. */
  key: string;
  identity: string;
  rests: readonly string[];
  alike: string | null;
}

export interface Matched<Own, File> {
  /** Including withdrawn rows that are in the file again. */
  pairs: [Own, File][];
  added: File[];
  withdrawn: Own[];
  /** Rows without a certain partner, on both sides: these are asked about. */
  unmatched: { own: Own[]; file: File[] };
}

/**
 * What the user says about rows that could not be matched: from a row's id to the key of a file's row; null: withdrawn.
 */
export type Mapping = ReadonlyMap<string, string | null>;

/**
 * Matches by mapping, then by identity, then by equal `rests` where only one pair is possible; guesses nothing. A withdrawn
 * row is found again by its identity alone.
 */
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
    // Two rows of the file never become one: of rows with the same identity, only the first gets the partner.
    if (mine !== undefined && (left.has(mine) || gone.has(mine))) pair(mine, theirs);
  }

  for (const [mine, theirs] of onlyPartners([...left], [...open.values()])) pair(mine, theirs);

  const { returning, printed } = withdrawnElsewhere([...gone], [...open.values()]);
  if (left.size > 0 && open.size > 0) {
    return { pairs, added: [], withdrawn, unmatched: { own: [...left, ...returning], file: [...open.values()] } };
  }
  withdrawn.push(...left);
  const added = [...open.values()].filter((row) => !printed.includes(row));
  return { pairs, added, withdrawn, unmatched: { own: returning, file: printed } };
}

/** Withdrawn rows that may have come back at another place of the table, and the rows of the file that they may be. */
function withdrawnElsewhere<Own extends OwnRow, File extends FileRow>(gone: readonly Own[], open: readonly File[]) {
  const names = (rows: readonly { alike: string | null }[]) => new Set(rows.flatMap(({ alike }) => alike ?? []));
  const ofFile = names(open);
  const ofGone = names(gone);
  return {
    returning: gone.filter(({ alike }) => alike !== null && ofFile.has(alike)),
    printed: open.filter(({ alike }) => alike !== null && ofGone.has(alike)),
  };
}

/** Pairs of rows that share a rest with each other and with no other row on either side. */
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
    { argument: ['mapping'], entityId: from },
  );
}
