import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolderAtOnce } from '../../../files/files.js';
import { asCannotWrite } from '../../../ports/cannot-write.js';

/**
 * Makes the folder if it is missing. Checked beforehand because SQLite opens a file that it may not write as read-only,
 * and fails only at the first write.
 * @throws CannotWrite
 */
export function checkWritable(file: string): void {
  const folder = dirname(file);
  try {
    makeFolderAtOnce(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const each of [file, `${file}-wal`, `${file}-shm`])
      if (existsSync(each)) accessSync(each, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw asCannotWrite(error, folder);
  }
}
