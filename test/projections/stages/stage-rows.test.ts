import { describe, expect, it } from '@jest/globals';
import type { Amount } from '../../../events/money.js';
import type { IndicatorDocument, ProjectDocument } from '../../../projections/content-documents.js';
import { filterStageRow, projectStageRows } from '../../../projections/stages/stage-rows.js';

const indicator = (id: string, annualTarget: string, place = 'a0'): IndicatorDocument => {
  return { id, level2: '11', name: id, cycleTarget: '≥90%', annualTarget, place };
};

function project(fiscal: string | null, ...indicators: IndicatorDocument[]): ProjectDocument {
  const funding = { fiscalAppropriation: fiscal as Amount | null, specialAccount: null, other: null };
  const about = { id: 'ward', fundUserId: 'hospital', name: '病房', declaredTotal: null, goal: '', place: 'a0' };
  return { kind: 'project', ...about, funding, indicators };
}

const cellIn = (rows: ReturnType<typeof projectStageRows>, entityId: string, path: string) =>
  rows.find((row) => row.entityId === entityId)?.cells.find((cell) => cell.path === path);

const same = { delta: null, effect: null };

describe('a row in several columns', () => {
  it('that is not there is told from one whose cell is blank', () => {
    const rows = projectStageRows([null, project(null, indicator('a', '≥85%')), project('1.00')]);
    expect(rows.map(({ entityId, present }) => [entityId, present])).toEqual([
      ['ward', [false, true, true]],
      ['a', [false, true, false]],
    ]);
    const path = 'funding.fiscalAppropriation';
    const step = { path, before: null, after: '1.00', delta: '1.00', effect: null };
    expect(cellIn(rows, 'ward', path)).toEqual({
      path,
      values: [null, null, '1.00'],
      steps: [null, null, step],
      overall: step,
    });
    expect(cellIn(rows, 'a', 'annualTarget')).toMatchObject({
      values: [null, '≥85%', null],
      steps: [null, same, same],
    });
  });

  it('tells of a target that was weakened and raised again what became of it at each step, and in the end', () => {
    const rows = projectStageRows(['≥85%', '≥80%', '≥85%', '≥95%'].map((text) => project(null, indicator('a', text))));
    const path = 'annualTarget';
    expect(cellIn(rows, 'a', path)).toEqual({
      path,
      values: ['≥85%', '≥80%', '≥85%', '≥95%'],
      steps: [
        null,
        { path, before: '≥85%', after: '≥80%', delta: '-5', effect: 'WEAKENED' },
        { path, before: '≥80%', after: '≥85%', delta: '5', effect: 'STRENGTHENED' },
        { path, before: '≥85%', after: '≥95%', delta: '10', effect: 'STRENGTHENED' },
      ],
      overall: { path, before: '≥85%', after: '≥95%', delta: '10', effect: 'STRENGTHENED' },
    });
  });

  it('stands among its siblings where the last column has it, and where it stood if it is gone', () => {
    const rows = projectStageRows([
      project(null, indicator('a', '1', 'a0'), indicator('b', '1', 'a1'), indicator('c', '1', 'a2')),
      project(null, indicator('c', '1', 'a2'), indicator('a', '1', 'a3')),
    ]);
    expect(rows.map(({ entityId }) => entityId)).toEqual(['ward', 'b', 'c', 'a']);
    expect(cellIn(rows, 'a', 'place')).toMatchObject({ steps: [null, same] });
    expect(cellIn(rows, 'c', 'place')).toMatchObject({ steps: [null, null] });
  });

  it('is named, and its project with it, as in the last column that has it', () => {
    const rows = projectStageRows([project(null, indicator('a', '1')), { ...project(null), name: '住院楼' }, null]);
    expect(rows.map(({ entityName, projectName }) => [entityName, projectName])).toEqual([
      ['住院楼', '住院楼'],
      ['a', '住院楼'],
    ]);
  });
});

describe('what is asked for of a row', () => {
  const [own, target] = projectStageRows(
    ['≥85%', '≥80%', '≥85%'].map((text) => project('1.00', indicator('a', text))),
  ) as [never, never];
  const paths = (row: Parameters<typeof filterStageRow>[0], filter: Parameters<typeof filterStageRow>[1]) =>
    filterStageRow(row, filter)?.cells.map(({ path }) => path) ?? null;

  it('is everything, or the cells that differ between neighbours, or nothing', () => {
    expect(filterStageRow(own, {})).toBe(own);
    expect(paths(own, { changed: true })).toBe(null);
    expect(paths(target, { changed: true })).toEqual(['annualTarget']);
  });

  it('are targets that were weakened on the way, also where the last column has the first one’s again', () => {
    expect(paths(target, { effects: ['WEAKENED'] })).toEqual(['annualTarget']);
    expect(paths(target, { effects: ['CHANGED'] })).toBe(null);
    expect(paths(own, { effects: ['WEAKENED'] })).toBe(null);
  });
});
