import type * as Adapter from '../adapters/read-model/mongo/index.js';
import { readMongoUrl, shownPlace } from '../adapters/read-model/mongo/url.js';
import type { ReadModelEngine } from './engine.js';

/** `mongodb://<hosts>/<database>`, as MongoDB's own connection strings are written. */
export interface MongoConfig {
  scheme: 'mongodb' | 'mongodb+srv';
  /** With the password, if there is one. */
  url: string;
  database: string;
}

/** Loaded by those who use it: the driver takes a tenth of a second. */
function adapter(): Promise<typeof Adapter> {
  return import('../adapters/read-model/mongo/index.js');
}

export const mongoReadModel: ReadModelEngine<MongoConfig> = {
  name: 'MongoDB',
  schemes: ['mongodb', 'mongodb+srv'],
  form: {
    zh: 'mongodb://[用户:密码@]<主机>[,<主机>…]/<数据库>?<选项>（或 mongodb+srv://…）',
    en: 'mongodb://[user:password@]<host>[,<host>…]/<database>?<options> (or mongodb+srv://…)',
  },
  parse: (url) => readMongoUrl(url),
  location: shownPlace,
  folders: () => [],
  open: async (config, building) => (await adapter()).openMongoReadModel(config, building),
  openWriter: async (config, options) => (await adapter()).openMongoReadModelWriter(config, options),
  inspect: async (config) => (await adapter()).inspectMongoReadModel(config),
  hold: async (config) => (await adapter()).holdMongoReadModel(config),
};
