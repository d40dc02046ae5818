export { connect } from './connection.js';
export { openMongoReadModel } from './reader.js';
export { openMongoReadModelWriter } from './writer.js';
export { inspectMongoReadModel } from './inspect.js';
export { holdMongoReadModel } from './hold.js';
