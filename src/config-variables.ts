import { isIP } from 'node:net';
import { z } from 'zod';
import { WrongUrl } from './ports/store-url.js';
import { readOrigins } from './config-origins.js';
import { defaultStoreUrl, eventStoreEngines, parseStoreUrl, readModelEngines } from './engines/registry.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const roles = ['all', 'api', 'projector'] as const;

export type Role = (typeof roles)[number];

export type LogLevel = (typeof logLevels)[number];

export type Variable =
  | 'HOST'
  | 'PORT'
  | 'ROLE'
  | 'DATA_DIR'
  | 'EVENT_STORE'
  | 'READ_MODEL'
  | 'LOG_LEVEL'
  | 'IMPORT_SAMPLES'
  | 'REPLY_CACHE_MIB'
  | 'ANSWER_MIB'
  | 'HEAVY_THREADS'
  | 'HEAVY_WAITING'
  | 'ANSWER_SECONDS'
  | 'HEAVY_CPU_SECONDS'
  | 'BODIES_MIB'
  | 'ADJUSTMENT_DOCUMENT'
  | 'ALLOWED_ORIGINS';

/** What a variable must be, said where it is not. */
export const advice: Record<Variable, { zh: string; en: string }> = {
  HOST: {
    zh: '须为本机回环地址（127.0.0.1、::1 或 localhost）：尚无访问控制，不能在其他地址上提供服务。',
    en: 'must be a loopback address (127.0.0.1, ::1 or localhost): without access control nothing else is served.',
  },
  PORT: {
    zh: '须为 0 到 65535 的整数；0 表示任选一个空闲端口。',
    en: 'must be an integer from 0 to 65535; 0 picks a free one.',
  },
  ROLE: {
    zh: '须为 api（提供接口）、projector（只更新视图）或 all（两者兼有）。',
    en: 'must be api (serves and writes), projector (only fills the views) or all (both).',
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
  ANSWER_MIB: {
    zh: '须为 1 到 1024 的整数（MiB）：一次较重查询的答复至多多大。',
    en: 'must be an integer from 1 to 1024 (MiB): how large the answer to a heavy query may be.',
  },
  HEAVY_THREADS: {
    zh: '须为 0 到 16 的整数：同时答复几个较重的查询；0 表示不另开线程。',
    en: 'must be an integer from 0 to 16: heavy queries that are answered at the same time; 0 starts no threads for them.',
  },
  HEAVY_WAITING: {
    zh: '须为 0 到 1000 的整数：至多几个较重的查询排队。',
    en: 'must be an integer from 0 to 1000: heavy queries that wait at most.',
  },
  ANSWER_SECONDS: {
    zh: '须为 1 到 3600 的整数（秒）：较重的查询自收到起至多多久。',
    en: 'must be an integer from 1 to 3600 (seconds): how long a heavy query may take from its arrival.',
  },
  HEAVY_CPU_SECONDS: {
    zh: '须为 1 到 3600 的整数（秒）：较重的查询至多用多少处理器时间。',
    en: 'must be an integer from 1 to 3600 (seconds): how much of a core a heavy query may take.',
  },
  BODIES_MIB: {
    zh: '须为 48 到 4096 的整数（MiB）：同时接收和处理的请求体合计至多多少。',
    en: 'must be an integer from 48 to 4096 (MiB): bodies of requests that are received and answered at once, all together.',
  },
  ADJUSTMENT_DOCUMENT: {
    zh: '须为 required 或 optional：二下之后的保存是否须写明文号；理由总是须写明的。',
    en: 'must be required or optional: whether a save after 二下 names a document; it always has a reason.',
  },
  ALLOWED_ORIGINS: {
    zh: '须为 none，或以逗号分隔的网页来源，如 https://budget.example,http://localhost:5173：只有协议、主机与端口，不能是 * 或 null。',
    en: 'must be none, or origins of pages with commas between them, such as https://budget.example,http://localhost:5173: scheme, host and port alone, neither * nor null.',
  },
};

/** What holds where a variable is not set. */
export const defaults: Record<Variable, string> = {
  HOST: '127.0.0.1',
  PORT: '4000',
  ROLE: 'all',
  DATA_DIR: './data',
  LOG_LEVEL: 'info',
  IMPORT_SAMPLES: 'true',
  EVENT_STORE: defaultStoreUrl,
  READ_MODEL: defaultStoreUrl,
  REPLY_CACHE_MIB: '32',
  ANSWER_MIB: '64',
  HEAVY_THREADS: '1',
  HEAVY_WAITING: '16',
  ANSWER_SECONDS: '60',
  HEAVY_CPU_SECONDS: '20',
  BODIES_MIB: '128',
  ADJUSTMENT_DOCUMENT: 'required',
  ALLOWED_ORIGINS: 'none',
};

/** The variables as values. @param dataDirectory where stores lie whose URL names no folder */
export const environmentIn = (dataDirectory: string) =>
  z.object({
    HOST: z.string().refine(isLoopback),
    PORT: integer(0, 65_535),
    ROLE: z.enum(roles),
    DATA_DIR: z.string().regex(/^(?!.*:\/\/)[^\0]+$/),
    EVENT_STORE: readAs((url) => parseStoreUrl(eventStoreEngines, url, dataDirectory), noSuchUrl),
    READ_MODEL: readAs((url) => parseStoreUrl(readModelEngines, url, dataDirectory), noSuchUrl),
    LOG_LEVEL: z.enum(logLevels),
    IMPORT_SAMPLES: z.enum(['true', 'false']),
    REPLY_CACHE_MIB: integer(0, 4_096),
    ANSWER_MIB: integer(1, 1_024),
    HEAVY_THREADS: integer(0, 16),
    HEAVY_WAITING: integer(0, 1_000),
    ANSWER_SECONDS: integer(1, 3_600),
    HEAVY_CPU_SECONDS: integer(1, 3_600),
    BODIES_MIB: integer(48, 4_096),
    ADJUSTMENT_DOCUMENT: z.enum(['required', 'optional']),
    ALLOWED_ORIGINS: readAs(readOrigins, 'not a list of origins'),
  });

function integer(least: number, most: number) {
  return z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
}

const noSuchUrl = 'no engine has such a URL';

function readAs<Value>(read: (text: string) => Value | null, otherwise: string) {
  return z.string().transform((text, context): Value => {
    try {
      const value = read(text);
      if (value !== null) return value;
      context.addIssue(otherwise);
    } catch (error) {
      if (!(error instanceof WrongUrl)) throw error;
      context.addIssue({ code: 'custom', params: error.explanation });
    }
    return z.NEVER;
  });
}

/** What an issue says of a URL that some engine knows for its own; null: it says nothing. */
export function faultOf(issue: z.core.$ZodIssue): WrongUrl['explanation'] | null {
  return issue.code === 'custom' && issue.params !== undefined ? (issue.params as WrongUrl['explanation']) : null;
}

/** How the URLs of every engine there is are written. */
function adviceFor(engines: readonly { form: { zh: string; en: string } }[]): { zh: string; en: string } {
  const forms = (language: 'zh' | 'en', or: string) => engines.map(({ form }) => form[language]).join(or);
  return {
    zh: `须为 ${forms('zh', ' 或 ')}；本版本没有其他引擎。`,
    en: `must be ${forms('en', ' or ')}; this version has no other engine.`,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
