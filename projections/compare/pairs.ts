/**
 * How a row was matched with one of the other table. ID: by its permanent id. LINEAGE: one was taken over from the other.
 * NAME: by fund user and name, or by class and name, or because it is the only row of its kind on either side. NONE: it
 * is on one side only.
 */
export type MatchedBy = 'ID' | 'LINEAGE' | 'NAME' | 'NONE';

/** A row on each side, or on one of them. */
export interface Pair<Row> {
  before: Row | null;
  after: Row | null;
  matchedBy: MatchedBy;
}

/** A pair of rows as they are compared. */
export interface ComparablePair<Row> extends Pair<Row> {
  /** Cells that say the same on both sides though the texts differ: ids of two budgets. Absent: none. */
  alike?: readonly string[];
}

/** One way to match rows: two with equal texts are a pair. A row for which the text is null is not matched this way. */
export interface Step<Row> {
  by: Exclude<MatchedBy, 'NONE'>;
  before: (row: Row) => string | null;
  after: (row: Row) => string | null;
}

/** A step that asks the same of both sides. */
export function sameIn<Row>(by: Step<Row>['by'], text: (row: Row) => string | null): Step<Row> {
  return { by, before: text, after: text };
}

/** Rows of which one was taken over from the other, whichever table is the earlier one. */
export function byLineage<Row extends { id: string; lineage?: string }>(): Step<Row>[] {
  const id = (row: Row) => row.id;
  const lineage = (row: Row) => row.lineage ?? null;
  return [
    { by: 'LINEAGE', before: id, after: lineage },
    { by: 'LINEAGE', before: lineage, after: id },
  ];
}

/** Every row of both tables in a pair, matched by the first step that finds it a partner; in no particular order. */
export function pairRows<Row>(from: readonly Row[], to: readonly Row[], steps: readonly Step<Row>[]): Pair<Row>[] {
  const pairs: Pair<Row>[] = [];
  const gone = new Set(from);
  const come = new Set(to);
  for (const { by, before, after } of steps) {
    const open = new Map([...gone].map((row) => [before(row), row]));
    open.delete(null);
    for (const row of come) {
      const partner = open.get(after(row));
      if (partner === undefined) continue;
      pairs.push({ before: partner, after: row, matchedBy: by });
      open.delete(after(row));
      gone.delete(partner);
      come.delete(row);
    }
  }
  for (const after of come) pairs.push({ before: null, after, matchedBy: 'NONE' });
  for (const before of gone) pairs.push({ before, after: null, matchedBy: 'NONE' });
  return pairs;
}

export function presentIn<Row>({ before, after }: Pair<Row>): Row {
  return (after ?? before) as Row;
}

export function grouped<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
