import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** The whole configuration; environment variables are its only source. README.md lists them. */
export interface Config {
  host: string;
  /** 0: a free one. */
  port: number;
  dataDirectory: string;
  eventStore: { directory: string };
  readModel: { directory: string };
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
  EVENT_STORE: {
    zh: '须为 sqlite:<目录>（相对于 DATA_DIR）；本版本没有其他引擎。',
    en: 'must be sqlite:<directory> (relative to DATA_DIR); this version has no other engine.',
  },
  READ_MODEL: {
    zh: '须为 sqlite:<目录>（相对于 DATA_DIR，且不同于 EVENT_STORE 的目录）；本版本没有其他引擎。',
    en: 'must be sqlite:<directory> (relative to DATA_DIR, another than that of EVENT_STORE); this version has no other engine.',
  },
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
  EVENT_STORE: 'sqlite:',
  READ_MODEL: 'sqlite:',
  REPLY_CACHE_MIB: '32',
};

const sqliteUrl = z.string().regex(/^sqlite:(?!\/\/)[^\0]*$/);

const environment = z.object({
  HOST: z.string().refine(isLoopback),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().max(65_535)),
  DATA_DIR: z.string().regex(/^[^\0]+$/),
  EVENT_STORE: sqliteUrl,
  READ_MODEL: sqliteUrl,
  LOG_LEVEL: z.enum(logLevels),
  IMPORT_SAMPLES: z.enum(['true', 'false']),
  REPLY_CACHE_MIB: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .pipe(z.number().max(4_096)),
});

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
  const read = environment.safeParse(
    Object.fromEntries(variablesOf(variables).map(({ name, value }) => [name, value])),
  );
  const wrong = (read.error?.issues ?? []).map(({ path }) => path[0] as Variable);
  if (read.success && misspelt.length === 0) {
    const config = toConfig(read.data);
    if (!mayBeDirectory(config.dataDirectory)) wrong.push('DATA_DIR');
    if (config.eventStore.directory === config.readModel.directory) wrong.push('READ_MODEL');
    if (wrong.length === 0) return config;
  }
  throw new ConfigError([...misspelt, ...[...new Set(wrong)].map((name) => told(name, variables[name]))]);
}

function toConfig(read: z.output<typeof environment>): Config {
  const dataDirectory = resolve(read.DATA_DIR);
  const directory = (url: string, fallback: string) =>
    resolve(dataDirectory, url.slice('sqlite:'.length) || join(dataDirectory, fallback));
  return {
    host: read.HOST,
    port: read.PORT,
    dataDirectory,
    logLevel: read.LOG_LEVEL,
    eventStore: { directory: directory(read.EVENT_STORE, 'events') },
    readModel: { directory: directory(read.READ_MODEL, 'views') },
    importSamples: read.IMPORT_SAMPLES === 'true',
    replyCacheBytes: read.REPLY_CACHE_MIB * 1024 * 1024,
  };
}

function told(name: Variable, value: string | undefined): { message: string; messageEn: string } {
  const shown = JSON.stringify((value ?? '').slice(0, 100));
  const { zh, en } = advice[name];
  return { message: `${name}=${shown}：${zh}`, messageEn: `${name} ${en}` };
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
