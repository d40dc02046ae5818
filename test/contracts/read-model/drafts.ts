import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ledgerStart } from '../../../events/position.js';
import type { DraftFilter, Drafts } from '../../../src/ports/read-model.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { referenceReadModel } from '../../support/oracles/reference-read-model.js';
import type { EngineWith } from './filled-model.js';
import { expectList } from './lists.js';
import { ids, openModel, positions, saves, spread, tried } from './filled-model.js';

export function drafts(engine: EngineWith<Drafts>): void {
  const reference = referenceReadModel(saves);
  const folder = openFolder();
  let reader: Drafts;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder));
  });
  afterAll(() => folder.leave());

  it('gives those of a budget in the order in which they were opened, each as it was then', async () => {
    const statuses = new Set<string>();
    for (const position of tried(engine, positions)) {
      for (const budgetId of [...ids.budgets, 'no-such-id']) {
        const found = await reader.drafts(budgetId, position);
        expect(found).toEqual(reference.drafts(budgetId, position));
        for (const { draft, promoted } of found) statuses.add(promoted === null ? draft.status : 'PROMOTED');
      }
    }
    expect([...statuses].sort()).toEqual(['APPROVED', 'DISCARDED', 'OPEN', 'PROMOTED', 'RETURNED', 'SUBMITTED']);
  });

  it.each(['TIME_ASC', 'TIME_DESC'] as const)('lists them by where they stood, in the order %s', async (order) => {
    const asked: DraftFilter[] = [
      {},
      { statuses: ['SUBMITTED'] },
      { statuses: ['PROMOTED', 'OPEN'] },
      { statuses: ['DISCARDED', 'APPROVED', 'RETURNED'], budgetIds: [ids.budgets[0] ?? ''] },
      { budgetIds: [ids.budgets[1] ?? ''] },
      { budgetIds: [ids.budgets[1] ?? '', 'no-such-id', ids.budgets[0] ?? ''] },
      { budgetIds: ['no-such-id'] },
    ];
    for (const position of tried(engine, spread(positions, 40))) {
      for (const filter of asked) {
        await expectList(
          (page) => reader.draftList(filter, order, position, page),
          (bound) => reader.countDrafts(filter, position, bound),
          reference.draftList(filter, order, position),
          engine,
        );
      }
    }
  });

  it('gives a draft by its id once it was opened, promoted from the save on that took it in', async () => {
    for (const position of spread(positions, positions.length)) {
      const asked = [...ids.drafts, 'no-such-id', ids.budgets[0] ?? '', ...ids.drafts.slice(0, 1)];
      for (const draftId of asked) {
        expect(await reader.draft(draftId, position)).toEqual(reference.draft(draftId, position));
      }
      const expected = asked.map((draftId) => reference.draft(draftId, position));
      expect(await reader.draftsById(asked, position)).toEqual(expected);
    }
    expect(await reader.draftsById([], positions[0] ?? ledgerStart)).toEqual([]);
  });
}
