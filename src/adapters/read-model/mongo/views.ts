import type { Collection, UpdateFilter } from 'mongodb';
import type { Position } from '../../../ports/event-store.js';
import { ledgerStart } from '../../../ports/event-store.js';
import type { Checkpoint, Halt } from '../../../ports/read-model.js';
import type { Connection } from './connection.js';
import { duplicate } from './failures.js';

/** One copy of the read model, as far as it has been filled. */
export interface CopyState {
  /** Of its documents; another program's copy is not read. */
  format: number;
  /** The checkpoint. */
  position: Position;
  clock: string;
  /** Of the event at the checkpoint. An earlier program moves the checkpoint without it: it counts where it is of that position. */
  leaf?: { position: Position; hash: string };
  /** Of the last correction of clocks; absent: there was none. */
  corrected?: Position;
  halt: Halt | null;
  /** It has served, and another has taken its place: it is removed once nobody can be reading it. */
  retired: boolean;
}

/**
 * All that is ever changed, in one document, so that it is changed and read in one step: which copy serves, how far each
 * copy is, and who may write. Collections of a copy bear its number, which is never given twice.
 */
export interface Views {
  _id: 'views';
  /** Rises with every projector that takes the lease. What carries an older one changes nothing. */
  token: number;
  /** Who it is, for people; null: nobody. */
  holder: string | null;
  nextCopy: number;
  serving: number | null;
  copies: Record<string, CopyState>;
}

/** That whoever has the lease lives: apart, because it goes on while the other is changed. */
export interface Beat {
  _id: 'beat';
  token: number;
  count: number;
  /** By the server's clock; for reports alone. */
  at: Date;
}

export const emptyCopy = { position: ledgerStart, clock: '', halt: null, retired: false };

export function checkpointOf({ position, clock, leaf, corrected }: CopyState): Checkpoint {
  return {
    position,
    clock,
    ...(leaf?.position === position && { leafHash: leaf.hash }),
    ...(corrected !== undefined && { corrected }),
  };
}

export function stateAt({ position, clock, leafHash, corrected }: Checkpoint): Partial<CopyState> {
  return {
    position,
    clock,
    ...(leafHash !== undefined && { leaf: { position, hash: leafHash } }),
    ...(corrected !== undefined && { corrected }),
  };
}

export function viewsOf({ database }: Connection): Collection<Views> {
  return database.collection<Views>('views');
}

export function beatsOf({ database }: Connection): Collection<Beat> {
  return database.collection<Beat>('views');
}

export async function readBeat(connection: Connection): Promise<Beat | null> {
  return beatsOf(connection).findOne({ _id: 'beat' }, { session: connection.reads });
}

export async function readViews(connection: Connection): Promise<Views | null> {
  return viewsOf(connection).findOne({ _id: 'views' }, { session: connection.reads });
}

/** Where there are none yet, nothing serves and nobody writes. */
export async function makeViews(connection: Connection): Promise<void> {
  const both = connection.database.collection<Views | Beat>('views');
  for (const document of [noViews, noBeat]) {
    try {
      await connection.write((session) => both.insertOne(document, { session }));
    } catch (error) {
      if ((error as { code?: unknown }).code !== duplicate) throw error;
    }
  }
}

const noViews: Views = { _id: 'views', token: 0, holder: null, nextCopy: 1, serving: null, copies: {} };
const noBeat: Beat = { _id: 'beat', token: 0, count: 0, at: new Date(0) };

/** Changes what is there if the filter still holds of it. @returns what it is then; null: the filter does not hold */
export async function changeViews(
  connection: Connection,
  filter: Pick<Views, 'token'>,
  update: UpdateFilter<Views>,
): Promise<Views | null> {
  return connection.write((session) =>
    viewsOf(connection).findOneAndUpdate({ _id: 'views', ...filter }, update, { session, returnDocument: 'after' }),
  );
}
