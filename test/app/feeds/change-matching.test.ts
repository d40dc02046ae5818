import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import type { ChangedCell } from '../../../projections/rows.js';
import { openSqliteReadModel, openSqliteReadModelWriter } from '../../../src/adapters/read-model/sqlite/index.js';
import { topicsOfChange, wantedChanges } from '../../../src/app/feeds/change-matching.js';
import { topicsOfSave, wantedSaves } from '../../../src/app/feeds/save-matching.js';
import type { ReadModel, ResolvedChangeFilter, SavesOf } from '../../../src/ports/read-model.js';
import { ids, openModel, positions } from '../../contracts/read-model/filled-model.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { branchOf } from '../../support/oracles/all-answers.js';
import { cases } from '../../support/random/cases.js';
import { draw } from '../../support/random/filters.js';
import { changeFilters, draftsAsked } from '../../support/random/recorded-filters.js';

const folder = openFolder();
const head = positions.at(-1) as Position;
const all = { first: 100_000, after: null };
let reader: ReadModel;
beforeAll(async () => {
  const engine = { openWriter: openSqliteReadModelWriter, openReader: openSqliteReadModel };
  ({ reader } = await openModel(engine, folder));
});
afterAll(() => folder.leave());

async function listed(filter: ResolvedChangeFilter): Promise<ChangedCell[]> {
  return (await reader.changes(filter, 'OLDEST_FIRST', head, all)).rows.map(({ row }) => row);
}

describe('what a feed waits for', () => {
  it('are the changes of the list with the same filter, by the cells and by their topics alike', async () => {
    const cells = await listed({ drafts: 'INCLUDED' });
    const branches = await Promise.all(ids.drafts.map(async (id) => (await reader.draft(id, head))?.draft));
    const drafts = draftsAsked(branches.flatMap((draft) => (draft === undefined ? [] : [branchOf(draft)])));
    const count = cases(300, 120);
    const asked = draw(changeFilters(ids), 11, count);
    const ofDrafts = draw(drafts, 12, count);
    let found = 0;
    for (const [turn, members] of asked.entries()) {
      const ofDraft = turn % 2 === 0 ? {} : { drafts: ofDrafts[turn] ?? 'INCLUDED' };
      const filter = { ...members, ...ofDraft };
      const { holds, topics } = wantedChanges(filter);
      const wanted = cells.filter(holds);
      expect({ filter, wanted }).toEqual({ filter, wanted: await listed(filter) });
      expect(
        wanted.every((cell) => topics === null || topicsOfChange(cell).some((each) => topics.includes(each))),
      ).toBe(true);
      found += wanted.length;
    }
    expect(found).toBeGreaterThan(count);
  });

  it('are the saves of the table, of the budget with its drafts, or all', async () => {
    const every = await reader.savesBehind('LEDGER', positions[0] as Position, head, 100_000);
    const tables = [...ids.budgets, ...ids.drafts];
    const asked: SavesOf[] = [
      'LEDGER',
      ...tables.map((tableId) => ({ tableId })),
      ...ids.budgets.map((budgetId) => ({ budgetId })),
    ];
    for (const of of asked) {
      const { holds, topics } = wantedSaves(of);
      const wanted = every.filter(holds);
      expect(wanted).toEqual(await reader.savesBehind(of, positions[0] as Position, head, 100_000));
      expect(wanted.length).toBeGreaterThan(0);
      expect(wanted.every((save) => topics === null || topicsOfSave(save).some((each) => topics.includes(each)))).toBe(
        true,
      );
    }
  });
});
