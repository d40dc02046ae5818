import { describe, expect, it } from '@jest/globals';
import { ledgerStart } from '../../../events/position.js';
import type { Position } from '../../../events/position.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import type { Progress } from '../../../src/ports/read-model.js';
import type { EngineWith } from './filled-model.js';
import { checkpointOf, openModel, saves } from './filled-model.js';

const half = saves.slice(0, 20);
const [next] = saves.slice(20);
const soon = 50;
/** Longer than any test may take: what does not come to an end by itself fails. */
const forEver = 3_600_000;

export function progress(engine: EngineWith<Progress>): void {
  const nextPosition = next?.save.lastPosition as Position;
  const halt = { position: nextPosition, eventId: 'event', message: 'no', since: '2024-06-01T00:00:00.000Z' };

  describe('waiting for a position', () => {
    it('is over at once where it has been reached', () =>
      inFolder(async (folder) => {
        const { reader } = await openModel(engine, folder, half);
        for (const { save } of half) expect(await reader.reached(save.lastPosition, 0)).toBe(true);
        expect(await reader.reached(ledgerStart, 0)).toBe(true);
      }));

    it('ends when a save is applied that reaches it', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, half);
        const within = next?.events[0]?.position as Position;
        const waits = [nextPosition, within].map((position) => reader.reached(position, forEver));
        await writer.apply(next ? [next] : [], [], checkpointOf(next ? [next] : []));
        expect(await Promise.all(waits)).toEqual([true, true]);
      }));

    it('goes on over saves that do not reach it', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, half);
        const one = saves.slice(20, 22);
        const two = saves.slice(22, 24);
        const wait = reader.reached(checkpointOf(two).position, forEver);
        await writer.apply(one, [], checkpointOf(one));
        expect(await reader.reached(checkpointOf(one).position, forEver)).toBe(true);
        await writer.apply(two, [], checkpointOf(two));
        expect(await wait).toBe(true);
      }));

    it('is given up in the time that was said', () =>
      inFolder(async (folder) => {
        const { reader } = await openModel(engine, folder, half);
        expect(await reader.reached(nextPosition, 0)).toBe(false);
        const start = performance.now();
        expect(await reader.reached(nextPosition, soon)).toBe(false);
        expect(performance.now() - start).toBeGreaterThanOrEqual(soon - 2);
      }));

    it('is given up when a projection has halted, before or meanwhile', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, half);
        const wait = reader.reached(nextPosition, forEver);
        await writer.halt(halt);
        expect(await wait).toBe(false);
        expect(await reader.reached(nextPosition, forEver)).toBe(false);
        expect(await reader.reached(checkpointOf(half).position, forEver)).toBe(true);
      }));
  });
  describe('who fills it', () => {
    it('is somebody as long as a writer has it open, and nobody afterwards', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, half);
        expect(await reader.leader()).not.toBeNull();
        await folder.close(writer);
        expect(await reader.leader()).toBeNull();
      }));
  });

  describe('waiting for more', () => {
    it('is over at once where there is more', () =>
      inFolder(async (folder) => {
        const { reader } = await openModel(engine, folder, half);
        for (const { save } of half.slice(0, -1))
          await reader.advanced(save.lastPosition, new AbortController().signal);
      }));

    it('ends when a save is applied behind the position', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, half);
        const wait = reader.advanced(checkpointOf(half).position, new AbortController().signal);
        await writer.apply(next ? [next] : [], [], checkpointOf(next ? [next] : []));
        await wait;
        expect((await reader.status()).position).toBe(nextPosition);
      }));

    it('ends when the signal aborts, before or meanwhile', () =>
      inFolder(async (folder) => {
        const { reader } = await openModel(engine, folder, half);
        const before = new AbortController();
        const meanwhile = new AbortController();
        before.abort();
        await reader.advanced(nextPosition, before.signal);
        const wait = reader.advanced(nextPosition, meanwhile.signal);
        meanwhile.abort();
        await wait;
        expect((await reader.status()).position).toBe(checkpointOf(half).position);
      }));
  });
}
