import { LRUCache } from 'lru-cache';
import type { NewSave } from '../../../ports/event-store.js';
import type { Appended } from './appended.js';
import type { Connection } from './database.js';
import type { Reach } from './reach.js';
import { rowOf } from './reach.js';
import type { CommandRow } from './statements.js';
import { readingStatements, writingStatements } from './statements.js';

interface StreamEnd {
  streamNo: number;
  revision: number;
}

/** Appends on one connection. */
export interface Appending {
  /**
   * All saves of the batch share one commit; what is refused leaves nothing. Answers are in the order of the saves.
   * @throws CommitFailed the commit itself failed, so that its outcome is not known; else what SQLite throws, with nothing
   *   committed
   */
  appendAll(saves: readonly NewSave[]): Appended[];
  /** What is stored under a command's id. */
  command(commandId: string): CommandRow | undefined;
  /** Row of the last event, 0: none. */
  head(): number;
}

export class CommitFailed extends Error {
  override readonly name = 'CommitFailed';
  constructor(override readonly cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

export function appendingOn(database: Connection, reach: Pick<Reach, 'check' | 'note'>): Appending {
  const reading = readingStatements(database);
  const writing = writingStatements(database);
  const ends = new LRUCache<string, StreamEnd>({ max: 100_000 });

  function endOf(stream: string, staged: ReadonlyMap<string, StreamEnd>): StreamEnd | null {
    const known = staged.get(stream) ?? ends.get(stream);
    if (known !== undefined) return known;
    const streamNo = reading.streamNo(stream);
    return streamNo === undefined ? null : { streamNo, revision: reading.lastRevision(streamNo) };
  }

  function append(save: NewSave, staged: Map<string, StreamEnd>): Appended {
    const before = reading.command(save.commandId);
    if (before !== undefined) return { kind: 'repeated', outcome: before };
    const added = save.expectedRevision === -1 ? writing.insertStream(save.stream) : null;
    const end = added === null ? endOf(save.stream, staged) : null;
    const actualRevision = end?.revision ?? -1;
    const streamNo = added ?? end?.streamNo ?? null;
    if (actualRevision !== save.expectedRevision || streamNo === null) return { kind: 'conflict', actualRevision };
    const firstRevision = actualRevision + 1;
    const start = save.behind === undefined ? null : Math.max(reading.head(), rowOf(save.behind)) + 1;
    const positions = save.events.map((event, index) =>
      writing.insertEvent(index === 0 ? start : null, streamNo, firstRevision + index, event),
    );
    const revision = firstRevision + positions.length - 1;
    const first = positions.at(0) ?? 0;
    const last = positions.at(-1) ?? 0;
    const { commandId, commandHash, version } = save;
    writing.insertCommand(commandId, commandHash, streamNo, version, firstRevision, revision, first, last);
    staged.set(save.stream, { streamNo, revision });
    const outcome: CommandRow = [commandId, commandHash, save.stream, version, firstRevision, revision, first, last];
    return { kind: 'appended', outcome };
  }

  return {
    appendAll(saves) {
      const staged = new Map<string, StreamEnd>();
      database.exec('begin immediate');
      const answers = saves.map((save) => append(save, staged));
      reach.check(answers);
      try {
        database.exec('commit');
      } catch (error) {
        throw new CommitFailed(error);
      }
      reach.note(saves, answers);
      for (const [stream, end] of staged) ends.set(stream, end);
      return answers;
    },
    command: (commandId) => reading.command(commandId),
    head: () => reading.head(),
  };
}
