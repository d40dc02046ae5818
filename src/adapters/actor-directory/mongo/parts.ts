import { createHash, randomUUID } from 'node:crypto';
import type { Collection, Db } from 'mongodb';
import { MongoError } from 'mongodb';
import { StoreUnavailable } from '../../../ports/event-store.js';

/**
 * The names are in 64 documents, by the hash of whose they are: each is changed as a whole, so a name and the mark that
 * tells others of its change are one write, and looking for changes reads 64 marks.
 */
export interface Part {
  _id: number;
  /** Another with each change of the part. */
  mark: string;
  /** By the id in base64url, which may stand in the name of a field. */
  names?: Record<string, string>;
}

const parts = 64;

export function partsIn(database: Db): Collection<Part> {
  return database.collection<Part>('actor_names');
}

export function partOf(actorId: string): number {
  return createHash('sha256').update(actorId).digest().readUInt8(0) % parts;
}

/** A field's name cannot be empty, and has no dot and no dollar. */
export function fieldOf(actorId: string): string {
  return `_${Buffer.from(actorId).toString('base64url')}`;
}

export function actorOf(field: string): string {
  return Buffer.from(field.slice(1), 'base64url').toString();
}

export function newMark(): string {
  return randomUUID();
}

/** An upsert met a document that another made at the same time. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoError && error.code === 11_000;
}

/** @throws StoreUnavailable in place of the driver's error, which may name the URL, and the password in it */
export async function answered<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    throw new StoreUnavailable(`MongoDB does not answer for people's names: ${error.message}`);
  }
}
