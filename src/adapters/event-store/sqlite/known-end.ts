import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { ledgerStream } from '../../../../events/identity.js';
import { leafHash } from '../../../../events/leaf-hash.js';
import type { LostEnd, OwnEvent } from '../../../../events/ledger/ledger.events.js';
import { acceptsEnd } from '../../../../events/ledger/losses.js';
import type { Position } from '../../../../events/position.js';
import { ledgerStart } from '../../../../events/position.js';
import { AlteredFile } from '../../../ports/altered-file.js';
import { RolledBack } from '../../../ports/rolled-back.js';
import type { Connection } from './database.js';
import { eventsFile, isNothing, openForReading } from './database.js';
import { toPosition, toRow } from './position.js';
import type { EventRow, readingStatements } from './statements.js';

/**
 * How far the ledger has been acknowledged, in a small file beside that of the events: position and hash of the last event.
 * It is written behind each commit and not synced, so it costs no write to the disk of its own. It is exact after a process
 * was killed; after a loss of power it may be some seconds older than the events, and never newer.
 */
export interface KnownEndFile {
  /** @param row of the last event of a commit that is durable, as its hash */
  note(row: number, leafHash: string): void;
  /** Leaves it durable. */
  close(): void;
}

export function knownEndFile(directory: string): string {
  return `${eventsFile(directory)}.reached`;
}

export function openKnownEnd(directory: string): KnownEndFile {
  let file: number | null = null;
  return {
    note(row, hash) {
      try {
        file ??= openOrMake(knownEndFile(directory));
        // In place, and always as long: it needs no room on the disk that it does not have.
        writeSync(file, lineOf(toPosition(row), hash), 0);
      } catch {
        // The events are durable. What is known of their end is older than they are, which denies nothing.
      }
    },
    close() {
      if (file === null) return;
      try {
        fsyncSync(file);
      } catch {
        // As above.
      }
      closeSync(file);
    },
  };
}

function openOrMake(path: string): number {
  return openSync(path, statSync(path, { throwIfNoEntry: false }) === undefined ? 'w' : 'r+');
}

/** null: it was never noted. @throws AlteredFile */
export function readKnownEnd(directory: string): LostEnd | null {
  const path = knownEndFile(directory);
  // Somebody may be writing it: what was read then is the old half of one and the new half of another.
  for (let tried = 1; ; tried += 1) {
    const text = readIfThere(path);
    if (isUnwritten(text)) return null;
    const [position = '', hash = ''] = text.split(' ');
    if (text === lineOf(position as Position, hash)) return { position: position as Position, leafHash: hash };
    if (tried === 3) throw new AlteredFile(path, otherLine, advice(path));
  }
}

/**
 * The file of the events, to be read.
 * @throws CannotRead; RolledBack where there is none, or an empty one, and there had been events
 */
export function openExisting(directory: string): Connection {
  const known = isNothing(directory) ? readKnownEnd(directory) : null;
  if (known !== null) throw new RolledBack(eventsFile(directory), ledgerStart, known);
  return openForReading(directory);
}

/** As a loss of power may leave a file that was made but not synced: it has its length, and nothing in it. */
function isUnwritten(text: string): boolean {
  return /^\0*$/.test(text);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function lineOf(position: Position, hash: string): string {
  const said = `${position} ${hash}`;
  return `${said} ${createHash('sha256').update(said).digest('hex')}\n`;
}

/** What the events do not have of what they had reached; null: they have all of it, or somebody has accepted the loss. */
export function lossIn(
  select: Pick<ReturnType<typeof readingStatements>, 'at' | 'streamNo' | 'stream'>,
  known: LostEnd | null,
): LostEnd | null {
  if (known === null) return null;
  const there = select.at(toRow(known.position));
  if (there !== undefined && isStill(there, known)) return null;
  const streamNo = select.streamNo(ledgerStream);
  const said = streamNo === undefined ? [] : select.stream(ledgerStream, streamNo, 0, ownEventsRead);
  return acceptsEnd(said.flatMap(ownEventOf), known) ? null : known;
}

const ownEventsRead = 10_000;

/** Also one that was altered since: it proves that itself wherever it is read. */
function isStill(row: EventRow, known: LostEnd): boolean {
  const body = row[5];
  const made = leafHash(body);
  const beside = row[6] ?? made;
  return beside === known.leafHash || made === known.leafHash || made !== beside;
}

function ownEventOf(row: EventRow): OwnEvent[] {
  try {
    return [JSON.parse(row[5]) as OwnEvent];
  } catch {
    return [];
  }
}

const otherLine = {
  zh: '内容不是写入时的样子',
  en: 'it does not hold what was written to it',
};

function advice(path: string): { zh: string; en: string } {
  return {
    zh: `它只记着账本到了哪里；请运行 budget-ledger doctor --full，如事件完好且末尾无误，可删去 ${path} 后再启动，否则用备份恢复`,
    en: `It only says how far the ledger reached. Run "budget-ledger doctor --full"; if the events are sound and end where they should, remove ${path} and start again, else restore a backup`,
  };
}
