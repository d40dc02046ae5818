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

const namesAdapter = () => import('../adapters/actor-directory/mongo/actor-directory.js');
const namesNow = () => import('../adapters/actor-directory/mongo/names.js');
const filesAdapter = () => import('../adapters/file-store/gridfs/file-store.js');

/** The client is made by one adapter for all: they say the same of a server that is no use. */
async function connect(config: MongoConfig) {
  return (await adapter()).connect(config);
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
  checkServer: async (config) => (await connect(config)).close(),
  inspect: async (config) => (await adapter()).inspectMongoReadModel(config),
  hold: async (config) => (await adapter()).holdMongoReadModel(config),
  namesAndFiles: (config) => ({
    openActorDirectory: async () => (await namesAdapter()).openMongoActorDirectory(await connect(config)),
    readActorNames: async () => (await namesNow()).readMongoActorNames(await connect(config)),
    takeActorNames: async (names) => (await namesNow()).takeMongoActorNames(await connect(config), names),
    openFiles: async () => (await filesAdapter()).openGridFsFileStore(await connect(config)),
  }),
};
