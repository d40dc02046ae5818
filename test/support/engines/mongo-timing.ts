import { writerTiming } from '../../../src/adapters/read-model/mongo/writer.js';

/** A holder is taken to be dead after a fifth of a second. */
export const quick = { ...writerTiming, beatMs: 20, lookMs: 20, silentLooks: 10 };
