import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ledgerStart } from '../../../events/position.js';
import type { ReadModel } from '../../../src/ports/read-model.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { behind } from '../../support/ledgers/projected-saves.js';
import { referenceReadModel, tableOf } from '../../support/oracles/reference-read-model.js';
import type { ReadModelEngine } from './filled-model.js';
import { ids, openModel, positions, saves } from './filled-model.js';

export function points(engine: ReadModelEngine): void {
  const reference = referenceReadModel(saves);
  const folder = openFolder();
  let reader: ReadModel;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder));
  });
  afterAll(() => folder.leave());

  describe('a point of the ledger', () => {
    it('within a save stands for its end, and behind one for that', async () => {
      for (const { events, save } of saves) {
        for (const { position } of events) expect(await reader.saveEnd(position)).toBe(save.lastPosition);
      }
      for (const position of positions) expect(await reader.saveEnd(position)).toBe(reference.saveEnd(position));
      expect(await reader.saveEnd(ledgerStart)).toBe(ledgerStart);
    });

    it('in time is the last whose clock is not later', async () => {
      const clocks = saves.map(({ save }) => Date.parse(save.clock));
      for (const instant of new Set(clocks.flatMap((clock) => [clock - 1, clock, clock + 1]))) {
        const time = new Date(instant).toISOString();
        expect(await reader.positionAt(time)).toBe(reference.positionAt(time));
      }
      expect(await reader.positionAt('1999-12-31T23:59:59.999Z')).toBe(ledgerStart);
      expect(await reader.positionAt('2999-01-01T00:00:00.000Z')).toBe(saves.at(-1)?.save.lastPosition);
    });

    it('has the save that ends there or before, whatever its budget', async () => {
      for (const position of positions) expect(await reader.lastSave(position)).toEqual(reference.lastSave(position));
      expect(await reader.lastSave(ledgerStart)).toBeNull();
    });
  });

  describe('an id', () => {
    it('is told by what it names', async () => {
      const kinds = {
        budgets: 'BUDGET',
        fundUsers: 'FUND_USER',
        projects: 'PROJECT',
        indicators: 'INDICATOR',
        events: 'EVENT',
        drafts: 'DRAFT',
      } as const;
      for (const [row, kind] of Object.entries(kinds)) {
        for (const id of ids[row as keyof typeof kinds]) expect(await reader.kindOf(id)).toBe(kind);
      }
      expect(await reader.kindOf('no-such-id')).toBeNull();
      expect(await reader.kindOf('')).toBeNull();
    });

    it('of an event leads to its position', async () => {
      for (const { eventId, position } of saves.flatMap(({ events }) => events)) {
        expect(await reader.eventPosition(eventId)).toBe(position);
      }
      expect(await reader.eventPosition(ids.projects[0] ?? '')).toBeNull();
    });

    it('of a budget leads to what never changes about it', async () => {
      for (const { budget } of saves) if (budget) expect(await reader.budget(budget.budgetId)).toEqual(budget);
      expect(await reader.budget('no-such-id')).toBeNull();
    });
  });

  describe('a save', () => {
    it('is found by its version, exactly', async () => {
      for (const { save } of saves) {
        expect(await reader.saveAt(tableOf(save), { version: save.version })).toEqual(save);
      }
      for (const budgetId of ids.budgets) {
        const last = reference.saves(budgetId, Infinity)[0]?.version ?? 0;
        for (const version of [0, -1, last + 1]) expect(await reader.saveAt(budgetId, { version })).toBeNull();
      }
    });

    it('is found at any position as its table’s last one by then', async () => {
      for (const position of positions) {
        for (const tableId of [...ids.budgets, ...ids.drafts, 'no-such-id']) {
          expect(await reader.saveAt(tableId, { position })).toEqual(reference.saveAt(tableId, { position }));
        }
      }
    });

    it('is listed newest first, up to a version, page by page', async () => {
      for (const tableId of [...ids.budgets, ...ids.drafts]) {
        const last = reference.saves(tableId, Infinity)[0]?.version ?? 0;
        for (const version of [0, 1, 2, Math.ceil(last / 2), last, last + 5]) {
          const found = [];
          for (let after: string | null = null; ;) {
            const { rows, more } = await reader.saves(tableId, version, { first: 3, after });
            found.push(...rows);
            expect(more).toBe(found.length < reference.saves(tableId, version).length);
            if (!more) break;
            after = rows.at(-1)?.key ?? null;
          }
          expect(found.map(({ row }) => row)).toEqual(reference.saves(tableId, version));
        }
        expect(await reader.saves(tableId, -1, { first: 3, after: null })).toEqual({ rows: [], more: false });
      }
    });
  });

  describe('a content', () => {
    it('is given by its hash, in the order that was asked for', async () => {
      const bodies = new Map(saves.flatMap(({ contents }) => [...contents]));
      const hashes = [...bodies.keys()].reverse();
      expect(await reader.contents(hashes)).toEqual(hashes.map((hash) => bodies.get(hash)));
      const [one = '', other = ''] = hashes;
      expect(await reader.contents([other, one, other])).toEqual([other, one, other].map((hash) => bodies.get(hash)));
      expect(await reader.contents([])).toEqual([]);
    });

    it('that is not there is an error of the store', async () => {
      await expect(reader.contents(['0'.repeat(64)])).rejects.toThrow(Error);
    });
  });

  describe('the row that holds at a position', () => {
    it('is the newest by then of each id, null before the first, in the order of the ids', async () => {
      const unknown = ['no-such-id'];
      for (const position of positions) {
        const { fundUsers, projects, indicators } = ids;
        const [one, two, three] = [fundUsers, projects, indicators].map((row) => [
          ...row,
          ...unknown,
          ...row.slice(0, 1),
        ]);
        const asked = [
          await reader.fundUserVersions(one ?? [], position),
          await reader.projectVersions(two ?? [], position),
          await reader.indicatorVersions(three ?? [], position),
        ];
        expect(asked).toEqual([
          reference.fundUserVersions(one ?? [], position),
          reference.projectVersions(two ?? [], position),
          reference.indicatorVersions(three ?? [], position),
        ]);
      }
    });

    it('begins with the save that wrote it and ends with the next one', async () => {
      for (const row of saves.flatMap(({ save, projects }) => (save.draftId === null ? projects : []))) {
        const before = saves.findLast(({ save }) => save.lastPosition < row.position)?.save.lastPosition ?? ledgerStart;
        expect(await reader.projectVersions([row.projectId], row.position)).toEqual([row]);
        expect(await reader.projectVersions([row.projectId], behind(row.position))).toEqual([row]);
        const [older] = await reader.projectVersions([row.projectId], before);
        expect((older?.position ?? ledgerStart) < row.position).toBe(true);
        expect(older).not.toEqual(row);
      }
    });
  });
}
