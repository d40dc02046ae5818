import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import type { ProjectedSave } from '../../../projections/rows.js';
import type { ReadModel } from '../../../src/ports/read-model.js';
import { inFolder, openFolder } from '../../support/ledgers/scratch-folder.js';
import { allAnswers, branchOf, budgetAnswers, draftAnswers } from '../../support/oracles/all-answers.js';
import { referenceReadModel } from '../../support/oracles/reference-read-model.js';
import type { ReadModelEngine } from './filled-model.js';
import { applyAll, checkpointOf, historyFor, isOfBudget, openModel, spread, tried } from './filled-model.js';

const endsOf = (some: readonly ProjectedSave[]) => some.map(({ save }) => save.lastPosition);

/** What holds of all answers together, of a reader that has every part. */
export function everyAnswer(engine: ReadModelEngine): void {
  const { saves, positions, ids } = historyFor(engine);
  const half = saves.slice(0, 20);
  const next = saves.slice(20, 25);
  const head = positions.at(-1) as Position;
  const some = tried(engine, spread(positions, 24, 8));

  describe('applying saves', () => {
    it('gives the same answers however the saves are batched', () =>
      inFolder(async (folder) => {
        const answers = [1, 7, saves.length].map(async (batch) => {
          const { writer, reader } = await openModel(engine, folder, []);
          await applyAll(writer, saves, batch);
          return allAnswers(reader, ids, endsOf(tried(engine, spread(saves, 23, 8))));
        });
        const [one, two, three] = await Promise.all(answers);
        expect(two).toBe(one);
        expect(three).toBe(one);
      }));

    it('changes nothing when they are at or before the checkpoint', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, half);
        const ends = endsOf(tried(engine, spread(half, 20, 8)));
        const before = await allAnswers(reader, ids, ends);
        await writer.apply(half.slice(-3), [], checkpointOf(half));
        await writer.apply(half.slice(5, 9), [], checkpointOf(half.slice(5, 9)));
        expect(await writer.checkpoint()).toEqual(checkpointOf(half));
        expect(await allAnswers(reader, ids, ends)).toBe(before);
      }));

    it('takes from a batch that begins before the checkpoint only what is behind it', () =>
      inFolder(async (folder) => {
        const { writer, reader } = await openModel(engine, folder, half);
        await writer.apply([...half.slice(-4), ...next], [], checkpointOf(next));
        const expected = await openModel(engine, folder, [...half, ...next]);
        const ends = endsOf(tried(engine, spread([...half, ...next], 25, 8)));
        expect(await allAnswers(reader, ids, ends)).toBe(await allAnswers(expected.reader, ids, ends));
      }));
  });

  describe('a table', () => {
    const reference = referenceReadModel(saves);
    const branches = ids.drafts.flatMap((id) => reference.draft(id, head)?.draft ?? []).map(branchOf);
    const folder = openFolder();
    let reader: ReadModel;
    beforeAll(async () => {
      ({ reader } = await openModel(engine, folder, saves));
    });
    afterAll(() => folder.leave());

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
