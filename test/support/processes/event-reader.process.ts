/** A process of its own that reads a whole event store, closes it and tells how much there was. Run with its directory. */
import { writeSync } from 'node:fs';
import { openSqliteEventReader } from '../../../src/adapters/event-store/sqlite/index.js';
import { ledgerStart } from '../../../src/ports/event-store.js';

const [directory = ''] = process.argv.slice(2);
const reader = openSqliteEventReader(directory);
const events = await reader.readAll(ledgerStart, 100_000);
await reader.close();
writeSync(3, `${JSON.stringify({ events: events.length })}\n`);
