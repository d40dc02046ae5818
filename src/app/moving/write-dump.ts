import type { EventReader, Position, StoredEvent } from '../../ports/event-store.js';
import { ledgerStart } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { DumpReport } from './check-dump.js';
import { checkDump } from './check-dump.js';
import { openDumpFile } from './dump-file.js';
import type { DumpedActor } from './dump-lines.js';
import { dumpFormat } from './dump-lines.js';
import { startLeavesHash } from './leaves-hash.js';
import { tableHashes } from './table-hashes.js';

export interface DumpTools {
  events: EventReader;
  /** null: there is none to take the tables' hashes from. */
  readModel: ReadModel | null;
  /** People's names that are to be in it. */
  actors: readonly DumpedActor[];
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
  const { events, readModel, actors, version, now } = tools;
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
    for (const actor of actors) await file.write({ kind: 'actor', actor });
    const written = await writeEvents(file, head, tools);
    const tables = await writeTables(file, readModel, head);
    const bytes = await file.end({ ...written, tables, actors: actors.length });
    tools.onWritten?.(bytes);
    const report = await checkDump(file.path, tools.onBytes);
    await file.keep();
    return report;
  } finally {
    await file.leave();
  }
}

type DumpFile = Awaited<ReturnType<typeof openDumpFile>>;

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
