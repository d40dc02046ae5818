import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  folder: string;
  /** Leaves no room on it. */
  fill(): void;
  /** Makes room again. */
  empty(): void;
  remove(): void;
}

/** A disk in memory of so many MiB. @returns why there can be none on this machine, if so */
export function smallDisk(mebibytes: number): SmallDisk | string {
  const folder = mkdtempSync(join(tmpdir(), 'budget-ledger-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  if (mounted.status !== 0) {
    rmdirSync(folder);
    return `no disk of a few MiB can be mounted: ${mounted.error?.message ?? mounted.stderr.trim()}`;
  }
  const filler = (bytes: number) => join(folder, `filler-${bytes}`);
  const sizes = [1024 * 1024, 64 * 1024, 4096];
  return {
    folder,
    fill() {
      // What does not fit of a file is not written; smaller and smaller ones take what is left.
      for (const bytes of sizes) writeUntilFull(filler(bytes), bytes);
    },
    empty: () => sizes.forEach((bytes) => rmSync(filler(bytes), { force: true })),
    remove() {
      spawnSync('umount', [folder]);
      rmdirSync(folder);
    },
  };
}

function writeUntilFull(file: string, bytes: number): void {
  const piece = Buffer.alloc(bytes, 1);
  try {
    for (;;) writeFileSync(file, piece, { flag: 'a' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
