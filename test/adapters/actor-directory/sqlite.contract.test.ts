import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteActorDirectory } from '../../../src/adapters/actor-directory/sqlite/actor-directory.js';
import { readSqliteActorNames } from '../../../src/adapters/actor-directory/sqlite/actor-names.js';
import { takeSqliteActorNames } from '../../../src/adapters/actor-directory/sqlite/take-names.js';
import { actorDirectoryContract } from '../../contracts/actor-directory.contract.js';

const file = (folder: string) => join(folder, 'actors.db');

actorDirectoryContract('SQLite', {
  openDirectory: (folder) => openSqliteActorDirectory(file(folder)),
  readNames: async (folder) => readSqliteActorNames(file(folder)),
  takeNames: (folder, names) => takeSqliteActorNames(file(folder), names),
  bytesIn: (folder) => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))),
});
