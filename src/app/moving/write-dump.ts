import type { ActorNames } from '../../ports/actor-directory.js';
import type { EventReader, Position, StoredEvent } from '../../ports/event-store.js';
import { ledgerStart } from '../../ports/event-store.js';
import type { FileStore } from '../../ports/file-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { DumpReport } from './check-dump.js';
import { checkDump } from './check-dump.js';
import { openDumpFile } from './dump-file.js';
import { dumpFormat } from './dump-lines.js';
import { startLeavesHash } from './leaves-hash.js';
import { tableHashes } from './table-hashes.js';

export interface DumpTools {
  events: EventReader;
  /** null: there is none to take the tables' hashes from. */
  readModel: ReadModel | null;
  /** People's names that are to be in it. */
  names: ActorNames;
  files: FileStore;
  /** Of this program. */
  version: string;
  now: () => string;
  onEvents?: (count: number) => void;
  /** The dump has been written, so many bytes, and is read again. */
  onWritten?: (bytes: number) => void;
  onBytes?: (count: number) => void;
}

const pageSize = 500;
/** How long views that are behind the ledger may take to show what is dumped. */
const patienceMs = 10_000;

/**
 * Writes the ledger, as it is when this begins, into a new file, beside whoever writes it, and reads the file from end to
 * end before it has its name. The same events give the same lines, whatever engine they come from.
 * @throws MovingError NO_FILE, TARGET_UNUSABLE, TARGET_EXISTS, DAMAGED_DUMP
 */
export async function writeDump(target: string, tools: DumpTools): Promise<DumpReport> {
  const { events, readModel, names, files, version, now } = tools;
  const file = await openDumpFile(target);
  try {
    const head = await events.head();
    const [first] = await events.readAll(ledgerStart, 1);
    await file.write({
      kind: 'head',
      head: {
        format: 'budget-ledger-dump',
        formatVersion: dumpFormat,
        program: version,
        takenAt: now(),
        first: first?.id ?? null,
      },
    });
    for (const [actor, name] of names) await file.write({ kind: 'actor', actor: { actor, name } });
    // What was kept by now is every file that an event up to the head names.
    const kept = await writeFiles(file, files);
    const written = await writeEvents(file, head, tools);
    const tables = await writeTables(file, readModel, head);
    const bytes = await file.end({ ...written, tables, actors: names.size, files: kept });
    tools.onWritten?.(bytes);
    const report = await checkDump(file.path, tools.onBytes);
    await file.keep();
    return report;
  } finally {
    await file.leave();
  }
}

type DumpFile = Awaited<ReturnType<typeof openDumpFile>>;

/** Whole lines of base64, whatever pieces the bytes come in. */
const bytesPerLine = 48 * 1024;

async function writeFiles(file: DumpFile, kept: FileStore): Promise<number> {
  let count = 0;
  for await (const { sha256, bytes } of kept.list()) {
    const content = await kept.get(sha256);
    // Nothing removes a file, so it is there.
    if (content === null) throw new TypeError(`the file ${sha256} is listed, and is not there`);
    await file.write({ kind: 'file', file: { file: sha256, bytes } });
    for await (const piece of content) {
      for (let from = 0; from < piece.length; from += bytesPerLine) {
        await file.write({ kind: 'part', part: piece.subarray(from, from + bytesPerLine) });
      }
    }
    count += 1;
  }
  return count;
}

async function writeEvents(file: DumpFile, head: Position, { events, onEvents }: DumpTools) {
  const leaves = startLeavesHash();
  let count = 0;
  for await (const page of pagesUpTo(events, head)) {
    for (const { leafHash, stream, revision, id, type, body } of page) {
      await file.write({ kind: 'event', event: { leafHash, stream, revision, id, type, body } });
      leaves.add(leafHash);
    }
    count += page.length;
    onEvents?.(page.length);
  }
  return { events: count, leaves: leaves.digest() };
}

/** What was recorded up to a position; what is recorded meanwhile is no part of it. */
async function* pagesUpTo(events: EventReader, head: Position): AsyncGenerator<StoredEvent[]> {
  for (let after = ledgerStart; after < head;) {
    const page = await events.readAll(after, pageSize);
    after = page.at(-1)?.position ?? head;
    yield page.filter(({ position }) => position <= head);
  }
}

/** None where the views do not show the ledger up to there. */
async function writeTables(file: DumpFile, readModel: ReadModel | null, head: Position): Promise<number> {
  if (readModel === null || !(await readModel.reached(head, patienceMs))) return 0;
  let count = 0;
  for await (const table of tableHashes(readModel, head)) {
    await file.write({ kind: 'table', table });
    count += 1;
  }
  return count;
}
