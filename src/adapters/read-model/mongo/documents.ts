/**
 * What the files of this folder keep in a copy of the read model, and how they write and read it. A topic (points,
 * drafts, rows, changed cells …) has its kinds of documents, each a collection of the copy; makes the documents of saves;
 * and answers its part of the port from them.
 *
 * A document is written once, under an `_id` that is the same whoever writes it and how often: another projector, or the
 * same one again after a crash, makes the same documents. Afterwards only the end of a version (`until`) is set, which is
 * as certain. Nothing is changed otherwise, and nothing of a copy that serves is removed but snapshots that newer ones
 * have replaced.
 */
import type { Document, Filter, FindOptions, IndexDescription } from 'mongodb';
import type { ProjectedSave } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';

/** Every collection is, or can be, sharded by `_id`: each write names it. */
export interface Stored {
  _id: string;
}

/** A collection of each copy, with its indexes. */
export interface AnyKind {
  /** Behind the copy's number in the collection's name. */
  readonly name: string;
  readonly indexes: readonly IndexDescription[];
}

/** The same, with the type of its documents, which no value has. */
export interface Kind<Row extends Stored> extends AnyKind {
  readonly row?: Row;
}

/** What is to be written of a save: a document if it is not there yet, or where a version of a row ends. */
export type Write = Insert | { ends: string; id: string; until: Position };

export interface Insert {
  into: string;
  /** Of a version, with its end, where that comes in the same batch. */
  document: Stored & { until?: Position };
  /** What may be there under its `_id`: itself, from a projector that did not come to its checkpoint; or what it gives way to. */
  giveWay: boolean;
}

export function insert<Row extends Stored>(kind: Kind<Row>, document: Row): Write {
  return { into: kind.name, document, giveWay: false };
}

/** Of what several saves may have, of which the first is kept. */
export function insertFirst<Row extends Stored>(kind: Kind<Row>, document: Row): Write {
  return { into: kind.name, document, giveWay: true };
}

/** @param id of the document whose version ends */
export function endOf<Row extends Stored & { until: unknown }>(kind: Kind<Row>, id: string, until: Position): Write {
  return { ends: kind.name, id, until };
}

/** What `writer.ts` puts together. */
export interface Topic {
  kinds: readonly AnyKind[];
  /**
   * What is written of saves that lie behind the copy's checkpoint, in ledger order, one or many; some of it may be there
   * already, from a projector that ended between the rows and the checkpoint.
   */
  writes(saves: readonly ProjectedSave[], copy: Copy): Promise<Write[]>;
}

/** One copy of the read model, to be asked. Whoever asks bounds what comes by its checkpoint. */
export interface Copy {
  in<Row extends Stored>(kind: Kind<Row>): Documents<Row>;
  /** The position, or the checkpoint where that comes first: rows behind it are not for readers yet. */
  upTo(position: Position): Promise<Position>;
  /** Whether what lies at the position is shown: the checkpoint has reached it. */
  shows(position: Position): Promise<boolean>;
}

/** The documents of one kind, read so that whoever has seen a checkpoint sees all that lies before it. */
export interface Documents<Row extends Stored> {
  /** All that match, in one answer where they fit into one. */
  find(filter: Filter<Row>, options?: FindOptions): Promise<Row[]>;
  first(filter: Filter<Row>, options?: FindOptions): Promise<Row | null>;
  count(filter: Filter<Row>, limit: number, options?: Pick<FindOptions, 'hint'>): Promise<number>;
  aggregate<Answer extends Document>(pipeline: Document[]): Promise<Answer[]>;
}

/** Asks the copy that serves; once more if another has taken its place so long ago that it may be gone. */
export interface Reading {
  ask<Answer>(question: (copy: Copy) => Promise<Answer>): Promise<Answer>;
}
