import { openSqliteEventReader, openSqliteEventStore } from '../../../src/adapters/event-store/sqlite/index.js';
import { eventStoreContract } from '../../contracts/event-store.contract.js';

eventStoreContract('SQLite', openSqliteEventStore, { openReader: openSqliteEventReader });
