import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, statSync } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

export async function bytesOf(file: string): Promise<number> {
  return (await stat(file)).size;
}

/** So that neither the bytes nor the name of a file are lost with the power. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * A folder, with those above it. A step at a time: where a file system refuses folders by calling what is above missing,
 * as /proc does, the recursive call of Node.js tries for ever.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  makeFolderAtOnce(folder, mode);
}

/** The same for whoever cannot wait. */
export function makeFolderAtOnce(folder: string, mode?: number): void {
  const whole = resolve(folder);
  const above = dirname(whole);
  if (isFolder(whole)) return;
  if (above !== whole) makeFolderAtOnce(above, mode);
  try {
    mkdirSync(whole, mode);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolder(whole)) throw error;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  } catch (error) {
    // Below a file nothing is.
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw error;
  }
}

/** Whether one path is the other or lies below it, links followed, also where nothing is there yet. */
export async function isWithin(path: string, folder: string): Promise<boolean> {
  const way = relative(await real(folder), await real(path));
  return way === '' || !(way === '..' || way.startsWith('../') || way.startsWith('..\\') || resolve(way) === way);
}

async function real(path: string): Promise<string> {
  const whole = resolve(path);
  try {
    return await realpath(whole);
  } catch (error) {
    const above = dirname(whole);
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') || above === whole) throw error;
    return join(await real(above), relative(above, whole));
  }
}
