import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sumAmounts } from '../../../events/money.js';
import { readTarget } from '../../../events/target.js';
import type { Position } from '../../../events/position.js';
import type { FundingSums, IndicatorVersion, ProjectVersion } from '../../../projections/rows.js';
import type { Aggregates, IndicatorGrouping, ProjectGroup, ProjectGrouping } from '../../../src/ports/read-model.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { branchOf } from '../../support/oracles/all-answers.js';
import { referenceReadModel } from '../../support/oracles/reference-read-model.js';
import { draw, indicatorsFilters, projectsFilters } from '../../support/random/filters.js';
import { changeFilters, draftsAsked } from '../../support/random/recorded-filters.js';
import type { EngineWith } from './filled-model.js';
import { ids, openModel, positions, saves, spread, tried } from './filled-model.js';

const projectKeys: Record<Exclude<ProjectGrouping, 'SOURCE'>, (row: ProjectVersion) => string> = {
  BUDGET: (row) => row.budgetId,
  FUND_USER: (row) => row.fundUserId,
  UNIT: (row) => row.unitKey,
  FISCAL_YEAR: (row) => String(row.fiscalYear),
};
const indicatorKeys: Record<IndicatorGrouping, (row: IndicatorVersion) => string> = {
  BUDGET: (row) => row.budgetId,
  PROJECT: (row) => row.projectId,
  UNIT: (row) => row.unitKey,
  FISCAL_YEAR: (row) => String(row.fiscalYear),
  LEVEL1: (row) => row.level2.slice(0, 1),
  LEVEL2: (row) => row.level2,
  KIND: (row) => readTarget(row.annualTarget).kind,
};
const enough = 100_000;

export function aggregates(engine: EngineWith<Aggregates>): void {
  const reference = referenceReadModel(saves);
  const head = positions.at(-1) as Position;
  const branches = ids.drafts.flatMap((id) => reference.draft(id, head)?.draft ?? []).map(branchOf);
  const folder = openFolder();
  let reader: Aggregates;
  beforeAll(async () => {
    ({ reader } = await openModel(engine, folder));
  });
  afterAll(() => folder.leave());
  const asked = tried(engine, spread(positions, 92));

  describe('the sums of projects', () => {
    const groupings = Object.keys(projectKeys) as (keyof typeof projectKeys)[];

    it.each([...groupings, null])('by %s are those of the rows that match', async (by) => {
      for (const [turn, at] of asked.entries()) {
        for (const filter of [{}, ...draw(projectsFilters(ids), turn, 3)]) {
          const rows = reference.projects(filter, 'PLACE_ASC', at);
          const expected = groupsOf(rows, by === null ? () => '' : projectKeys[by]).map(summed);
          const found = await reader.projectGroups(filter, by, at, enough);
          expect(found?.sort(byKey)).toEqual(by === null && rows.length === 0 ? [summed(['', []])] : expected);
        }
      }
    });

    it('are none where more than the bound match, and are where the bound is met', async () => {
      const at = positions.at(-1) as Position;
      const rows = reference.projects({}, 'PLACE_ASC', at).length;
      expect(await reader.projectGroups({}, 'UNIT', at, rows - 1)).toBeNull();
      expect(await reader.projectGroups({}, null, at, rows)).toMatchObject([{ projects: rows }]);
    });
  });

  describe('the rows that were edited often', () => {
    it('are those of which so many saves changed a cell that matches, each with its newest such cell', async () => {
      let told = 0;
      for (const [turn, at] of asked.entries()) {
        for (const filter of [{}, ...draw(changeFilters(ids), turn, 3)]) {
          const [drafts = 'INCLUDED' as const] = draw(draftsAsked(branches), turn, 1);
          for (const matching of [filter, { ...filter, drafts }]) {
            const counts = reference.edits(matching, at);
            const newest = reference.changes(matching, 'NEWEST_FIRST', at);
            for (const moreThan of [0, 1, 3]) {
              const expected = [...counts].flatMap(([entityId, edits]) => {
                const last = newest.find((row) => row.entityId === entityId);
                if (edits <= moreThan || last === undefined) return [];
                return [{ entityId, edits, last: { position: last.position, ordinal: last.ordinal } }];
              });
              const found = await reader.editedRows(matching, moreThan, at, enough);
              expect(found?.sort(byEntity)).toEqual(expected.sort(byEntity));
              told += moreThan === 3 ? expected.length : 0;
            }
          }
        }
      }
      expect(told).toBeGreaterThan(5);
    });

    it('are none where more cells than the bound match, and are where the bound is met', async () => {
      const at = positions.at(-1) as Position;
      const filter = { kinds: ['MODIFIED' as const], drafts: 'INCLUDED' as const };
      const cells = reference.changes(filter, 'OLDEST_FIRST', at).length;
      expect(await reader.editedRows(filter, 0, at, cells - 1)).toBeNull();
      expect((await reader.editedRows(filter, 0, at, cells))?.length).toBeGreaterThan(0);
    });
  });

  describe('the numbers of indicators', () => {
    it.each(Object.keys(indicatorKeys) as IndicatorGrouping[])('by %s are those of the rows that match', async (by) => {
      for (const [turn, at] of asked.entries()) {
        for (const filter of [{}, ...draw(indicatorsFilters(ids), turn, 3)]) {
          const groups = groupsOf(reference.indicators(filter, 'PLACE_ASC', at), indicatorKeys[by]);
          const found = await reader.indicatorGroups(filter, by, at, enough);
          expect(found?.sort(byKey)).toEqual(groups.map(([key, rows]) => ({ key, indicators: rows.length })));
        }
      }
    });

    it('are none where more than the bound match, and are where the bound is met', async () => {
      const at = positions.at(-1) as Position;
      const rows = reference.indicators({}, 'PLACE_ASC', at).length;
      expect(await reader.indicatorGroups({}, 'LEVEL1', at, rows - 1)).toBeNull();
      expect(await reader.indicatorGroups({}, 'LEVEL1', at, rows)).not.toBeNull();
    });
  });
}

function groupsOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
}

function summed([key, rows]: [string, ProjectVersion[]]): ProjectGroup {
  const of = <Value>(value: (source: keyof FundingSums) => Value) => ({
    fiscalAppropriation: value('fiscalAppropriation'),
    specialAccount: value('specialAccount'),
    other: value('other'),
  });
  return {
    key,
    projects: rows.length,
    sums: of((source) => sumAmounts(rows.map(({ funding }) => funding[source]))),
    funded: of((source) => rows.filter(({ funding }) => funding[source] !== null).length),
  };
}

function byKey(one: { key: string }, other: { key: string }): number {
  return one.key < other.key ? -1 : 1;
}

function byEntity(one: { entityId: string }, other: { entityId: string }): number {
  return one.entityId < other.entityId ? -1 : 1;
}
