import { WrongUrl, wrongUrl } from '../ports/store-url.js';
import type { EventStoreEngine, NamesAndFiles, ReadModelEngine, StoreConfig } from './engine.js';
import { kurrentEventStore } from './kurrent.js';
import { mongoReadModel } from './mongo.js';
import { namesAndFilesIn, namesInCopy, sqliteEventStore, sqliteReadModel } from './sqlite.js';

/** Every engine that a URL can name, a line each. The only place that names one. */
export const eventStoreEngines = [sqliteEventStore, kurrentEventStore] as const;
export const readModelEngines = [sqliteReadModel, mongoReadModel] as const;

/** Of the directory of names, in the file that an earlier program made of it. */
export const readActorNamesCopy = namesInCopy;

/** What stores are opened by where the configuration names no other. */
export const defaultStoreUrl = 'sqlite:';

type ConfigOf<Engine> = Engine extends { parse(url: string, dataDirectory: string): infer Config | null }
  ? Exclude<Config, null>
  : never;

/** A union over the engines, told apart by `scheme`. */
export type EventStoreConfig = ConfigOf<(typeof eventStoreEngines)[number]>;
export type ReadModelConfig = ConfigOf<(typeof readModelEngines)[number]>;

export function eventStoreEngine({ scheme }: EventStoreConfig): EventStoreEngine<EventStoreConfig> {
  return engineOf<EventStoreEngine<EventStoreConfig>>(eventStoreEngines, scheme);
}

export function readModelEngine({ scheme }: ReadModelConfig): ReadModelEngine<ReadModelConfig> {
  return engineOf<ReadModelEngine<ReadModelConfig>>(readModelEngines, scheme);
}

/** Where the read model is, or else in the data folder. */
export function namesAndFiles(dataDirectory: string, readModel: ReadModelConfig): NamesAndFiles {
  return readModelEngine(readModel).namesAndFiles?.(readModel) ?? namesAndFilesIn(dataDirectory);
}

interface ReadsUrls extends Pick<EventStoreEngine, 'form'> {
  parse(url: string, dataDirectory: string): StoreConfig | null;
}

/**
 * The configuration of the engine that knows the URL; null: none does.
 * @throws WrongUrl, which also says how the URLs of that engine are written
 */
export function parseStoreUrl<Engine extends ReadsUrls>(
  engines: readonly Engine[],
  url: string,
  dataDirectory: string,
): ConfigOf<Engine> | null {
  for (const engine of engines) {
    const config = parsed(engine, url, dataDirectory);
    if (config !== null) return config as ConfigOf<Engine>;
  }
  return null;
}

function parsed({ parse, form }: ReadsUrls, url: string, dataDirectory: string): StoreConfig | null {
  try {
    return parse(url, dataDirectory);
  } catch (error) {
    if (!(error instanceof WrongUrl)) throw error;
    const { zh, en } = error.explanation;
    throw wrongUrl(`${zh}；写法为 ${form.zh}`, `${en}; it is written ${form.en}`);
  }
}

function engineOf<Engine extends { schemes: readonly string[] }>(engines: readonly Engine[], scheme: string): Engine {
  const engine = engines.find(({ schemes }) => schemes.includes(scheme));
  if (engine === undefined) throw new TypeError(`no engine has the scheme ${scheme}`);
  return engine;
}
