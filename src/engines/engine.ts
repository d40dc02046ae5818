/**
 * What an engine is to the program: a value that reads its own URLs and opens, inspects and, where it can, copies what
 * they name. Whatever is particular to an engine (folders, files, the words of its driver) stays behind this.
 */
import type { ActorDirectory, ActorNames } from '../ports/actor-directory.js';
import type { EventStoreBackup, HeldReadModel } from '../ports/backup.js';
import type { EventReader, EventStore, OpenOptions } from '../ports/event-store.js';
import type { FileStore } from '../ports/file-store.js';
import type { ReadModel, ReadModelWriter, WriterOptions } from '../ports/read-model.js';
import type { ComparedViews, EventStoreReport, FillViews, ReadModelReport, Writer } from '../ports/store-reports.js';

/** Where a store is, as the URL of its engine said: plain data, which can be handed to a thread. */
export interface StoreConfig {
  /** Of the URL, without its colon. */
  scheme: string;
}

interface Engine<Config extends StoreConfig> {
  /** For people: SQLite. */
  name: string;
  /** Of the URLs that are this engine's. No other engine of the same port has them. */
  schemes: readonly Config['scheme'][];
  /** How its URLs are written, for whoever wrote another. */
  form: { zh: string; en: string };
  /** @returns null: it is of another scheme @throws WrongUrl */
  parse(url: string, dataDirectory: string): Config | null;
  /** Where the store is, as it may be shown to anybody: a folder, or a URL without a password. */
  location(config: Config): string;
  /** The folders of this machine that it keeps the store in; none of an engine that runs elsewhere. */
  folders(config: Config): readonly string[];
}

export interface EventStoreEngine<Config extends StoreConfig = StoreConfig> extends Engine<Config> {
  /**
   * Opens the store for writing, and makes it where there is none.
   * @throws WriterLocked, CannotWrite, CannotConnect, StoreUnavailable, AlteredFile, RolledBack
   */
  open(config: Config, options: OpenOptions): Promise<EventStore>;
  /** Opens it for reading beside its writer, and makes nothing. @throws CannotRead, CannotConnect */
  openReader(config: Config): Promise<EventReader>;
  /** @throws CannotRead */
  countEvents(config: Config): Promise<number>;
  /** @throws CannotRead, Error where it is no store of this program */
  inspect(config: Config): Promise<EventStoreReport>;
  /** Who holds the writer's lock; null: nobody. Absent: the engine has no lock, and several may write at once. */
  writer?(config: Config): Promise<Writer | null>;
  /** Absent: this program cannot copy the store, nor put a copy in its place. */
  backup?(config: Config): EventStoreBackup;
  /** Where there is no `backup`: what the engine's own backups are, as the end of a sentence. */
  ownBackups?: { zh: string; en: string };
}

export interface ReadModelEngine<Config extends StoreConfig = StoreConfig> extends Engine<Config> {
  /**
   * Opens the read model for asking; waits for one while it is being built.
   * @param building aborts when nothing builds it any more
   * @throws CannotRead, CannotConnect
   */
  open(config: Config, building: AbortSignal): Promise<ReadModel>;
  /**
   * Opens it for the one projector that fills it.
   * @throws WriterLocked while another projector leads and is not to be waited for; CannotWrite, CannotConnect
   */
  openWriter(config: Config, options: WriterOptions): Promise<ReadModelWriter>;
  /** Looks whether its server can be used, before a ledger is made elsewhere. Absent: it has none. @throws CannotConnect */
  checkServer?(config: Config): Promise<void>;
  /** @throws CannotRead */
  inspect(config: Config): Promise<ReadModelReport>;
  /**
   * Holds every table of the views that serve against those that are made anew by `fill`, and then removed, whoever fills the
   * former meanwhile. Absent: they cannot be compared. @throws CannotRead, what `fill` throws
   */
  compare?(config: Config, fill: FillViews): Promise<ComparedViews>;
  /** Keeps every projector away. @throws WriterLocked, CannotWrite */
  hold(config: Config): Promise<HeldReadModel>;
  /** Keeps names and files where the read model is, never as part of it. Absent: they are in the data folder. */
  namesAndFiles?(config: Config): NamesAndFiles;
}

/** What is kept beside the events and is not built from them: people's names, and files. */
export interface NamesAndFiles {
  /** @throws CannotWrite, CannotConnect */
  openActorDirectory(): Promise<ActorDirectory>;
  /** The names as they are now, read once; null: there is no directory yet. @throws CannotConnect */
  readActorNames(): Promise<ActorNames | null>;
  /** Makes a directory of them, unless there is one. @returns whether it was made @throws CannotWrite, CannotConnect */
  takeActorNames(names: ActorNames): Promise<boolean>;
  /** @throws CannotConnect */
  openFiles(): Promise<FileStore>;
}
