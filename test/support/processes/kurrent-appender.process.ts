/**
 * A process of its own that appends large saves to the ledger at a URL of KurrentDB, many at once, burst by burst, and tells
 * what happens, one JSON object a line, on file descriptor 3. Run with the URL and the number of bursts.
 */
import { writeSync } from 'node:fs';
import { openKurrentEventStore, parseKurrentUrl } from '../../../src/adapters/event-store/kurrent/index.js';
import { usualPatience } from '../../../src/adapters/event-store/kurrent/patience.js';
import { newSave } from '../ledgers/new-saves.js';

export type Said = { kind: 'issued' } | { kind: 'acknowledged'; id: string } | { kind: 'done' };

/** More than a connection takes at once, so that the client has some of them wait. */
const atOnce = 100;
const body = JSON.stringify({ 项目绩效目标: '保障校园安全。'.repeat(2_000) });

const [url = '', bursts = ''] = process.argv.slice(2);
const location = parseKurrentUrl(url);
if (location === null) throw new Error(`${url} is no URL of KurrentDB`);
const store = await openKurrentEventStore(location, { ...usualPatience, answerMs: 300 });
for (let burst = 0; burst < Number(bursts); burst += 1) {
  const saves = Array.from({ length: atOnce }, () => newSave({ events: [body] }));
  const appended = saves.map((save) => store.append(save));
  // The appends have begun by then.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  say({ kind: 'issued' });
  await Promise.all(appended);
  for (const { events } of saves) say({ kind: 'acknowledged', id: events[0]?.id ?? '' });
}
say({ kind: 'done' });
await store.close();

function say(said: Said): void {
  writeSync(3, `${JSON.stringify(said)}\n`);
}
