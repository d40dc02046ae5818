import type { Db, IndexDescription } from 'mongodb';
import { shownPlace } from './url.js';
import type { Connection } from './connection.js';
import type { AnyKind } from './documents.js';
import { kinds } from './topics.js';

/** Bumped whenever a kind or the meaning of a field changes: then the read model is built anew beside the old one. */
export const format = 5;

/** All that a copy is made of bears its number. */
export function collectionOf(copy: number, kind: Pick<AnyKind, 'name'>): string {
  return `views-${copy}.${kind.name}`;
}

/** Makes the indexes that are missing. @throws Error naming those that are others than this program's */
export async function makeIndexes(connection: Connection, copy: number): Promise<void> {
  const kept = await indexesOf(connection, copy);
  const others = kept.flatMap((each) => (each.found === null || each.isRight ? [] : `${each.name} ${each.found}`));
  if (others.length > 0) throw otherIndexes(shownPlace(connection.place), others.join('; '));
  await Promise.all(
    kinds.map(async (kind) => {
      const name = collectionOf(copy, kind);
      const missing = kept.filter((each) => each.collection === name && each.found === null).map(({ index }) => index);
      if (missing.length > 0) await connection.database.collection(name).createIndexes(missing);
    }),
  );
}

function otherIndexes(location: string, others: string): Error {
  return new Error(
    `${location} 中有与本程序不符的索引（${others}）；请删除这些索引，或运行 budget-ledger rebuild。` +
      `${location} has indexes that are not this program's (${others}); drop them, or run "budget-ledger rebuild".`,
  );
}

/** Indexes of a copy that are missing, or are others, in words. */
export async function indexFaults(connection: Connection, copy: number): Promise<string[]> {
  const kept = await indexesOf(connection, copy);
  return kept.flatMap(({ name, found, isRight }) => (isRight ? [] : `${name}: ${found ?? 'missing'}`));
}

interface IndexFound {
  /** Of the collection and the index. */
  name: string;
  collection: string;
  index: IndexDescription;
  /** Its key as it is there; null: it is not. */
  found: string | null;
  isRight: boolean;
}

async function indexesOf({ database }: Connection, copy: number): Promise<IndexFound[]> {
  const found = await Promise.all(
    kinds.map(async (kind) => {
      if (kind.indexes.length === 0) return [];
      const collection = collectionOf(copy, kind);
      const there = await indexesIn(database, collection);
      return kind.indexes.map((index): IndexFound => {
        const key = there.get(index.name ?? '') ?? null;
        const isRight = key === JSON.stringify(index.key);
        return { name: `${collection}.${index.name}`, collection, index, found: key, isRight };
      });
    }),
  );
  return found.flat();
}

/** By name, each as JSON of its key; none of a collection that is not there. */
async function indexesIn(database: Db, collection: string): Promise<Map<string, string>> {
  try {
    const found = (await database.collection(collection).indexes()) as { name: string; key: object }[];
    return new Map(found.map(({ name, key }) => [name, JSON.stringify(key)]));
  } catch (error) {
    if ((error as { code?: unknown }).code === namespaceNotFound) return new Map();
    throw error;
  }
}

const namespaceNotFound = 26;

/** Removes the collections of copies. */
export async function dropCopies({ database }: Connection, isGone: (copy: number) => boolean): Promise<void> {
  const found = await database.listCollections({}, { nameOnly: true }).toArray();
  for (const { name } of found) {
    const [, copy] = /^views-(\d+)\./.exec(name) ?? [];
    if (copy !== undefined && isGone(Number(copy))) await database.dropCollection(name);
  }
}
