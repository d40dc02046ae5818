import type { NewSave } from '../../../src/ports/event-store.js';
import { newSave } from './new-saves.js';

/** Saves of one stream, each on the one before it. */
export function chain(stream: string, count: number, bytesEach = 40): NewSave[] {
  return Array.from({ length: count }, (_, n) =>
    newSave({ stream, expectedRevision: n - 1, version: n + 1, events: [JSON.stringify('x'.repeat(bytesEach))] }),
  );
}
