import { describe, expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import type { Halt, Points, Progress, Snapshots } from '../../../src/ports/read-model.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { referenceReadModel, tableOf } from '../../support/oracles/reference-read-model.js';
import type { EngineWith } from './filled-model.js';
import { applyAll, checkpointOf, ids, openModel, saves } from './filled-model.js';

const half = saves.slice(0, 20);
const next = saves.slice(20, 25);
const halt: Halt = {
  position: '0000000000000777' as Position,
  eventId: 'event-7',
  message: '无法应用',
  since: '2024-06-01T00:00:00.000Z',
};

export function writing(engine: EngineWith<Progress & Points & Snapshots>): void {
  describe('applying saves', () => {
    it('moves the checkpoint and shows the rows, together', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, []);
        expect(await writer.checkpoint()).toEqual(checkpointOf([]));
        expect(await reader.status()).toEqual({ ...checkpointOf([]), halt: null });
        for (const [index, save] of saves.entries()) {
          const checkpoint = checkpointOf([save]);
          await writer.apply([save], [], checkpoint);
          expect(await writer.checkpoint()).toEqual(checkpoint);
          expect(await reader.status()).toEqual({ ...checkpoint, halt: null });
          expect(await reader.lastSave('9' as Position)).toEqual(save.save);
          const later = saves[index + 1]?.save;
          if (later) expect(await reader.saveAt(tableOf(later), { version: later.version })).toBeNull();
        }
      }));

    it('moves the checkpoint alone, where nothing that was read leaves a row', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, half);
        const before = await reader.lastSave('9' as Position);
        const checkpoint = checkpointOf(next);
        await writer.apply([], [], checkpoint);
        expect(await writer.checkpoint()).toEqual(checkpoint);
        expect(await reader.status()).toEqual({ ...checkpoint, halt: null });
        expect(await reader.lastSave('9' as Position)).toEqual(before);
      }));

    it('is still there when the writer is opened again', () =>
      inFolder(async (folder) => {
        const { directory, writer } = await openModel(engine, folder, half);
        await folder.close(writer);
        const again = folder.closing(await engine.openWriter(directory));
        expect(await again.checkpoint()).toEqual(checkpointOf(half));
        await applyAll(again, next);
        expect(await again.checkpoint()).toEqual(checkpointOf(next));
        expect(await again.saveAt(half[0]?.save.budgetId ?? '', { version: 1 })).toEqual(half[0]?.save);
      }));
  });

  describe('a correction of clocks', () => {
    it('is what times resolve by from then on, over a restart too, and nothing else of the saves changes', () =>
      inFolder(async (folder) => {
        const { directory, writer, reader } = await openModel(engine, folder, half);
        const wrong = half[7]?.save;
        const right = half[6]?.save;
        if (wrong === undefined || right === undefined) throw new TypeError('unreachable');
        const clock = right.clock;
        const end = next[0]?.save.lastPosition ?? wrong.lastPosition;
        const corrected = { ...checkpointOf(half), position: end, corrected: end };
        const clocks = half.slice(7).map(({ save: { lastPosition: position } }) => ({ position, clock }));
        await writer.apply([], [], corrected, clocks);
        await folder.close(writer);
        const again = folder.closing(await engine.openWriter(directory));
        expect(await again.checkpoint()).toEqual(corrected);
        expect(await reader.status()).toEqual({ ...corrected, halt: null });
        for (const { save } of half.slice(7)) {
          const address = [tableOf(save), { version: save.version }] as const;
          expect(await reader.saveAt(...address)).toEqual({ ...save, clock });
          expect(await again.lastSave(save.lastPosition)).toEqual({ ...save, clock });
        }
        expect(await reader.lastSave(right.lastPosition)).toEqual(right);
        expect(await reader.positionAt(clock)).toBe(half.at(-1)?.save.lastPosition);
      }));
  });

  describe('a halt', () => {
    it('is remembered, over a restart too, until the next apply', () =>
      inFolder(async (folder) => {
        const { directory, writer, reader } = await openModel(engine, folder, half);
        await writer.halt(halt);
        expect(await reader.status()).toEqual({ ...checkpointOf(half), halt });
        await folder.close(writer);
        expect(await reader.status()).toEqual({ ...checkpointOf(half), halt });
        const again = folder.closing(await engine.openWriter(directory));
        expect(await reader.status()).toEqual({ ...checkpointOf(half), halt });
        await again.apply(next, [], checkpointOf(next));
        expect(await reader.status()).toEqual({ ...checkpointOf(next), halt: null });
      }));

    it('that comes after another is the one that is remembered', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, half);
        await writer.halt(halt);
        const later = { ...halt, eventId: 'event-8', message: 'again' };
        await writer.halt(later);
        expect((await reader.status()).halt).toEqual(later);
      }));
  });

  describe('a snapshot', () => {
    const stream = 'budget-1';
    const other = 'budget-2';
    const both = (model: Snapshots) => Promise.all([stream, other].map((name) => model.snapshot(name)));

    it('is kept for its stream, and replaced by a newer one alone', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, []);
        expect(await both(writer)).toEqual([null, null]);
        expect(await both(reader)).toEqual([null, null]);
        const older = { stream, revision: 7, body: '{"a":"旧"}' };
        const newer = { stream, revision: 12, body: '{"a":"新"}' };
        const others = { stream: other, revision: 3, body: '{}' };
        await writer.apply(half.slice(0, 2), [older, others], checkpointOf(half.slice(0, 2)));
        expect(await both(writer)).toEqual([older, others]);
        await writer.apply(half.slice(2, 4), [newer], checkpointOf(half.slice(2, 4)));
        expect(await both(writer)).toEqual([newer, others]);
        expect(await both(reader)).toEqual([newer, others]);
        await writer.apply(half.slice(0, 2), [older], checkpointOf(half.slice(0, 2)));
        expect(await both(reader)).toEqual([newer, others]);
      }));
  });

  describe('what the writer reads back', () => {
    it('is the content, the saves and the drafts that it has applied', () =>
      inFolder(async (folder) => {
        const { writer } = await openModel(engine, folder, half);
        const reference = referenceReadModel(half);
        for (const { contents } of half) {
          for (const [hash, body] of contents) expect(await writer.content(hash)).toBe(body);
        }
        expect(await writer.content('0'.repeat(64))).toBeNull();
        for (const { save } of [...half, ...next]) {
          for (const at of [{ version: save.version }, { position: save.lastPosition }]) {
            expect(await writer.saveAt(tableOf(save), at)).toEqual(reference.saveAt(tableOf(save), at));
          }
        }
        for (const draftId of ids.drafts) {
          const newest = reference.draft(draftId, checkpointOf(half).position)?.draft ?? null;
          expect(await writer.draft(draftId)).toEqual(newest);
        }
      }));
  });
}
