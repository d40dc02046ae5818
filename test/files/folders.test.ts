import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { makeFolder, makeFolderAtOnce } from '../../src/files/files.js';
import { openSqliteEventStore } from '../../src/adapters/event-store/sqlite/index.js';
import { openSqliteReadModelWriter } from '../../src/adapters/read-model/sqlite/index.js';
import { useFolder } from '../support/ledgers/scratch-folder.js';
import { unless } from '../support/skipping.js';

const scratch = useFolder();

describe('a folder', () => {
  it('is made with those above it, is left as it is where it is there, and has the mode that is asked for', async () => {
    const folder = join(scratch.directory(), 'a', 'b');
    makeFolderAtOnce(folder, 0o700);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    chmodSync(folder, 0o755);
    await makeFolder(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  it('is not made below a file, nor in its place', () => {
    const file = join(scratch.directory(), 'file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'a')])
      expect(() => makeFolderAtOnce(folder)).toThrow(expect.objectContaining({ code: 'EEXIST', path: file }));
  });
});

unless(
  process.platform === 'linux' ? null : 'there is no /proc',
  'a folder where nothing can be made',
  describe,
)('a folder where nothing can be made', () => {
  it('is refused by its name, and not tried for ever', async () => {
    const refused = {
      code: 'NOT_A_FOLDER',
      location: '/proc/budget-ledger',
      message: expect.stringMatching(/无法建立目录 \/proc\/budget-ledger.*DATA_DIR/),
      messageEn: expect.stringMatching(/The folder \/proc\/budget-ledger cannot be made/),
    };
    await expect(openSqliteEventStore('/proc/budget-ledger/events')).rejects.toMatchObject(refused);
    await expect(openSqliteReadModelWriter('/proc/budget-ledger/views')).rejects.toMatchObject(refused);
  });
});
