import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The file of a ledger that an earlier program wrote: in the format that has no hashes beside the bodies. */
export function earlierEventsFile(): Buffer {
  return gunzipSync(readFileSync('test/fixtures/earlier-ledger/events.db.gz'));
}

export const eventsOfEarlierLedger = 238;

export function putEarlierEventsInto(folder: string): void {
  writeFileSync(join(folder, 'events.db'), earlierEventsFile());
}
