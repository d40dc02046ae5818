import { openSqliteReadModel, openSqliteReadModelWriter } from '../../../src/adapters/read-model/sqlite/index.js';
import { readModelContract } from '../../contracts/read-model.contract.js';

readModelContract('SQLite', { openWriter: openSqliteReadModelWriter, openReader: openSqliteReadModel });
