import type { FileStore } from '../../ports/file-store.js';
import type { DumpLine } from './dump-lines.js';
import { readDump } from './read-dump.js';

/**
 * Keeps the files of a dump that are not kept yet, each checked against its hash.
 * @returns the people's names in it
 * @throws DamagedFile, CannotWrite, StoreUnavailable
 */
export async function loadBeside(dump: string, files: FileStore): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const lines = readDump(dump);
  try {
    for (let line = await next(lines); line !== null && line.kind !== 'event';) {
      if (line.kind === 'actor') names.set(line.actor.actor, line.actor.name);
      line = line.kind === 'file' ? await keep(line.file.file, lines, files) : await next(lines);
    }
    return names;
  } finally {
    await lines.return(undefined);
  }
}

/** @returns the line behind the file */
async function keep(sha256: string, lines: AsyncIterator<DumpLine>, files: FileStore): Promise<DumpLine | null> {
  const behind: { line: DumpLine | null } = { line: null };
  async function* parts(): AsyncGenerator<Uint8Array> {
    for (behind.line = await next(lines); behind.line?.kind === 'part'; behind.line = await next(lines)) {
      yield behind.line.part;
    }
  }
  if (!(await files.has(sha256))) await files.put(parts(), sha256);
  else for await (const part of parts()) void part;
  return behind.line;
}

async function next(lines: AsyncIterator<DumpLine>): Promise<DumpLine | null> {
  const following = await lines.next();
  return following.done === true ? null : following.value;
}
