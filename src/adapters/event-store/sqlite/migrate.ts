import { isUtf8 } from 'node:buffer';
import { leafHash } from '../../../../events/leaf-hash.js';
import type Database from 'libsql';

const eventsOfPage = 1_000;

const addColumn = "alter table events add column leaf_hash blob not null default x''";
const selectBodies = 'select position, cast(body as blob) from events where position > ? order by position limit ?';
const updateLeafHash = 'update events set leaf_hash = unhex(?) where position = ?';

/**
 * Brings a file of format 1 to the next: each event gets its leaf hash beside its body. One transaction, so that after a
 * crash at any moment the file has the one format or the other, whole.
 */
export function addLeafHashes(database: Database.Database, format: number): void {
  database.exec(`begin immediate; ${addColumn};`);
  const select = database.prepare(selectBodies).raw();
  const update = database.prepare(updateLeafHash);
  const pageAfter = (position: number) => select.all(position, eventsOfPage) as [position: number, body: Buffer][];
  for (let page = pageAfter(0); page.length > 0; page = pageAfter(page.at(-1)?.[0] ?? 0))
    for (const [position, body] of page) update.run(leafHash(textOf(body, position)), position);
  database.exec(`pragma user_version = ${format}; commit;`);
}

/** @throws Error where it is none: whatever it was, it is not what was recorded */
function textOf(body: Buffer, position: number): string {
  if (!isUtf8(body)) throw new Error(`the event at ${position} is damaged: its bytes are no UTF-8; restore a backup`);
  return body.toString('utf8');
}
