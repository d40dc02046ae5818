import type { NewSave } from '../../../ports/event-store.js';
import type { Appended } from './appended.js';
import type { Connection } from './database.js';
import { lossIn, openKnownEnd, readKnownEnd } from './known-end.js';
import { toPosition, toRow, toStoredEvent } from './position.js';
import { readingStatements } from './statements.js';

/** How far the ledger reaches, as the writer knows it over all connections that it opens. */
export interface Reach {
  /** Takes up a connection: what is in the file is known from now on. @throws Error if it ends before what is known */
  takeUp(database: Connection): void;
  /** Of saves that are about to be committed. @throws Error if they stand before what is known */
  check(answers: readonly Appended[]): void;
  /** They are durable. */
  note(saves: readonly NewSave[], answers: readonly Appended[]): void;
  close(): void;
}

/** @param lost row up to which the events had reached, and do not; 0: nothing is lost. It stays known until something is behind it */
export function reachOf(directory: string, lost: number): Reach {
  const knownEnd = openKnownEnd(directory);
  let reached = lost;
  let isBehindLoss = lost === 0;
  return {
    takeUp(database) {
      const reading = readingStatements(database);
      if (isBehindLoss && lossIn(reading, readKnownEnd(directory)) !== null) throw endsBefore(reached);
      const head = reading.head();
      const event = head > reached ? reading.at(head) : undefined;
      reached = Math.max(reached, head);
      // What was recorded before this was noted, or could be.
      if (isBehindLoss && event !== undefined) knownEnd.note(reached, toStoredEvent(event).leafHash);
    },
    check(answers) {
      const first = answers.find(({ kind }) => kind === 'appended');
      if (first?.kind === 'appended' && first.outcome[6] <= reached) throw endsBefore(reached);
    },
    note(saves, answers) {
      const last = answers.findLastIndex(({ kind }) => kind === 'appended');
      const answer = answers[last];
      const event = saves[last]?.events.at(-1);
      if (answer?.kind !== 'appended' || event === undefined) return;
      reached = answer.outcome[7];
      isBehindLoss = true;
      knownEnd.note(reached, event.leafHash);
    },
    close: () => knownEnd.close(),
  };
}

/** For a file that nobody else knows. */
export const anyReach: Pick<Reach, 'check' | 'note'> = {
  check: () => undefined,
  note: () => undefined,
};

function endsBefore(row: number): Error {
  return new Error(`the events end before ${toPosition(row)}, which was acknowledged`);
}

/** The row behind which something is to be placed; a position of another engine was never one of this file. */
export function rowOf(position: NonNullable<NewSave['behind']>): number {
  const row = toRow(position);
  return Number.isNaN(row) ? 0 : row;
}
