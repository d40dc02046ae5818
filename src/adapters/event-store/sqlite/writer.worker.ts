import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { LostEnd } from '../../../../events/ledger/ledger.events.js';
import { AlteredFile } from '../../../ports/altered-file.js';
import { CannotWrite } from '../../../ports/cannot-write.js';
import { WriterLocked } from '../../../ports/event-store.js';
import type { NewSave, Position } from '../../../ports/event-store.js';
import { pauseAfter } from '../../../ports/growing-pause.js';
import { RolledBack } from '../../../ports/rolled-back.js';
import type { StoreFault } from '../../../ports/store-fault.js';
import type { Appended } from './appended.js';
import { openWake } from './wake.js';
import type { Writer } from './writer.js';
import { openWriter } from './writer.js';

type Told = AlteredFile['sign'];
/** A fault in its parts, which is what crosses threads. */
export type ToldFault = Pick<StoreFault, 'code' | 'said'>;

/** To the writer: saves, a question for the head or for what keeps it from saving, or the end. `numbers` name the answers. */
export type Request =
  | { kind: 'append'; numbers: number[]; saves: NewSave[] }
  | { kind: 'head'; number: number }
  | { kind: 'fault'; number: number }
  | { kind: 'close' };

/** From the writer. */
export type Answer =
  | { kind: 'opened'; isUpgraded: boolean }
  | { kind: 'locked'; location: string; pid: number | null }
  | { kind: 'unwritable'; location: string; why: string }
  | { kind: 'altered'; file: string; sign: Told; advice: Told }
  | { kind: 'rolled back'; location: string; found: Position; lost: LostEnd }
  | { kind: 'failed'; message: string }
  | { kind: 'appended'; numbers: number[]; answers: Appended[] }
  /** Unasked, as it begins. */
  | { kind: 'met'; fault: ToldFault }
  | { kind: 'fault'; number: number; isFull: boolean; stoppedBy: ToldFault | null }
  /** null: the writer has stopped, and nothing is under way. */
  | { kind: 'head'; number: number; head: number | null };

/** The most that one commit takes, so that its first saves do not wait long for its last. */
const savesPerCommit = 512;
const bytesPerCommit = 8 * 1024 * 1024;

const port = parentPort;
const { directory, despiteLoss } = workerData as { directory: string; despiteLoss: boolean };
const answer = (message: Answer) => port?.postMessage(message);

function partsOf({ code, said }: StoreFault): ToldFault {
  return { code, said };
}

function serve(writer: Writer): void {
  const wake = openWake(directory);
  let failures = 0;
  let reopening: NodeJS.Timeout | null = null;
  answer({ kind: 'opened', isUpgraded: writer.isUpgraded });
  port?.on('message', (first: Request) => {
    // Everything that has arrived by now shares the commit.
    const requests = [first];
    for (let more = receive(); more !== null; more = receive()) requests.push(more);
    for (let start = 0; start < requests.length;) start = work(requests, start);
    writer.tidy();
    if (writer.stoppedBy() !== null) reopening ??= reopenLater();
  });

  /** Again and again, after growing pauses, until it has worked. */
  function reopenLater(): NodeJS.Timeout {
    failures += 1;
    return setTimeout(() => {
      const isOpen = writer.reopen();
      if (isOpen) failures = 0;
      reopening = isOpen ? null : reopenLater();
    }, pauseAfter(failures));
  }

  function receive(): Request | null {
    return port === null ? null : ((receiveMessageOnPort(port)?.message as Request | undefined) ?? null);
  }

  function answerFault(number: number): void {
    const stoppedBy = writer.stoppedBy();
    const isFull = writer.isFull();
    answer({ kind: 'fault', number, isFull, stoppedBy: stoppedBy === null ? null : partsOf(stoppedBy) });
  }

  /** Handles the requests from `start` on that can be handled together. @returns the index after them */
  function work(requests: readonly Request[], start: number): number {
    const request = requests[start];
    if (request?.kind === 'head') answer({ kind: 'head', number: request.number, head: writer.head() });
    if (request?.kind === 'fault') answerFault(request.number);
    if (request?.kind === 'close') {
      clearTimeout(reopening ?? undefined);
      writer.close();
      wake.close();
      port?.close();
    }
    if (request?.kind !== 'append') return start + 1;
    const numbers: number[] = [];
    const saves: NewSave[] = [];
    let next = start;
    let bytes = 0;
    for (let more = requests[next]; more?.kind === 'append'; more = requests[(next += 1)]) {
      const size = more.saves.reduce(
        (sum, save) => sum + save.events.reduce((all, { body }) => all + body.length, 0),
        0,
      );
      if (saves.length > 0 && (saves.length + more.saves.length > savesPerCommit || bytes + size > bytesPerCommit))
        break;
      bytes += size;
      numbers.push(...more.numbers);
      saves.push(...more.saves);
    }
    const answers = writer.appendAll(saves);
    answer({ kind: 'appended', numbers, answers });
    if (answers.some(({ kind }) => kind === 'appended')) wake.ring();
    return next;
  }
}

try {
  serve(openWriter(directory, (fault) => answer({ kind: 'met', fault: partsOf(fault) }), despiteLoss));
} catch (error) {
  if (error instanceof WriterLocked) answer({ kind: 'locked', location: error.location, pid: error.pid });
  else if (error instanceof CannotWrite) answer({ kind: 'unwritable', location: error.location, why: error.why });
  else if (error instanceof RolledBack) {
    const { location, found, lost } = error;
    answer({ kind: 'rolled back', location, found, lost });
  } else if (error instanceof AlteredFile) {
    const { file, sign, advice } = error;
    answer({ kind: 'altered', file, sign, advice });
  } else answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
