/**
 * Copies of what cannot be made again: the events, and the names and files beside them. The read model is no part of
 * it, it is built from the events.
 */
import type { LostEnd } from '../../events/ledger/ledger.events.js';
import type { ActorNames } from './actor-directory.js';
import type { EventReader, NewSave } from './event-store.js';
import type { FileStore } from './file-store.js';

export interface EventStoreBackup {
  /**
   * Copies the store, as it is at one moment, into a folder: safe beside a writer, durable when it resolves.
   * @returns the names of the files that make up the copy
   */
  copyInto(folder: string): Promise<string[]>;

  /**
   * Opens a copy for reading, after the engine's own check of it.
   * @throws DamagedCopy what the engine finds wrong with it, or why it is no store of this program
   */
  openCopy(folder: string): Promise<EventReader>;

  /** Keeps every writer away until it is released. @throws WriterLocked, CannotWrite */
  hold(): Promise<HeldEventStore>;
}

/** A store that nobody else writes to. */
export interface HeldEventStore {
  /** The events that are there now; 0 also where there is no store yet. @throws Error if it cannot be read */
  events(): Promise<number>;

  /** Up to where the store is known to have reached, be it there or lost; null: nothing was ever recorded. */
  reached(): Promise<LostEnd | null>;

  /**
   * Puts a copy in the store's place. After a crash at any moment either the old store is there, whole, or the new one.
   * @param keepAs the old store is kept beside under this name; null: there is nothing in it to keep
   * @param record is recorded in the copy before it takes the store's place; null: nothing
   * @returns where it is kept
   * @throws StoreInUse while somebody is reading the old one
   */
  replaceWith(folder: string, keepAs: string | null, record: NewSave | null): Promise<string | null>;

  release(): void;
}

/** A read model that nobody else writes to. */
export interface HeldReadModel {
  /** Removes it; it is built again from the events. */
  clear(): Promise<void>;
  release(): Promise<void>;
}

export interface ActorDirectoryBackup {
  /** The names as they are now, beside the processes that write them; null: there is no directory. @throws CannotConnect */
  read(): Promise<ActorNames | null>;

  /** Those in a copy that an earlier program took, a file of SQLite. */
  readEarlierCopy(file: string): Promise<ActorNames>;

  /**
   * Makes a directory of these names, unless there is one: a name that was erased must not come back.
   * @returns whether it was made
   * @throws CannotWrite, CannotConnect
   */
  take(names: ActorNames): Promise<boolean>;
}

/** Everything of a ledger that is copied and put back. */
export interface LedgerBackup {
  store: EventStoreBackup;
  names: ActorDirectoryBackup;
  /** @throws CannotConnect */
  openFiles(): Promise<FileStore>;
  /** @throws WriterLocked, CannotWrite */
  holdReadModel(): Promise<HeldReadModel>;
  /** Up to where the views show the ledger; null: there are none, or they cannot be read. @throws CannotConnect */
  shown(): Promise<LostEnd | null>;
  /** Where the ledger itself is kept on this machine. */
  folders: readonly string[];
}

/** A copy that its engine cannot vouch for. */
export class DamagedCopy extends Error {
  override readonly name = 'DamagedCopy';
  constructor(
    /** In the engine's words. */
    readonly damage: readonly string[],
    cause?: unknown,
  ) {
    super(damage.join('; '), cause === undefined ? undefined : { cause });
  }
}

/** Readers of a store are in the way of replacing it. */
export class StoreInUse extends Error {
  override readonly name = 'StoreInUse';
  readonly code = 'STORE_IN_USE';
  readonly messageEn: string;
  constructor(location: string) {
    super(`${location} 正被其他进程读取；请等待或结束它，再试一次。`);
    this.messageEn = `${location} is being read by another process; wait for it or end it, and try again.`;
  }
}
