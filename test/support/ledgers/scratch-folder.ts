import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import { dropStores } from './drop-stores.js';

interface Closable {
  close(): unknown;
}

/** Where a test keeps its stores: directories that disappear, and everything opened in them closed before. */
export interface ScratchFolder {
  /** A new, empty directory. */
  directory(): string;
  /** Hands back what was opened, and closes it at the end, the last one first. */
  closing<T extends Closable>(opened: T): T;
  /** Closes one now instead; once closed, it stays so. */
  close(opened: Closable): Promise<void>;
  leave(): Promise<void>;
}

export function openFolder(): ScratchFolder {
  const directories: string[] = [];
  let open: Closable[] = [];
  return {
    directory() {
      const made = mkdtempSync(join(tmpdir(), 'budget-ledger-test-'));
      directories.push(made);
      return made;
    },
    closing(opened) {
      open.push(opened);
      return opened;
    },
    async close(opened) {
      if (!open.includes(opened)) return;
      open = open.filter((each) => each !== opened);
      await opened.close();
    },
    async leave() {
      for (const each of open.splice(0).reverse()) await each.close();
      for (const each of directories.splice(0)) {
        await dropStores(each);
        rmSync(each, { recursive: true, force: true });
      }
    },
  };
}

/** A folder that is left after each test of the file or of the block. */
export function useFolder(): ScratchFolder {
  const folder = openFolder();
  afterEach(() => folder.leave());
  return folder;
}

/** Runs the work in a folder of its own and leaves nothing behind, however it ends. */
export async function inFolder<T>(work: (folder: ScratchFolder) => Promise<T>): Promise<T> {
  const folder = openFolder();
  try {
    return await work(folder);
  } finally {
    await folder.leave();
  }
}
