import { join } from 'node:path';
import { openSqliteActorDirectory } from '../../../src/adapters/actor-directory/sqlite/actor-directory.js';
import { actorDirectoryContract } from '../../contracts/actor-directory.contract.js';

actorDirectoryContract('SQLite', (folder) => openSqliteActorDirectory(join(folder, 'actors.db')));
