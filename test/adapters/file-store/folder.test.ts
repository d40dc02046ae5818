import { createHash } from 'node:crypto';
import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openFolderFileStore } from '../../../src/adapters/file-store/folder/file-store.js';
import { useFolder } from '../../support/ledgers/scratch-folder.js';

const { directory } = useFolder();

it('says of a file that was cut short on the disk that it is damaged', async () => {
  const folder = directory();
  const files = openFolderFileStore(folder);
  const sha256 = await files.put([Buffer.from('附件')]);
  truncateSync(join(folder, sha256.slice(0, 2), sha256), 3);

  const read = async () => {
    for await (const piece of (await files.get(sha256)) ?? []) expect(piece).toHaveLength(3);
  };

  await expect(read()).rejects.toMatchObject({ code: 'DAMAGED_FILE', expected: sha256 });
});

it('leaves nothing of what it did not keep', async () => {
  const folder = directory();
  const files = openFolderFileStore(folder);

  await expect(files.put([Buffer.from('附件')], createHash('sha256').digest('hex'))).rejects.toThrow('不符');

  expect(readdirSync(folder, { recursive: true })).toEqual(['incoming']);
});
