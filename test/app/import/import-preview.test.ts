import { describe, expect, it } from '@jest/globals';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { previewOf } from '../../../src/app/import/preview.js';
import { idOf, imported } from '../../support/stories/imported-table.js';
import { anIndicator, project, table } from '../../support/stories/small-table.js';
import type { TableModel } from '../../support/stories/table-model.js';
import { documentOf } from '../../support/stories/table-model.js';

const effect = { level2: '22', name: '效益', cycleTarget: '是', annualTarget: '是' };
const row = (name: string, amount: string) =>
  project(name, [amount, null, null], { goal: name, indicators: [anIndicator, effect] });
const before = table({ 一局: [row('甲', '1.00'), row('乙', '2.00')], 二局: [row('丙', '4.00'), row('丁', '8.00')] });
const { state } = imported(before);

function preview(wanted: TableModel, over: BudgetState = state, mapping = new Map<string, string | null>()) {
  const { facts, plan } = imported(wanted, over, mapping);
  return previewOf(documentOf(wanted), over, facts, plan.unmatched, 'budget-1');
}
const none = { added: 0, changed: 0, renamed: 0, withdrawn: 0, restored: 0, unchanged: 0 };

describe('the preview of an import', () => {
  it('says that it would open the budget, and that it and every row are new', () => {
    const { opens, counts, rows } = preview(before, absentBudget);
    expect(opens).toBe(true);
    expect(counts).toEqual({ ...none, added: 2 + 4 + 8 });
    const added = rows.filter(({ entityKind }) => entityKind !== 'BUDGET');
    expect(added.every(({ kind, entityId }) => kind === 'ADDED' && entityId === null)).toBe(true);
  });

  it('has no rows if nothing would change, and counts them all as unchanged', () => {
    expect(preview(before)).toMatchObject({ opens: false, rows: [], counts: { ...none, unchanged: 14 } });
  });

  it('shows each row that would change with its line and its cells before and after', () => {
    const goal = '新目标。';
    const wanted = table({
      一局: [row('甲', '1.00'), { ...row('乙', '2.00'), goal }],
      二局: [row('丙', '4.00'), row('丁', '8.00')],
    });
    const { rows, counts } = preview(wanted);
    const cells = [{ path: 'goal', before: '乙', after: goal }];
    expect(rows).toEqual([
      { kind: 'CHANGED', entityKind: 'PROJECT', entityId: idOf(state, '乙'), name: '乙', line: 5, cells },
    ]);
    expect(counts).toEqual({ ...none, changed: 1, unchanged: 13 });
  });

  it('counts what is renamed, withdrawn, added and restored', () => {
    const renamed = table({
      一局: [row('甲', '1.00'), { ...row('乙', '2.00'), name: '新名' }],
      二局: [row('丙', '4.00'), row('丁', '8.00')],
    });
    expect(preview(renamed).counts).toEqual({ ...none, renamed: 1, unchanged: 13 });

    const without = table({ 一局: [row('甲', '1.00')], 二局: [row('丙', '4.00'), row('丁', '8.00')] });
    expect(preview(without).counts).toEqual({ ...none, changed: 1, withdrawn: 3, unchanged: 10 });
    const gone = preview(without).rows.filter(({ kind }) => kind === 'WITHDRAWN');
    expect(gone.map(({ name, line }) => [name, line])).toEqual([
      ['乙', null],
      ['数量', null],
      ['效益', null],
    ]);

    expect(preview(before, imported(without).state).counts).toEqual({ ...none, changed: 1, added: 3, unchanged: 10 });
    const withdrawn = imported(without, state).state;
    expect(preview(before, withdrawn).counts).toEqual({ ...none, changed: 1, restored: 3, unchanged: 10 });
  });

  it('counts no row as unchanged that is asked about, or that stands below one', () => {
    const project2 = row('戊', '3.00');
    const asked = table({ 一局: [row('甲', '1.00'), project2], 二局: [row('丙', '4.00'), row('丁', '8.00')] });
    expect(preview(asked).unmatched.map(({ name }) => name)).toEqual(['乙', '戊']);
    expect(preview(asked).counts).toEqual({ ...none, changed: 1, unchanged: 14 - 1 - 3 });

    const other = table({ 一局: [row('甲', '1.00'), row('乙', '2.00')], 三局: [row('丙', '5.00')] });
    expect(preview(other).unmatched.map(({ name }) => name)).toEqual(['二局', '三局']);
    expect(preview(other).counts).toEqual({ ...none, unchanged: 1 + 2 + 4 });
    expect(preview(other).rows).toEqual([]);
  });
});
