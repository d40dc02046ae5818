export { countSqliteEvents, inspectSqliteEventStore } from './inspect.js';
export { openSqliteEventReader } from './reader.js';
export { openSqliteEventStore } from './store.js';
export { writerOf as sqliteWriterOf } from './lock.js';
export { sqliteEventStoreBackup } from './backup.js';
