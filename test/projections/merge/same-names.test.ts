import { describe, expect, it } from '@jest/globals';
import type { Resolution } from '../../../projections/merge/choices.js';
import { fact, indicator, projectAdded } from '../../support/given-when-then/budget-builders.js';
import { refusalOf } from '../../support/given-when-then/decider-spec.js';
import { merging, rowsOf, tables, told } from '../../support/given-when-then/merging.js';

describe('choices about rows of one name', () => {
  const called = (projectId: string, name: string) => fact('ProjectRenamed', { projectId, name });
  const kitchen = projectAdded('kitchen', { name: '病房', place: 'a2', indicators: [indicator('k')] });
  const chosen = (choice: Resolution['choice'], entityId = 'kitchen'): Resolution => ({
    entityId,
    path: 'name',
    choice,
  });

  const kitchenCells = Array.from({ length: 8 }, () => expect.stringMatching(/^k/) as unknown);

  it('have all of them be as one side has them', () => {
    const given = tables([called('ward', '病房')], [kitchen]);
    expect(told(merging(given))).toMatchObject([
      ['SAME_NAME', 'kitchen.name', 'ward.name: ward → 病房 | ward', ...kitchenCells],
    ]);
    expect(rowsOf(merging(given, chosen('OURS')))).toEqual({});
    expect(rowsOf(merging(given, chosen('THEIRS')))).toMatchObject({
      ward: { cells: { name: 'ward' } },
      kitchen: { inForce: true },
      k: { inForce: true },
    });
    expect(merging(given, chosen('THEIRS', 'ward')).rows).toEqual(merging(given, chosen('THEIRS')).rows);
  });

  it('are refused where a third row has the name that one goes back to', () => {
    const given = tables([called('ward', '病房'), called('lab', 'ward')], [kitchen]);
    const { argument, message } = refusalOf(() => merging(given, chosen('THEIRS')));
    expect(argument).toEqual(['resolutions', '0']);
    expect(message).toContain('将有 2 行同名“ward”（编号 lab、ward）；请对同名的“病房”改选我方（OURS），或先');
  });

  it('are for conflicts about their names where they have such ones', () => {
    const given = tables([called('ward', '我们的'), called('lab', '病房')], [called('ward', '病房')]);
    expect(told(merging(given))).toEqual([['CELL', 'ward.name', 'ward.name: ward → 我们的 | 病房']]);
    const { argument, message } = refusalOf(() => merging(given, chosen('THEIRS', 'ward')));
    expect(argument).toEqual(['resolutions', '0']);
    expect(message).toContain('请对“我们的”的“名称”改选我方（OURS），或先');
  });
});
