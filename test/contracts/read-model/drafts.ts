import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import type { ProjectedSave } from '../../../projections/rows.js';
import type { Branch, ReadModel } from '../../../src/ports/read-model.js';
import { branchOf, budgetAnswers, draftAnswers } from '../../support/oracles/all-answers.js';
import { inFolder, openFolder } from '../../support/ledgers/scratch-folder.js';
import { referenceReadModel } from '../../support/oracles/reference-read-model.js';
import type { ReadModelEngine } from './filled-model.js';
import { ids, openModel, positions, saves } from './filled-model.js';

const head = positions.at(-1) as Position;
const some = positions.filter((at, turn) => turn % 12 === 0 || at === head);

export function drafts(engine: ReadModelEngine): void {
  const reference = referenceReadModel(saves);
  const branches = ids.drafts.flatMap((id) => reference.draft(id, head)?.draft ?? []).map(branchOf);
  const folder = openFolder();
  let reader: ReadModel;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder));
  });
  afterAll(() => folder.leave());

  it('gives those of a budget in the order in which they were opened, each as it was then', async () => {
    const statuses = new Set<string>();
    for (const position of positions) {
      for (const budgetId of [...ids.budgets, 'no-such-id']) {
        const found = await reader.drafts(budgetId, position);
        expect(found).toEqual(reference.drafts(budgetId, position));
        for (const { draft, promoted } of found) statuses.add(promoted === null ? draft.status : 'PROMOTED');
      }
    }
    expect([...statuses].sort()).toEqual(['APPROVED', 'DISCARDED', 'OPEN', 'PROMOTED', 'RETURNED', 'SUBMITTED']);
  });

  it('gives a draft by its id once it was opened, promoted from the save on that took it in', async () => {
    for (const position of positions) {
      for (const draftId of [...ids.drafts, 'no-such-id', ids.budgets[0] ?? '']) {
        expect(await reader.draft(draftId, position)).toEqual(reference.draft(draftId, position));
      }
    }
  });

  it('gives the rows that a draft has, and where it has none its budget’s where it was opened', async () => {
    const own = new Set<string>();
    const before = new Set<string>();
    for (const branch of branches) {
      for (const position of some) {
        const found = await rowsOf(reader, position, branch);
        expect(found).toEqual(await rowsOf(reference, position, branch));
        const last = reference.saveAt(branch.draftId, { position });
        for (const row of found.flat()) {
          if (row !== null && last !== null) (row.position > branch.openedOn ? own : before).add(branch.draftId);
        }
      }
    }
    expect(own.size).toBeGreaterThan(5);
    expect(before.size).toBeGreaterThan(5);
  });

  it('finds the kind of a row that only a draft has', async () => {
    const known = new Set(saves.filter(isOfBudget).flatMap(({ projects }) => projects.map((row) => row.projectId)));
    const inDraft = saves
      .flatMap(({ projects }) => projects.map((row) => row.projectId))
      .filter((id) => !known.has(id));
    expect(inDraft.length).toBeGreaterThan(3);
    for (const id of inDraft) {
      expect(await reader.kindOf(id)).toBe('PROJECT');
      expect(await reader.projectVersions([id], head)).toEqual([null]);
    }
  });

  describe('a table', () => {
    it('of a budget is what it is without them, in every answer', () =>
      inFolder(async (alone) => {
        const { reader: without } = await openModel(engine, alone, saves.filter(isOfBudget));
        for (const position of some) {
          const answers = await budgetAnswers(reader, ids, position);
          expect(JSON.stringify(answers)).toBe(JSON.stringify(await budgetAnswers(without, ids, position)));
        }
      }));

    it('of a draft is what it is without other drafts, and without what its budgets came to since', () =>
      inFolder(async (alone) => {
        for (const branch of branches.filter((_, turn) => turn % 4 === 0)) {
          const needed = saves.filter(
            ({ save }) =>
              save.draftId === branch.draftId || (save.draftId === null && save.lastPosition <= branch.openedOn),
          );
          const { reader: without } = await openModel(engine, alone, needed);
          for (const position of some) {
            const answers = await draftAnswers(reader, ids, branch, position);
            expect(JSON.stringify(answers)).toBe(JSON.stringify(await draftAnswers(without, ids, branch, position)));
          }
        }
      }));
  });
}

const isOfBudget = ({ save }: ProjectedSave) => save.draftId === null;

function rowsOf(model: Rows, position: Position, branch: Branch) {
  return Promise.all([
    model.fundUserVersions(ids.fundUsers, position, branch),
    model.projectVersions(ids.projects, position, branch),
    model.indicatorVersions(ids.indicators, position, branch),
  ]);
}

type Rows = {
  [Question in 'fundUserVersions' | 'projectVersions' | 'indicatorVersions']: (
    ...asked: Parameters<ReadModel[Question]>
  ) => ReturnType<ReadModel[Question]> | Awaited<ReturnType<ReadModel[Question]>>;
};
