/**
 * Whether an index leads to what is asked. Stands in where a server does not say how it would answer; says less: an index
 * that leads to the documents, not that the server takes it.
 */
import type { Document } from 'mongodb';

export type Cover =
  /** An index leads to the documents and gives them in their order. */
  | 'in order'
  /** An index leads to them; they are sorted afterwards. */
  | 'sorted afterwards'
  /** Every document of the collection is looked at. */
  | 'none';

/** @param sort the fields in order; empty: none is asked for */
export function coverOf(indexes: readonly Document[], filter: Document, sort: Document): Cover {
  const covers = indexes.map((index) => coverBy(index, filter, sort));
  return covers.find((cover) => cover === 'in order') ?? covers.find((cover) => cover !== 'none') ?? 'none';
}

function coverBy(index: Document, filter: Document, sort: Document): Cover {
  const asked = membersOf(filter);
  const fields = Object.keys(index);
  const firstOther = fields.findIndex((field) => !asked.equal.has(field));
  const leading = firstOther < 0 ? fields.length : firstOther;
  const next = fields[leading];
  const leads = leading > 0 || (next !== undefined && asked.within.has(next));
  const wanted = Object.entries(sort).filter(([field]) => !asked.single.has(field));
  if (wanted.length === 0) return leads ? 'in order' : 'none';
  // What follows the equal fields; those that have one of several values come in their order, so they may be sorted by.
  const start = fields.findIndex((field) => !asked.single.has(field));
  const directions = wanted.map(([field, direction], offset) => {
    const inIndex = fields[start + offset] === field ? (index[field] as number) : 0;
    return inIndex * (direction as number);
  });
  const isInOrder = directions.every((each) => each !== 0 && each === directions[0]);
  if (isInOrder && (leads || Object.keys(filter).length === 0)) return 'in order';
  return leads ? 'sorted afterwards' : 'none';
}

interface Asked {
  /** Fields with one value. */
  single: Set<string>;
  /** With one, or one of some. */
  equal: Set<string>;
  /** With a range of values. */
  within: Set<string>;
}

function membersOf(filter: Document, asked: Asked = { single: new Set(), equal: new Set(), within: new Set() }): Asked {
  for (const [field, condition] of Object.entries(filter)) {
    if (field === '$and') for (const each of condition as Document[]) membersOf(each, asked);
    if (field.startsWith('$')) continue;
    if (typeof condition !== 'object' || condition === null) asked.single.add(field);
    const operators = Object.keys((condition ?? {}) as object);
    if (typeof condition !== 'object' || condition === null || operators.includes('$in')) asked.equal.add(field);
    else if (operators.some((each) => ['$gt', '$gte', '$lt', '$lte'].includes(each))) asked.within.add(field);
  }
  return asked;
}
