import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { StoreConfig } from './engines/engine.js';
import {
  defaultStoreUrl,
  eventStoreEngine,
  eventStoreEngines,
  parseStoreUrl,
  readModelEngine,
  readModelEngines,
} from './engines/registry.js';
import type { StoresConfig } from './engines/stores.js';

/** The whole configuration; environment variables are its only source. README.md lists them. */
export interface Config extends StoresConfig {
  host: string;
  /** 0: a free one. */
  port: number;
  logLevel: (typeof logLevels)[number];
  importSamples: boolean;
  /** Of answers that are kept to be given again; 0: none. */
  replyCacheBytes: number;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What is wrong with the configuration and what to do, one line for each variable, in Chinese and English. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'INVALID_CONFIGURATION';
  constructor(readonly wrong: readonly { message: string; messageEn: string }[]) {
    super(wrong.map(({ message, messageEn }) => `${message}${messageEn}`).join('\n'));
  }
}

type Variable =
  'HOST' | 'PORT' | 'DATA_DIR' | 'EVENT_STORE' | 'READ_MODEL' | 'LOG_LEVEL' | 'IMPORT_SAMPLES' | 'REPLY_CACHE_MIB';

const advice: Record<Variable, { zh: string; en: string }> = {
  HOST: {
    zh: '须为本机回环地址（127.0.0.1、::1 或 localhost）：尚无访问控制，不能在其他地址上提供服务。',
    en: 'must be a loopback address (127.0.0.1, ::1 or localhost): without access control nothing else is served.',
  },
  PORT: {
    zh: '须为 0 到 65535 的整数；0 表示任选一个空闲端口。',
    en: 'must be an integer from 0 to 65535; 0 picks a free one.',
  },
  DATA_DIR: { zh: '须为目录路径，不能是文件。', en: 'must be the path of a directory, not of a file.' },
  EVENT_STORE: adviceFor(eventStoreEngines),
  READ_MODEL: adviceFor(readModelEngines),
  LOG_LEVEL: { zh: `须为 ${logLevels.join('、')} 之一。`, en: `must be one of ${logLevels.join(', ')}.` },
  IMPORT_SAMPLES: {
    zh: '须为 true 或 false：首次启动时是否导入样表。',
    en: 'must be true or false: whether the first start imports the sample tables.',
  },
  REPLY_CACHE_MIB: {
    zh: '须为 0 到 4096 的整数（MiB）：为重复的查询保留的答复；0 表示不保留。',
    en: 'must be an integer from 0 to 4096 (MiB): answers kept for queries that are asked again; 0 keeps none.',
  },
};

/** What holds where a variable is not set. */
const defaults: Record<Variable, string> = {
  HOST: '127.0.0.1',
  PORT: '4000',
  DATA_DIR: './data',
  LOG_LEVEL: 'info',
  IMPORT_SAMPLES: 'true',
  EVENT_STORE: defaultStoreUrl,
  READ_MODEL: defaultStoreUrl,
  REPLY_CACHE_MIB: '32',
};

const environmentIn = (dataDirectory: string) =>
  z.object({
    HOST: z.string().refine(isLoopback),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.number().max(65_535)),
    DATA_DIR: z.string().regex(/^[^\0]+$/),
    EVENT_STORE: storeUrl((url) => parseStoreUrl(eventStoreEngines, url, dataDirectory)),
    READ_MODEL: storeUrl((url) => parseStoreUrl(readModelEngines, url, dataDirectory)),
    LOG_LEVEL: z.enum(logLevels),
    IMPORT_SAMPLES: z.enum(['true', 'false']),
    REPLY_CACHE_MIB: z
      .string()
      .regex(/^\d{1,4}$/)
      .transform(Number)
      .pipe(z.number().max(4_096)),
  });

function storeUrl<Store extends StoreConfig>(parse: (url: string) => Store | null) {
  return z.string().transform((url, context): Store => {
    const store = parse(url);
    if (store !== null) return store;
    context.addIssue('no engine has such a URL');
    return z.NEVER;
  });
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Every variable with the value that holds, and whether it was set. */
export function variablesOf(variables: Variables): { name: string; value: string; isSet: boolean }[] {
  return Object.entries(defaults).map(([name, byDefault]) => {
    const given = variables[name];
    return { name, value: given ?? byDefault, isSet: given !== undefined };
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
  const wrong = (read.error?.issues ?? []).map(({ path }) => path[0] as Variable);
  if (read.success && misspelt.length === 0) {
    const config = toConfig(read.data, dataDirectory);
    if (!mayBeDirectory(dataDirectory)) wrong.push('DATA_DIR');
    if (storesShareFolder(config)) wrong.push('READ_MODEL');
    if (wrong.length === 0) return config;
  }
  throw new ConfigError([...misspelt, ...[...new Set(wrong)].map((name) => describeWrong(name, variables[name]))]);
}

function toConfig(read: z.output<ReturnType<typeof environmentIn>>, dataDirectory: string): Config {
  return {
    host: read.HOST,
    port: read.PORT,
    dataDirectory,
    logLevel: read.LOG_LEVEL,
    eventStore: read.EVENT_STORE,
    readModel: read.READ_MODEL,
    importSamples: read.IMPORT_SAMPLES === 'true',
    replyCacheBytes: read.REPLY_CACHE_MIB * 1024 * 1024,
  };
}

function storesShareFolder({ eventStore, readModel }: StoresConfig): boolean {
  const taken = eventStoreEngine(eventStore).folders(eventStore);
  return readModelEngine(readModel)
    .folders(readModel)
    .some((folder) => taken.includes(folder));
}

function describeWrong(name: Variable, value: string | undefined): { message: string; messageEn: string } {
  const shown = JSON.stringify((value ?? '').slice(0, 100));
  const { zh, en } = advice[name];
  return { message: `${name}=${shown}：${zh}`, messageEn: `${name} ${en}` };
}

/** How the URLs of every engine there is are written. */
function adviceFor(engines: readonly { form: { zh: string; en: string } }[]): { zh: string; en: string } {
  const forms = (language: 'zh' | 'en', or: string) => engines.map(({ form }) => form[language]).join(or);
  return {
    zh: `须为 ${forms('zh', ' 或 ')}；本版本没有其他引擎。`,
    en: `must be ${forms('en', ' or ')}; this version has no other engine.`,
  };
}

/** Whether there is a directory, or nothing yet. What may not be looked at is told by whoever opens it. */
function mayBeDirectory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? true;
  } catch {
    return true;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** EVENTSTORE, DataDir: the letters of one of ours, written in another way. */
function meantBy(name: string): Variable | null {
  const letters = (text: string) => text.toUpperCase().replace(/[^A-Z]/g, '');
  const meant = (Object.keys(advice) as Variable[]).find((known) => letters(known) === letters(name));
  const ours = meant?.includes('_') === true && name !== meant;
  return ours ? meant : null;
}
