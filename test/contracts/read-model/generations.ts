import { describe, expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import type { ReadModel } from '../../../src/ports/read-model.js';
import { allAnswers } from '../../support/oracles/all-answers.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import type { ReadModelEngine } from './filled-model.js';
import { applyAll, checkpointOf, historyFor, openModel, spread, tried } from './filled-model.js';

export function generations(engine: ReadModelEngine): void {
  const { saves, ids } = historyFor(engine);
  const half = saves.slice(0, 20);
  const ends = tried(engine, spread(half, 20, 8)).map(({ save }) => save.lastPosition);
  const shown = (reader: ReadModel) => allAnswers(reader, ids, ends);

  describe('a rebuild beside the copy that serves', () => {
    it('begins with nothing, and shows no reader anything', () =>
      inFolder(async (folder) => {
        const { directory, writer, reader } = await openModel(engine, folder, half);
        const before = await shown(reader);
        await folder.close(writer);
        const rebuilt = folder.closing(await engine.openWriter(directory, { rebuild: true }));
        expect(await rebuilt.checkpoint()).toEqual(checkpointOf([]));
        expect(await rebuilt.saveAt(ids.budgets[0] ?? '', { version: 1 })).toBeNull();
        expect(await rebuilt.draft(ids.drafts[0] ?? '')).toBeNull();
        expect(await rebuilt.content(half[0]?.save.contentHash ?? '')).toBeNull();
        await applyAll(rebuilt, saves);
        await rebuilt.halt({ position: '1' as Position, eventId: 'event', message: 'no', since: '' });
        expect(await shown(reader)).toBe(before);
        const another = folder.closing(await engine.openReader(directory));
        expect(await shown(another)).toBe(before);
      }));

    it('is what every reader sees once it is served', () =>
      inFolder(async (folder) => {
        const { directory, writer, reader } = await openModel(engine, folder, half);
        await folder.close(writer);
        const rebuilt = folder.closing(await engine.openWriter(directory, { rebuild: true }));
        await applyAll(rebuilt, saves);
        const { position } = checkpointOf(saves);
        const wait = reader.reached(position, 3_600_000);
        await rebuilt.serve();
        expect(await wait).toBe(true);
        const another = folder.closing(await engine.openReader(directory));
        for (const each of [reader, another]) {
          expect(await each.status()).toEqual({ ...checkpointOf(saves), halt: null });
          expect(await each.lastSave(position)).toEqual(saves.at(-1)?.save);
        }
        expect(await shown(reader)).toBe(await shown(another));
      }));

    it('goes on being filled after it was served, as does a copy that served already', () =>
      inFolder(async (folder) => {
        const { directory, writer, reader } = await openModel(engine, folder, half);
        await folder.close(writer);
        const rebuilt = folder.closing(await engine.openWriter(directory, { rebuild: true }));
        await applyAll(rebuilt, half);
        for (const next of [saves.slice(20, 22), saves.slice(22, 24)]) {
          await rebuilt.serve();
          await applyAll(rebuilt, next);
          expect(await reader.reached(checkpointOf(next).position, 3_600_000)).toBe(true);
        }
      }));

    it('that was never served is left aside by the next writer', () =>
      inFolder(async (folder) => {
        const { directory, writer, reader } = await openModel(engine, folder, half);
        const before = await shown(reader);
        await folder.close(writer);
        const rebuilt = folder.closing(await engine.openWriter(directory, { rebuild: true }));
        await applyAll(rebuilt, saves.slice(0, 3));
        await folder.close(rebuilt);
        const again = folder.closing(await engine.openWriter(directory));
        expect(await again.checkpoint()).toEqual(checkpointOf(half));
        expect(await shown(reader)).toBe(before);
        await applyAll(again, saves.slice(20));
        expect(await reader.reached(checkpointOf(saves).position, 3_600_000)).toBe(true);
      }));
  });
}
