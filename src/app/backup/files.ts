import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
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
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === whole) throw error;
    return join(await real(above), relative(above, whole));
  }
}
