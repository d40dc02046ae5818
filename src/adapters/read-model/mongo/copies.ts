import type { Db } from 'mongodb';
import { shownPlace } from './url.js';
import type { Connection } from './connection.js';
import type { AnyKind } from './documents.js';
import { kinds } from './topics.js';

/** Bumped whenever a kind or the meaning of a field changes: then the read model is built anew beside the old one. */
export const format = 1;

/** All that a copy is made of bears its number. */
export function collectionOf(copy: number, kind: Pick<AnyKind, 'name'>): string {
  return `views-${copy}.${kind.name}`;
}

/** Makes the indexes that are missing. @throws Error naming one that is there and is another */
export async function makeIndexes({ database, place }: Connection, copy: number): Promise<void> {
  await Promise.all(
    kinds.map(async (kind) => {
      if (kind.indexes.length === 0) return;
      const name = collectionOf(copy, kind);
      try {
        await database.collection(name).createIndexes([...kind.indexes]);
      } catch (error) {
        if (!conflicts.includes((error as { code?: unknown }).code)) throw error;
        const { message } = error as Error;
        throw new Error(
          `${shownPlace(place)} 的集合 ${name} 中有与本程序不符的索引（${message}）；请删除该索引，或运行 budget-ledger rebuild。` +
            `The collection ${name} of ${shownPlace(place)} has an index that is not this program's (${message}); drop it, or run "budget-ledger rebuild".`,
          { cause: error },
        );
      }
    }),
  );
}

/** IndexOptionsConflict, IndexKeySpecsConflict. */
const conflicts: unknown[] = [85, 86];

/** Indexes of a copy that are missing, or are others, in words. */
export async function indexFaults({ database }: Connection, copy: number): Promise<string[]> {
  const faults = await Promise.all(
    kinds.map(async (kind) => {
      const name = collectionOf(copy, kind);
      const found = await indexesIn(database, name);
      return kind.indexes.flatMap((index) => {
        const there = found.get(index.name ?? '');
        if (there === JSON.stringify(index.key)) return [];
        return there === undefined ? `${name}.${index.name} is missing` : `${name}.${index.name} is ${there}`;
      });
    }),
  );
  return faults.flat();
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
