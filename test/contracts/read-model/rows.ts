import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { Branch, Rows } from '../../../src/ports/read-model.js';
import { behind } from '../../support/ledgers/projected-saves.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { branchOf, byId } from '../../support/oracles/all-answers.js';
import { referenceReadModel } from '../../support/oracles/reference-read-model.js';
import type { EngineWith } from './filled-model.js';
import { ids, openModel, positions, projectsOnlyInDrafts, saves, spread, tried } from './filled-model.js';

const head = positions.at(-1) as Position;
const some = spread(positions, 24);

const projectIdOf = ({ projectId }: { projectId: string }) => projectId;
const indicatorIdOf = ({ indicatorId }: { indicatorId: string }) => indicatorId;

export function rows(engine: EngineWith<Rows>): void {
  const reference = referenceReadModel(saves);
  const branches = ids.drafts.flatMap((id) => reference.draft(id, head)?.draft ?? []).map(branchOf);
  const folder = openFolder();
  let reader: Rows;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder));
  });
  afterAll(() => folder.leave());

  describe('a budget', () => {
    it('is what never changes about it', async () => {
      for (const { budget } of saves) if (budget) expect(await reader.budget(budget.budgetId)).toEqual(budget);
      expect(await reader.budget('no-such-id')).toBeNull();
    });
  });

  describe('the rows of a draft', () => {
    it('are those that it has set itself, each as it left it by then', async () => {
      for (const position of tried(engine, some)) {
        for (const draftId of [...ids.drafts, 'no-such-id']) {
          const projects = await reader.projectsOfDraft(draftId, position);
          const indicators = await reader.indicatorsOfDraft(draftId, position);
          expect(byId(projects, projectIdOf)).toEqual(byId(reference.projectsOfDraft(draftId, position), projectIdOf));
          expect(byId(indicators, indicatorIdOf)).toEqual(
            byId(reference.indicatorsOfDraft(draftId, position), indicatorIdOf),
          );
        }
      }
      const set = await Promise.all(ids.drafts.map((draftId) => reader.projectsOfDraft(draftId, head)));
      expect(set.flat().length).toBeGreaterThan(5);
    });
  });

  describe('the row that holds at a position', () => {
    it('is the newest by then of each id, null before the first, in the order of the ids', async () => {
      const unknown = ['no-such-id'];
      for (const position of tried(engine, spread(positions, positions.length))) {
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
      const written = saves.flatMap(({ save, projects }) => (save.draftId === null ? projects : []));
      for (const row of tried(engine, written)) {
        const before = saves.findLast(({ save }) => save.lastPosition < row.position)?.save.lastPosition ?? ledgerStart;
        expect(await reader.projectVersions([row.projectId], row.position)).toEqual([row]);
        expect(await reader.projectVersions([row.projectId], behind(row.position))).toEqual([row]);
        const [older] = await reader.projectVersions([row.projectId], before);
        expect((older?.position ?? ledgerStart) < row.position).toBe(true);
        expect(older).not.toEqual(row);
      }
    });
  });

  describe('at a draft', () => {
    it('is the draft’s own, and where it has none its budget’s where it was opened', async () => {
      const own = new Set<string>();
      const before = new Set<string>();
      for (const branch of branches) {
        for (const position of tried(engine, some)) {
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

    it('shows only where the draft is asked for', async () => {
      const inDraft = projectsOnlyInDrafts();
      expect(await reader.projectVersions(inDraft, head)).toEqual(inDraft.map(() => null));
    });
  });
}

function rowsOf(model: RowsById, position: Position, branch: Branch) {
  return Promise.all([
    model.fundUserVersions(ids.fundUsers, position, branch),
    model.projectVersions(ids.projects, position, branch),
    model.indicatorVersions(ids.indicators, position, branch),
  ]);
}

type RowsById = {
  [Question in 'fundUserVersions' | 'projectVersions' | 'indicatorVersions']: (
    ...asked: Parameters<Rows[Question]>
  ) => ReturnType<Rows[Question]> | Awaited<ReturnType<Rows[Question]>>;
};
