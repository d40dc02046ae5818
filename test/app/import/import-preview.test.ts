import { describe, expect, it } from '@jest/globals';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { previewOf } from '../../../src/app/import/preview-import.js';
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
const none = { added: 0, removed: 0, modified: 0, renamed: 0, moved: 0, restored: 0, unchanged: 0 };
const countsOf = ({ counts, unchanged }: ReturnType<typeof preview>) => ({ ...counts, unchanged });

describe('the preview of an import', () => {
  it('says that it would open the budget, and that it and every row are new', () => {
    const opening = preview(before, absentBudget);
    const { opens, rows } = opening;
    expect(opens).toBe(true);
    expect(countsOf(opening)).toEqual({ ...none, added: 2 + 4 + 8 });
    const added = rows.filter(({ entityKind }) => entityKind !== 'BUDGET');
    expect(added.every(({ kind, entityId }) => kind === 'ADDED' && entityId === null)).toBe(true);
  });

  it('has no rows if nothing would change, and counts them all as unchanged', () => {
    expect(preview(before)).toMatchObject({ opens: false, rows: [], unchanged: 14 });
  });

  it('shows each row that would change with its line and its cells before and after', () => {
    const goal = '新目标。';
    const wanted = table({
      一局: [row('甲', '1.00'), { ...row('乙', '2.00'), goal }],
      二局: [row('丙', '4.00'), row('丁', '8.00')],
    });
    const shown = preview(wanted);
    const id = idOf(state, '乙');
    const about = { entityKind: 'PROJECT', entityId: id, entityName: '乙', projectId: id, projectName: '乙' };
    const cells = [{ path: 'goal', before: '乙', after: goal, delta: null, effect: null }];
    expect(shown.rows).toEqual([{ kind: 'MODIFIED', ...about, line: 5, cells }]);
    expect(countsOf(shown)).toEqual({ ...none, modified: 1, unchanged: 13 });
  });

  it('counts what is renamed, withdrawn, added and restored', () => {
    const renamed = table({
      一局: [row('甲', '1.00'), { ...row('乙', '2.00'), name: '新名' }],
      二局: [row('丙', '4.00'), row('丁', '8.00')],
    });
    expect(countsOf(preview(renamed))).toEqual({ ...none, renamed: 1, unchanged: 13 });

    const without = table({ 一局: [row('甲', '1.00')], 二局: [row('丙', '4.00'), row('丁', '8.00')] });
    expect(countsOf(preview(without))).toEqual({ ...none, modified: 1, removed: 3, unchanged: 10 });
    const gone = preview(without).rows.filter(({ kind }) => kind === 'REMOVED');
    expect(gone.map(({ entityName, line }) => [entityName, line])).toEqual([
      ['乙', null],
      ['数量', null],
      ['效益', null],
    ]);

    expect(countsOf(preview(before, imported(without).state))).toEqual({
      ...none,
      modified: 1,
      added: 3,
      unchanged: 10,
    });
    const withdrawn = imported(without, state).state;
    expect(countsOf(preview(before, withdrawn))).toEqual({ ...none, modified: 1, restored: 3, unchanged: 10 });
  });

  it('counts no row as unchanged that is asked about, or that stands below one', () => {
    const project2 = row('戊', '3.00');
    const asked = table({ 一局: [row('甲', '1.00'), project2], 二局: [row('丙', '4.00'), row('丁', '8.00')] });
    expect(preview(asked).unmatched.map(({ entityName }) => entityName)).toEqual(['乙', '戊']);
    expect(countsOf(preview(asked))).toEqual({ ...none, modified: 1, unchanged: 14 - 1 - 3 });

    const other = table({ 一局: [row('甲', '1.00'), row('乙', '2.00')], 三局: [row('丙', '5.00')] });
    expect(preview(other).unmatched.map(({ entityName }) => entityName)).toEqual(['二局', '三局']);
    expect(countsOf(preview(other))).toEqual({ ...none, unchanged: 1 + 2 + 4 });
    expect(preview(other).rows).toEqual([]);
  });
});
