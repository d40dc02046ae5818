import { isDeepStrictEqual } from 'node:util';
import type { Collection } from 'mongodb';
import { BSON, MongoBulkWriteError } from 'mongodb';
import type { ClockAt } from '../../../ports/read-model.js';
import type { Connection } from './connection.js';
import { collectionOf } from './copies.js';
import type { Insert, Kind, Stored, Write } from './documents.js';
import { duplicate } from './failures.js';
import { farthest } from './keys.js';
import type { SaveDocument } from './saves.js';
import { saves } from './saves.js';
import { shownPlace } from './url.js';

/** Writes into a copy, in any order: what is there already is left as it is. */
export async function writeAll(connection: Connection, copy: number, writes: readonly Write[]): Promise<void> {
  const inserts = new Map<string, Insert[]>();
  const ends = new Map<string, Extract<Write, { ends: string }>[]>();
  for (const write of writes) {
    if ('into' in write) inList(inserts, write.into).push(write);
    else inList(ends, write.ends).push(write);
  }
  await Promise.all(
    [...inserts].map(([name, documents]) => insertAll(connection, collectionOf(copy, { name }), documents)),
  );
  await Promise.all([...ends].map(([name, ending]) => endAll(connection, collectionOf(copy, { name }), ending)));
}

function inList<Value>(lists: Map<string, Value[]>, name: string): Value[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

async function insertAll(connection: Connection, name: string, inserts: Insert[]): Promise<void> {
  const collection = connection.database.collection<Stored>(name);
  const documents = inserts.map(({ document }) => document);
  try {
    await connection.write((session) => collection.insertMany(documents, { ordered: false, session }));
  } catch (error) {
    const repeated = repeatedIn(error);
    if (repeated === null) throw error;
    const kept = repeated.flatMap((at) => inserts[at] ?? []).filter(({ giveWay }) => !giveWay);
    await checkSame(
      connection,
      collection,
      kept.map(({ document }) => document),
    );
    // Where such a version ended later in the batch, what is there may not say so yet.
    await endAll(connection, name, kept.flatMap(endIn));
  }
}

function endIn({ document: { _id: id, until } }: Insert): { id: string; until: string }[] {
  return until === undefined || until === farthest ? [] : [{ id, until }];
}

/** Which documents are there already, where that is all that went wrong. */
function repeatedIn(error: unknown): number[] | null {
  if (!(error instanceof MongoBulkWriteError)) return null;
  const faults = [error.writeErrors].flat();
  return faults.length > 0 && faults.every(({ code }) => code === duplicate) ? faults.map(({ index }) => index) : null;
}

/**
 * What is there already was written by a projector that ended before its checkpoint, and is the same. Another one tells of
 * other events at the same positions: an event store that was put back, or another ledger's.
 */
async function checkSame(connection: Connection, collection: Collection<Stored>, documents: Stored[]): Promise<void> {
  if (documents.length === 0) return;
  const ids = documents.map(({ _id }) => _id);
  const found = await collection.find({ _id: { $in: ids } }, { session: connection.reads }).toArray();
  const there = new Map(found.map((row) => [row._id, row]));
  for (const document of documents) {
    const row = there.get(document._id);
    if (row !== undefined && isDeepStrictEqual(withoutEnd(row), withoutEnd(asStored(document)))) continue;
    const { collectionName: name } = collection;
    const shown = shownPlace(connection.place);
    throw new Error(
      `${shown} 的 ${name} 中已有 ${document._id} 的另一内容：它来自另一套事件，或事件库曾被恢复；请运行 budget-ledger rebuild。` +
        `${name} of ${shown} has something else under ${document._id}: it was made from other events, or the event store was put back; run "budget-ledger rebuild".`,
    );
  }
}

function asStored(document: Stored): Stored {
  return BSON.deserialize(BSON.serialize(document, { ignoreUndefined: true })) as Stored;
}

function withoutEnd(row: Stored & { until?: unknown }): unknown {
  const { until: _end, ...rest } = row;
  return rest;
}

async function endAll(connection: Connection, name: string, ends: { id: string; until: string }[]): Promise<void> {
  if (ends.length === 0) return;
  const collection = connection.database.collection<Stored>(name);
  const updates = ends.map(({ id, until }) => {
    return { updateOne: { filter: { _id: id }, update: { $set: { until } } } };
  });
  await connection.write((session) => collection.bulkWrite(updates, { ordered: false, session }));
}

/** Of saves that are there. */
export async function correctClocks(connection: Connection, copy: number, clocks: readonly ClockAt[]): Promise<void> {
  if (clocks.length === 0) return;
  const collection = connection.database.collection<SaveDocument>(collectionOf(copy, saves));
  const updates = clocks.map(({ position: _id, clock }) => {
    return { updateOne: { filter: { _id }, update: { $set: { clock, 'row.clock': clock } } } };
  });
  await connection.write((session) => collection.bulkWrite(updates, { ordered: false, session }));
}

export async function removeAll<Row extends Stored>(
  connection: Connection,
  copy: number,
  kind: Kind<Row>,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const collection = connection.database.collection<Stored>(collectionOf(copy, kind));
  await connection.write((session) => collection.deleteMany({ _id: { $in: [...ids] } }, { session }));
}
