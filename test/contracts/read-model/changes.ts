import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { ChangeOrder, Changes, ResolvedChangeFilter } from '../../../src/ports/read-model.js';
import { branchOf } from '../../support/oracles/all-answers.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { cases } from '../../support/random/cases.js';
import { draw } from '../../support/random/filters.js';
import { changeFilters, correctedIn, draftsAsked } from '../../support/random/recorded-filters.js';
import { referenceReadModel } from '../../support/oracles/reference-read-model.js';
import type { EngineWith } from './filled-model.js';
import { historyFor, openModel, spread, saves as wholeHistory, tried } from './filled-model.js';
import { expectList } from './lists.js';

const all = { first: 100_000, after: null };
const orders: readonly ChangeOrder[] = ['NEWEST_FIRST', 'OLDEST_FIRST'];

export function changes(engine: EngineWith<Changes>): void {
  const { saves, positions, ids } = historyFor(engine);
  const head = positions.at(-1) as Position;
  const some = spread(positions, 35, 8);
  const reference = referenceReadModel(saves);
  const cells = reference.changes({}, 'OLDEST_FIRST', head);
  const branches = ids.drafts.flatMap((id) => reference.draft(id, head)?.draft ?? []).map(branchOf);
  const folder = openFolder();
  let reader: Changes;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder, saves));
  });
  afterAll(() => folder.leave());

  it('gives each by its place, in the order asked, of budgets and of drafts', async () => {
    const every = reference.changes({ drafts: 'INCLUDED' }, 'NEWEST_FIRST', head);
    const asked = tried(engine, spread(every, 60, 20));
    expect(new Set(asked.map(({ draftId }) => draftId === null))).toEqual(new Set([true, false]));
    const places = asked.flatMap(({ position, ordinal }) => [
      { position, ordinal },
      { position, ordinal: ordinal + 10_000 },
    ]);
    expect(await reader.changesAt(places)).toEqual(asked.flatMap((cell) => [cell, null]));
    expect(await reader.changesAt([...places.slice(0, 1), ...places.slice(0, 1)])).toEqual([asked[0], asked[0]]);
    expect(await reader.changesAt([])).toEqual([]);
  });

  describe.each(orders)('the list of them, %s,', (order) => {
    const expectChanges = (filter: ResolvedChangeFilter, at: Position) =>
      expectList(
        (page) => reader.changes(filter, order, at, page),
        (bound) => reader.countChanges(filter, at, bound),
        reference.changes(filter, order, at),
        engine,
      );

    it('holds those by then that match, whatever is asked together', async () => {
      for (const [turn, at] of tried(engine, some).entries()) {
        const behind = some[turn >> 1] as Position;
        for (const filter of draw(changeFilters(ids), turn, cases(12, 4))) await expectChanges(filter, at);
        for (const filter of draw(changeFilters(ids), turn + 1, cases(3, 1)))
          await expectChanges({ ...filter, behind }, at);
      }
    });

    it('holds those of drafts where they are asked for, merged, whatever is asked beside', async () => {
      const found = new Set<string>();
      // Of few positions more is asked, so that each kind of question finds something.
      const asked = tried(engine, some).length < some.length ? 12 : 4;
      for (const [turn, at] of tried(engine, some).entries()) {
        const behind = some[turn >> 1] as Position;
        const filters = [{}, { behind }, ...draw(changeFilters(ids), turn, 3)];
        for (const [index, drafts] of draw(draftsAsked(branches), turn, asked).entries()) {
          const filter = { ...filters[index % filters.length], drafts };
          await expectChanges(filter, at);
          if (reference.changes(filter, order, at).length > 0)
            found.add(typeof drafts === 'string' ? drafts : (Object.keys(drafts)[0] ?? ''));
        }
      }
      expect(found).toEqual(new Set(['INCLUDED', 'only', 'seenFrom']));
    });

    it('holds those of corrected saves, too, each once, whatever is asked beside', async () => {
      const rows = saves.map(({ save }) => save);
      let byCorrection = 0;
      for (const [turn, at] of tried(engine, some).entries()) {
        const filters = draw(changeFilters(ids), turn, cases(6, 3));
        const drafts = draw(draftsAsked(branches), turn, 1)[0];
        for (const [index, corrected] of draw(correctedIn(rows), turn, filters.length).entries()) {
          const said = index % 3 === 0 ? { reason: '算调' } : { basisDocument: turn % 2 === 0 ? '' : '2024〕2' };
          const filter = {
            ...(index % 2 === 0 ? {} : filters[index]),
            ...said,
            ...(index % 3 === 1 && drafts ? { drafts } : {}),
          };
          await expectChanges({ ...filter, corrected }, at);
          const found = reference.changes({ ...filter, corrected }, order, at).length;
          if (found > reference.changes(filter, order, at).length) byCorrection += 1;
        }
      }
      expect(byCorrection).toBeGreaterThan(0);
    });

    it('shows nothing of any draft where none is asked for', async () => {
      const { rows } = await reader.changes({}, order, head, all);
      expect(new Set(rows.map(({ row }) => row.draftId))).toEqual(new Set([null]));
      const { rows: both } = await reader.changes({ drafts: 'INCLUDED' }, order, head, all);
      expect(both.filter(({ row }) => row.draftId === null)).toEqual(rows);
      expect(both.length).toBeGreaterThan(rows.length + 50);
    });

    it('takes every member of a filter by itself', async () => {
      const modified = reference.changes({ kinds: ['MODIFIED'] }, order, head);
      const row = modified.find((each) => each.entityKind === 'INDICATOR') ?? modified[0];
      if (row === undefined) throw new Error('the history modifies nothing');
      const { budgetId, unitKey, fiscalYear, entityId, entityKind, path, kind, actor } = row;
      const members: ResolvedChangeFilter[] = [
        { budgetIds: [budgetId] },
        { units: [unitKey] },
        { fiscalYears: [fiscalYear] },
        { projectIds: [row.projectId ?? ''] },
        { entityIds: [entityId] },
        { entityKinds: [entityKind] },
        { paths: [path] },
        { kinds: [kind] },
        { actorIds: [actor.id] },
        { editorIds: ['drafter-2'] },
        { sources: ['promote'] },
        { reason: '算调' },
        { reason: '' },
        { basisDocument: '' },
        { basisDocument: '2024〕1' },
        { deltaSigns: ['NEGATIVE'] },
        { deltaSigns: ['POSITIVE'] },
        { effects: ['CHANGED'] },
        { text: '信' },
        { text: '信息' },
        { text: '信息系统建' },
        { behind: positions[30] as Position },
      ];
      const telling = members.filter((filter) => {
        const found = reference.changes(filter, order, head).length;
        return found > 0 && found < cells.length;
      });
      // The beginning of the history has nothing of some.
      if (saves.length === wholeHistory.length) expect(telling).toEqual(members);
      else expect(telling.length).toBeGreaterThan(14);
      for (const filter of telling) await expectChanges(filter, head);
    });

    it('finds every part of every text, and nothing that is none', async () => {
      for (const { before, after, entityName } of tried(
        engine,
        cells.filter((_, index) => index % 97 === 0),
      )) {
        for (const value of [before, after, entityName]) {
          const characters = [...(value ?? '')];
          for (const length of [1, 2, 3, 5, characters.length]) {
            const start = Math.max(0, characters.length - length) >> 1;
            const text = characters.slice(start, start + length).join('');
            const { rows } = await reader.changes({ text }, order, head, all);
            expect([text, rows.map(({ row }) => row)]).toEqual([text, reference.changes({ text }, order, head)]);
          }
        }
      }
    });

    const isAt = (one: ChangedCell, other?: ChangedCell) => one.eventId === other?.eventId && one.rank === other.rank;

    it('goes on from a key of the other order with what stood before it there', async () => {
      const other = order === 'NEWEST_FIRST' ? 'OLDEST_FIRST' : 'NEWEST_FIRST';
      for (const filter of [{ kinds: ['MODIFIED'] }, {}, { drafts: 'INCLUDED' }] as const) {
        const wanted = reference.changes(filter, order, head);
        const { rows } = await reader.changes(filter, other, head, all);
        for (const [index, { key }] of rows.entries()) {
          if (index % (engine.slow === true ? 100 : 25) !== 0) continue;
          const before = new Set(rows.slice(0, index).map(({ row }) => `${row.eventId} ${row.rank}`));
          const expected = wanted.filter((row) => before.has(`${row.eventId} ${row.rank}`));
          const behind = wanted.filter(
            (row) => !before.has(`${row.eventId} ${row.rank}`) && !isAt(row, rows[index]?.row),
          );
          for (const size of [7, 100_000]) {
            const back = await reader.changes(filter, order, head, { first: size, after: key });
            expect(back.rows.map(({ row }) => row)).toEqual(expected.slice(0, size));
            expect(back.more).toBe(expected.length > size);
            const further = await reader.changes(filter, order, head, { last: size, before: key });
            expect(further.rows.map(({ row }) => row)).toEqual(behind.slice(-size));
            expect(further.more).toBe(behind.length > size);
          }
        }
      }
    });
  });

  describe('what set a cell last', () => {
    it('is the last change of it by then, and nothing where none was', async () => {
      const everyCell = reference.changes({ drafts: 'INCLUDED' }, 'OLDEST_FIRST', head);
      const addresses = [
        ...new Map(everyCell.map(({ entityId, path }) => [`${entityId} ${path}`, { entityId, path }])).values(),
        { entityId: 'no-such-id', path: 'name' },
        { entityId: ids.projects[0] ?? '', path: 'no.such.path' },
      ];
      for (const at of tried(engine, spread(positions, 15))) {
        expect(await reader.lastChanges(addresses, at)).toEqual(reference.lastChanges(addresses, at));
        for (const branch of branches.filter((_, turn) => turn % 4 === 0)) {
          const seen = reference.lastChanges(addresses, at, branch);
          expect(await reader.lastChanges(addresses, at, branch)).toEqual(seen);
        }
      }
      expect(await reader.lastChanges([], head)).toEqual([]);
    });
  });
}
