/**
 * Appends to Emmett's event store on SQLite. argv: the database file, the type and the JSON of an event. Each message is
 * a number of appends, each to a new stream; the answer is that they are done. One after the other: the store closes its
 * one connection behind each append, so that a second one under way at the same time fails.
 */
import { randomUUID } from 'node:crypto';
import { getSQLiteEventStore } from '@event-driven-io/emmett-sqlite';

const [fileName, type, data] = process.argv.slice(2);
const store = getSQLiteEventStore({ fileName });
const event = { type, data: JSON.parse(data) };

process.on('message', async (times) => {
  for (let time = 0; time < times; time += 1) await store.appendToStream(`budget-${randomUUID()}`, [event]);
  process.send('done');
});
process.send('ready');
