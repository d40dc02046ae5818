import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import type { LogLevel, Role, Variable } from './config-variables.js';
import { shownValue } from './config-shown.js';
import { meantBy } from './config-misspelt.js';
import { advice, defaults, environmentIn, faultOf } from './config-variables.js';
import { eventStoreEngine, readModelEngine } from './engines/registry.js';
import type { StoresConfig } from './engines/stores.js';
import type { LedgerConfig } from './ledger-config.js';
import type { HeavyBounds } from './server/heavy/question.js';

/** The whole configuration; environment variables are its only source. docs/configuration.md lists them. */
export interface Config extends LedgerConfig {
  host: string;
  /** 0: a free one. */
  port: number;
  /** What part of the program the process is. */
  role: Role;
  logLevel: LogLevel;
  importSamples: boolean;
  /** Of answers that are kept to be given again; 0: none. */
  replyCacheBytes: number;
  /** How much of the machine heavy questions may have. */
  heavy: HeavyBounds;
  /** Of what clients have sent and is not answered yet. */
  bodiesBytes: number;
  /** Of other sites whose pages may ask here. */
  allowedOrigins: readonly string[];
}

/** What is wrong with the configuration and what to do, one line for each variable, in Chinese and English. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'INVALID_CONFIGURATION';
  constructor(readonly wrong: readonly { message: string; messageEn: string }[]) {
    super(wrong.map(({ message, messageEn }) => `${message}${messageEn}`).join('\n'));
  }
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Every variable with the value that holds, as it is and as it may be shown, and whether it was set. */
export function variablesOf(variables: Variables): { name: string; value: string; shown: string; isSet: boolean }[] {
  return Object.entries(defaults).map(([name, byDefault]) => {
    const given = variables[name];
    const value = given ?? byDefault;
    return { name, value, shown: shownValue(name as Variable, value), isSet: given !== undefined };
  });
}

/** @throws ConfigError naming every variable that is wrong, or looks like one of ours misspelt */
export function readConfig(variables: Variables): Config {
  const misspelt = Object.keys(variables).flatMap((name) => {
    const meant = meantBy(name);
    const message = `${name}：没有这个变量，应为 ${meant ?? ''}。`;
    return meant === null ? [] : [{ message, messageEn: `There is no such variable as ${name}; it is ${meant}.` }];
  });
  const given = Object.fromEntries(variablesOf(variables).map(({ name, value }) => [name, value]));
  const dataDirectory = resolve(given['DATA_DIR'] ?? '');
  const read = environmentIn(dataDirectory).safeParse(given);
  const wrong = new Map((read.error?.issues ?? []).map((issue) => [issue.path[0] as Variable, faultOf(issue)]));
  if (read.success && misspelt.length === 0) {
    const config = toConfig(read.data, dataDirectory);
    if (!mayBeDirectory(dataDirectory)) wrong.set('DATA_DIR', null);
    if (storesShareFolder(config)) wrong.set('READ_MODEL', null);
    if (wrong.size === 0) return config;
  }
  throw new ConfigError([
    ...misspelt,
    ...[...wrong].map(([name, fault]) => describeWrong(name, variables[name], fault)),
  ]);
}

function toConfig(read: z.output<ReturnType<typeof environmentIn>>, dataDirectory: string): Config {
  return {
    host: read.HOST,
    port: read.PORT,
    role: read.ROLE,
    dataDirectory,
    logLevel: read.LOG_LEVEL,
    eventStore: read.EVENT_STORE,
    readModel: read.READ_MODEL,
    importSamples: read.IMPORT_SAMPLES === 'true',
    replyCacheBytes: read.REPLY_CACHE_MIB * 1024 * 1024,
    heavy: {
      threads: read.HEAVY_THREADS,
      waiting: read.HEAVY_WAITING,
      timeMs: read.ANSWER_SECONDS * 1_000,
      cpuMs: read.HEAVY_CPU_SECONDS * 1_000,
      answerBytes: read.ANSWER_MIB * 1024 * 1024,
    },
    bodiesBytes: read.BODIES_MIB * 1024 * 1024,
    allowedOrigins: read.ALLOWED_ORIGINS,
    rules: { adjustmentDocument: read.ADJUSTMENT_DOCUMENT === 'optional' ? 'OPTIONAL' : 'REQUIRED' },
  };
}

function storesShareFolder({ eventStore, readModel }: StoresConfig): boolean {
  const taken = eventStoreEngine(eventStore).folders(eventStore);
  return readModelEngine(readModel)
    .folders(readModel)
    .some((folder) => taken.includes(folder));
}

/** @param fault what is wrong with it, where more is known than that it is none of what it must be */
function describeWrong(
  name: Variable,
  value: string | undefined,
  fault: ReturnType<typeof faultOf>,
): { message: string; messageEn: string } {
  const shown = `${name}=${JSON.stringify(shownValue(name, value ?? '').slice(0, 100))}`;
  if (fault !== null) return { message: `${shown}：${fault.zh}。`, messageEn: `${name}: ${fault.en}.` };
  const { zh, en } = advice[name];
  return { message: `${shown}：${zh}`, messageEn: `${name} ${en}` };
}

/** Whether there is a directory, or nothing yet. What may not be looked at is told by whoever opens it. */
function mayBeDirectory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
  } catch {
    return true;
  }
}
