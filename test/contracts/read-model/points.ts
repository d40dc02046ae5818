import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ledgerStart } from '../../../events/position.js';
import type { Points } from '../../../src/ports/read-model.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { referenceReadModel, tableOf } from '../../support/oracles/reference-read-model.js';
import { cases } from '../../support/random/cases.js';
import { draw } from '../../support/random/filters.js';
import { correctedIn, savesFilters } from '../../support/random/recorded-filters.js';
import type { EngineWith } from './filled-model.js';
import { ids, openModel, positions, projectsOnlyInDrafts, saves, spread, tried } from './filled-model.js';
import { expectList } from './lists.js';

export function points(engine: EngineWith<Points>): void {
  const reference = referenceReadModel(saves);
  const folder = openFolder();
  let reader: Points;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder));
  });
  afterAll(() => folder.leave());

  describe('a point of the ledger', () => {
    it('within a save stands for its end, and behind one for that', async () => {
      for (const { events, save } of tried(engine, saves)) {
        for (const { position } of events) expect(await reader.saveEnd(position)).toBe(save.lastPosition);
      }
      for (const position of tried(engine, positions))
        expect(await reader.saveEnd(position)).toBe(reference.saveEnd(position));
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
      for (const position of tried(engine, positions))
        expect(await reader.lastSave(position)).toEqual(reference.lastSave(position));
      expect(await reader.lastSave(ledgerStart)).toBeNull();
    });
  });

  describe('a command', () => {
    it('has the first save that it made, and one that made none has none', async () => {
      for (const { save } of saves) {
        const first = saves.find((other) => other.save.commandId === save.commandId)?.save;
        expect(await reader.saveByCommand(save.commandId)).toEqual(first);
      }
      expect(await reader.saveByCommand('no-such-command')).toBeNull();
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
        for (const id of ids[row as keyof typeof kinds]) expect(await reader.kindsOf([id])).toEqual([kind]);
      }
      expect(await reader.kindsOf(['no-such-id', ''])).toEqual([null, null]);
      expect(await reader.kindsOf([])).toEqual([]);
    });

    it('is told among many in the order in which they are given, those given twice and those unknown, too', async () => {
      const budget = ids.budgets[0] ?? '';
      const project = ids.projects.at(-1) ?? '';
      const event = ids.events[0] ?? '';
      const many = [project, 'no-such-id', event, budget, project];
      expect(await reader.kindsOf(many)).toEqual(['PROJECT', null, 'EVENT', 'BUDGET', 'PROJECT']);
    });

    it('of a row that only a draft has is told, too', async () => {
      const inDraft = projectsOnlyInDrafts();
      expect(inDraft.length).toBeGreaterThan(3);
      expect(await reader.kindsOf(inDraft)).toEqual(inDraft.map(() => 'PROJECT'));
    });

    it('of an event leads to its position', async () => {
      for (const { eventId, position } of saves.flatMap(({ events }) => events)) {
        expect(await reader.eventPosition(eventId)).toBe(position);
      }
      const [noEvent = ''] = ids.projects;
      expect(await reader.eventPosition(noEvent)).toBeNull();
      const events = saves.flatMap((save) => save.events).reverse();
      const asked = [noEvent, ...events.map(({ eventId }) => eventId), events[0]?.eventId ?? ''];
      const expected = [null, ...events.map(({ position }) => position), events[0]?.position];
      expect(await reader.eventPositions(asked)).toEqual(expected);
      expect(await reader.eventPositions([])).toEqual([]);
    });
  });

  describe('a save', () => {
    it('of a table, of a budget with its drafts, or of the ledger is found behind a position, in ledger order', async () => {
      const some = spread(positions, 12, 6);
      const owners = [...ids.budgets, ...ids.drafts, 'no-such-id'];
      let found = 0;
      for (const [index, behind] of [ledgerStart, ...some].entries()) {
        const upTo = some[index + 2] ?? positions.at(-1) ?? ledgerStart;
        const within = saves
          .map(({ save }) => save)
          .filter((save) => save.lastPosition > behind && save.lastPosition <= upTo);
        expect(await reader.savesBehind('LEDGER', behind, upTo, 1_000)).toEqual(within);
        for (const id of owners) {
          const ofTable = within.filter((save) => tableOf(save) === id);
          const ofBudget = within.filter(({ budgetId }) => budgetId === id);
          expect(await reader.savesBehind({ tableId: id }, behind, upTo, 1_000)).toEqual(ofTable);
          expect(await reader.savesBehind({ budgetId: id }, behind, upTo, 1_000)).toEqual(ofBudget);
          expect(await reader.savesBehind({ budgetId: id }, behind, upTo, 2)).toEqual(ofBudget.slice(0, 2));
          if (ids.budgets.includes(id)) found += ofBudget.length - ofTable.length;
        }
        expect(await reader.savesBehind('LEDGER', upTo, behind, 1_000)).toEqual([]);
      }
      expect(found).toBeGreaterThan(0);
    });

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
      for (const position of spread(positions, positions.length)) {
        for (const tableId of [...ids.budgets, ...ids.drafts, 'no-such-id']) {
          expect(await reader.saveAt(tableId, { position })).toEqual(reference.saveAt(tableId, { position }));
        }
      }
    });

    it.each(['NEWEST_FIRST', 'OLDEST_FIRST'] as const)(
      'is listed over the whole ledger, %s, whatever is asked together',
      async (order) => {
        const rows = saves.map(({ save }) => save);
        let told = 0;
        for (const [turn, at] of tried(engine, spread(positions, 12)).entries()) {
          const [corrected] = draw(correctedIn(rows), turn, 1);
          const behind = positions[turn >> 1] ?? ledgerStart;
          const asked = draw(savesFilters(ids), turn, cases(12, 6));
          for (const filter of [
            {},
            ...asked,
            { ...asked[0], behind },
            { ...asked[1], reason: '算调', ...(corrected && { corrected }) },
          ]) {
            const expected = reference.ledgerSaves(filter, order, at);
            if (expected.length > 0) told += 1;
            await expectList(
              (page) => reader.ledgerSaves(filter, order, at, page),
              (bound) => reader.countLedgerSaves(filter, at, bound),
              expected,
              engine,
            );
          }
        }
        expect(told).toBeGreaterThan(3);
      },
    );

    it('is found where somebody approved or promoted their own work', async () => {
      const at = positions.at(-1) ?? ledgerStart;
      const expected = reference.ledgerSaves({ ownWork: true }, 'OLDEST_FIRST', at);
      const { rows } = await reader.ledgerSaves({ ownWork: true }, 'OLDEST_FIRST', at, { first: 500, after: null });
      expect(rows.map(({ row }) => row)).toEqual(expected);
    });

    it('is found among many in the order asked, by version or position, those asked twice and those unknown, too', async () => {
      for (const position of spread(positions, positions.length)) {
        const tables = [...ids.budgets, ...ids.drafts, 'no-such-id', ...ids.budgets.slice(0, 1)];
        const asked = tables.flatMap((tableId, index) => [
          { tableId, position },
          { tableId, version: index },
        ]);
        const expected = asked.map(({ tableId, ...at }) => reference.saveAt(tableId, at));
        expect(await reader.savesAt(asked)).toEqual(expected);
      }
      expect(await reader.savesAt([])).toEqual([]);
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
}
