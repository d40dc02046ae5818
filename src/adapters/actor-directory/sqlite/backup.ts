import { constants, existsSync } from 'node:fs';
import { copyFile, link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import type { ActorDirectoryBackup } from '../../../ports/backup.js';
import { checkWritable } from './writable.js';

const copyName = 'actors.db';

export function sqliteActorDirectoryBackup(file: string): ActorDirectoryBackup {
  return {
    async copyInto(folder) {
      if (!existsSync(file)) return null;
      const database = new Database(`${pathToFileURL(file).href}?mode=ro`);
      try {
        database.exec('pragma busy_timeout = 5000;');
        // In an array: see ADR 0002.
        database.prepare('vacuum into ?').run([join(folder, copyName)]);
        return copyName;
      } finally {
        database.close();
      }
    },

    async takeFrom(folder, copy) {
      if (existsSync(file)) return false;
      checkWritable(file);
      const beside = `${file}.restoring`;
      await rm(beside, { force: true });
      await copyFile(join(folder, copy), beside, constants.COPYFILE_EXCL);
      await link(beside, file);
      await rm(beside);
      return true;
    },
  };
}
