import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { AlteredFile } from '../../../ports/altered-file.js';
import { CannotWrite } from '../../../ports/cannot-write.js';
import { WriterLocked } from '../../../ports/event-store.js';
import type { NewSave } from '../../../ports/event-store.js';
import { openWake } from './wake.js';
import type { Appended, Writer } from './writer.js';
import { openWriter } from './writer.js';

type Told = AlteredFile['sign'];

/** To the writer: saves, a question for the head or for what keeps it from saving, or the end. `numbers` name the answers. */
export type Request =
  | { kind: 'append'; numbers: number[]; saves: NewSave[] }
  | { kind: 'head'; number: number }
  | { kind: 'fault'; number: number }
  | { kind: 'close' };

/** From the writer. */
export type Answer =
  | { kind: 'opened' }
  | { kind: 'locked'; location: string; pid: number | null }
  | { kind: 'unwritable'; location: string; why: string }
  | { kind: 'altered'; file: string; sign: Told; advice: Told }
  | { kind: 'failed'; message: string }
  | { kind: 'appended'; numbers: number[]; answers: Appended[] }
  | { kind: 'fault'; number: number; isFull: boolean }
  | ({ kind: 'head'; number: number } & ({ head: number } | { unavailable: string }));

/** The most that one commit takes, so that its first saves do not wait long for its last. */
const savesPerCommit = 512;
const bytesPerCommit = 8 * 1024 * 1024;

const port = parentPort;
const { directory } = workerData as { directory: string };
const answer = (message: Answer) => port?.postMessage(message);

function serve(writer: Writer): void {
  const wake = openWake(directory);
  answer({ kind: 'opened' });
  port?.on('message', (first: Request) => {
    // Everything that has arrived by now shares the commit.
    const requests = [first];
    for (let more = receive(); more !== null; more = receive()) requests.push(more);
    for (let start = 0; start < requests.length;) start = work(requests, start);
  });

  function receive(): Request | null {
    return port === null ? null : ((receiveMessageOnPort(port)?.message as Request | undefined) ?? null);
  }

  /** Handles the requests from `start` on that can be handled together. @returns the index after them */
  function work(requests: readonly Request[], start: number): number {
    const request = requests[start];
    if (request?.kind === 'head') answer({ kind: 'head', number: request.number, ...writer.head() });
    if (request?.kind === 'fault') answer({ kind: 'fault', number: request.number, isFull: writer.isFull() });
    if (request?.kind === 'close') {
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
  serve(openWriter(directory));
} catch (error) {
  if (error instanceof WriterLocked) answer({ kind: 'locked', location: error.location, pid: error.pid });
  else if (error instanceof CannotWrite) answer({ kind: 'unwritable', location: error.location, why: error.why });
  else if (error instanceof AlteredFile) {
    const { file, sign, advice } = error;
    answer({ kind: 'altered', file, sign, advice });
  } else answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
