/**
 * The pair of engines that tests run on: `LEDGER_PAIR=kurrentdb+mongodb`, the event store first; SQLite for both where
 * nothing is said. Tests ask here where their stores are, and are the same on every pair.
 */
import { basename } from 'node:path';
import { readConfig } from '../../../src/config.js';
import { everyFifth } from '../random/cases.js';

const eventStores = ['sqlite', 'kurrentdb'] as const;
const readModels = ['sqlite', 'mongodb'] as const;

const named = process.env['LEDGER_PAIR'] ?? 'sqlite+sqlite';
export const [eventStore, readModel] = readPair(named);
export const isSqliteOnly = eventStore === 'sqlite' && readModel === 'sqlite';

function readPair(text: string): [(typeof eventStores)[number], (typeof readModels)[number]] {
  const [first, second, ...rest] = text.split('+');
  const events = eventStores.find((each) => each === first);
  const views = readModels.find((each) => each === second);
  if (events !== undefined && views !== undefined && rest.length === 0) return [events, views];
  throw new Error(`LEDGER_PAIR=${text} is none of ${eventStores.join('|')}+${readModels.join('|')}`);
}

/** All of them; on MongoDB, for which a server stands in that reads a collection for almost every question, a few. */
export function triedOnPair<T>(many: readonly T[]): readonly T[] {
  return readModel === 'sqlite' ? many : everyFifth(many);
}

/** The environment by which the program finds the stores of a data folder: names of their own on servers that are shared. */
export function storesOf(directory: string): { EVENT_STORE?: string; READ_MODEL?: string } {
  return {
    ...(eventStore === 'sqlite' ? {} : { EVENT_STORE: within('TEST_KURRENTDB_URL', ledgerName(directory)) }),
    ...(readModel === 'sqlite' ? {} : { READ_MODEL: within('TEST_MONGODB_URL', databaseName(directory)) }),
  };
}

/** The configuration that the program reads for a data folder. */
export function configOf(directory: string, environment: Record<string, string> = {}): ReturnType<typeof readConfig> {
  return readConfig({ DATA_DIR: directory, ...storesOf(directory), ...environment });
}

export function ledgerName(directory: string): string {
  return basename(directory);
}

export function databaseName(directory: string): string {
  return basename(directory).replaceAll('-', '_');
}

function within(variable: string, name: string): string {
  const url = process.env[variable];
  if (url === undefined || url === '') throw new Error(`LEDGER_PAIR=${named} needs ${variable}`);
  return url.replace(/\/*(\?|$)/, `/${name}$1`);
}
