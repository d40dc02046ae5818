export { compareSqliteReadModel } from './compare.js';
export { openSqliteReadModel } from './reader.js';
export { openSqliteReadModelWriter } from './writer.js';
export { inspectSqliteReadModel } from './inspect.js';
export { holdSqliteReadModel } from './hold.js';
