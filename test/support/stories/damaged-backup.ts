import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/** What can be wrong with a backup: in words, the code that it is told with, and how it comes about. */
export const damages: [string, string, (folder: string) => void][] = [
  ['a folder that is none', 'NOT_A_BACKUP', (folder) => writeFileSync(join(folder, 'manifest.json'), '{}')],
  ['a backup that was not finished', 'NOT_A_BACKUP', (folder) => writeFileSync(join(folder, 'manifest.json'), '')],
  [
    'a manifest that leads elsewhere',
    'NOT_A_BACKUP',
    (folder) => edit(folder, 'manifest.json', '"actors.jsonl"', '"../actors.jsonl"'),
  ],
  ['a changed byte', 'DAMAGED_BACKUP', (folder) => edit(folder, 'events.db', '走访企业数量', '走访企业数目')],
  [
    'a changed byte, with its hash',
    'DAMAGED_BACKUP',
    (folder) => rehashed(folder, () => edit(folder, 'events.db', 'SQLite format 3', 'SQLite format 4')),
  ],
  ['a lost page, with its hash', 'DAMAGED_BACKUP', (folder) => rehashed(folder, () => cut(folder))],
  [
    'an event that is gone',
    'DAMAGED_BACKUP',
    (folder) => rehashed(folder, () => sql(folder, 'delete from events where position = 5')),
  ],
  [
    'an event of another stream',
    'DAMAGED_BACKUP',
    (folder) => rehashed(folder, () => sql(folder, "update streams set name = 'budget-x'")),
  ],
  [
    'a command told otherwise',
    'DAMAGED_BACKUP',
    (folder) => rehashed(folder, () => sql(folder, 'update commands set version = 7')),
  ],
  [
    'a body that was altered with care',
    'DAMAGED_BACKUP',
    (folder) =>
      rehashed(folder, () =>
        sql(folder, "update events set body = replace(body, '走访企业数量', '走访企业数目') where position > 2"),
      ),
  ],
  [
    'an event of a later program',
    'DAMAGED_BACKUP',
    (folder) =>
      rehashed(folder, () =>
        sql(
          folder,
          `update events set body = replace(body, '"schemaVersion":', '"schemaVersion":9') where position = 7`,
        ),
      ),
  ],
  [
    'a ledger of a later format',
    'DAMAGED_BACKUP',
    (folder) => rehashed(folder, () => sql(folder, 'pragma user_version = 99')),
  ],
  [
    "another program's database",
    'DAMAGED_BACKUP',
    (folder) => rehashed(folder, () => sql(folder, 'pragma application_id = 7')),
  ],
  [
    'a manifest of another ledger',
    'DAMAGED_BACKUP',
    (folder) => edit(folder, 'manifest.json', '"events": 26', '"events": 27'),
  ],
];
function edit(folder: string, name: string, from: string, to: string): void {
  const file = join(folder, name);
  const text = readFileSync(file, 'latin1');
  const [old, now] = [from, to].map((part) => Buffer.from(part).toString('latin1')) as [string, string];
  if (!text.includes(old)) throw new Error(`${name} does not say ${from}`);
  writeFileSync(file, text.replace(old, now), 'latin1');
}

function cut(folder: string): void {
  const file = join(folder, 'events.db');
  const bytes = readFileSync(file);
  bytes.fill(0, 8 * 4096, 9 * 4096);
  writeFileSync(file, bytes);
}

function sql(folder: string, statement: string): void {
  const database = new Database(join(folder, 'events.db'));
  database.exec(statement);
  database.close();
}

/** Damage that the manifest does not tell, as a careful hand would do it. */
function rehashed(folder: string, damage: () => void): void {
  damage();
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { files: [object] };
  const bytes = readFileSync(join(folder, 'events.db'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  Object.assign(manifest.files[0], { bytes: bytes.length, sha256 });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}
