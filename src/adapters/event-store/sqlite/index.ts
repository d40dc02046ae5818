export { openSqliteEventReader } from './reader.js';
export { openSqliteEventStore } from './store.js';
