/**
 * A process of its own that opens an event store, appends as its plan says and tells what happens, one JSON object a
 * line, on file descriptor 3. Run with the store's directory and the plan.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { openSqliteEventStore } from '../../../src/adapters/event-store/sqlite/index.js';
import type { CommandOutcome, NewSave } from '../../../src/ports/event-store.js';
import { WriterLocked } from '../../../src/ports/event-store.js';
import { newSave, newStream } from '../ledgers/new-saves.js';

export interface AppenderPlan {
  /** How many saves are issued together, burst by burst; the next one begins when all of the last have an answer. */
  bursts: readonly number[];
  /** Whether the store is then held until the input ends; otherwise it is closed. */
  hold?: boolean;
}

export type Said =
  | { kind: 'open' }
  | { kind: 'locked'; location: string; pid: number | null; message: string }
  | { kind: 'issued'; save: NewSave }
  | { kind: 'acknowledged'; outcome: CommandOutcome }
  | { kind: 'refused'; commandId: string; name: string; message: string }
  | { kind: 'done' };

/**
 * Straight to the operating system, so that what has been said stays said if the process is killed next. Not to the
 * standard output: with threads, node makes that one refuse what a slow listener has no room for yet.
 */
function say(said: Said): void {
  writeSync(3, `${JSON.stringify(said)}\n`);
}

async function run(directory: string, { bursts, hold }: AppenderPlan): Promise<void> {
  const store = await openSqliteEventStore(directory);
  say({ kind: 'open' });
  const streams = [newStream(), newStream(), newStream()];
  const ends = new Map<string, { revision: number; version: number }>();
  for (const size of bursts) {
    const expected = new Map(ends);
    const saves = Array.from({ length: size }, (_, n) => {
      const stream = streams[n % streams.length] ?? '';
      const { revision, version } = expected.get(stream) ?? { revision: -1, version: 0 };
      const events = 1 + ((n + version) % 4);
      expected.set(stream, { revision: revision + events, version: version + 1 });
      return newSave({ stream, expectedRevision: revision, version: version + 1, events });
    });
    for (const save of saves) say({ kind: 'issued', save });
    const append = async (save: NewSave): Promise<void> => {
      const { commandId, stream } = save;
      try {
        const outcome = await store.append(save);
        say({ kind: 'acknowledged', outcome });
        ends.set(stream, { revision: outcome.lastRevision, version: outcome.version });
      } catch (error) {
        const { name, message } = error as Error;
        say({ kind: 'refused', commandId, name, message });
      }
    };
    await Promise.all(saves.map(append));
  }
  say({ kind: 'done' });
  if (hold === true) await once(process.stdin.resume(), 'end');
  await store.close();
}

const [directory = '', plan = ''] = process.argv.slice(2);
try {
  await run(directory, JSON.parse(plan) as AppenderPlan);
} catch (error) {
  if (!(error instanceof WriterLocked)) throw error;
  say({ kind: 'locked', location: error.location, pid: error.pid, message: error.message });
}
