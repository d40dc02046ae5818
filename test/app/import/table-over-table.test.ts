import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { previewChanges } from '../../../src/app/preview-changes.js';
import type { Shown } from '../../support/oracles/expected-history.js';
import { shown } from '../../support/oracles/expected-history.js';
import { imported, planned, tableOf } from '../../support/stories/imported-table.js';
import { project, table } from '../../support/stories/small-table.js';
import type { TableModel } from '../../support/stories/table-model.js';
import { cases } from '../../support/random/cases.js';

/** Few names, amounts and texts, so that two tables have much in common and rows look alike. */
const indicators = fc.uniqueArray(
  fc.record({
    level2: fc.constantFrom('11', '12', '22'),
    name: fc.constantFrom('数量', '质量', '效益'),
    cycleTarget: fc.constantFrom('≥1', '是'),
    annualTarget: fc.constantFrom('≥1', '是'),
  }),
  { maxLength: 4, selector: ({ level2, name }) => level2 + name },
);
const cell = fc.constantFrom(null, '1.00', '2.50');
const projects = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom('甲', '乙', '丙', '丁', '戊'), cell, cell, fc.constantFrom('', '目标。'), indicators)
    .map(([name, appropriation, other, goal, rows]) =>
      project(name, [appropriation, null, other], { goal, indicators: rows }),
    ),
  { maxLength: 5, selector: ({ name }) => name },
);
const fundUsers = fc.uniqueArray(fc.tuple(fc.constantFrom('一局', '二局', '三局', '四局'), projects), {
  maxLength: 3,
  selector: ([name]) => name,
});
const tables = fc
  .tuple(fundUsers, fc.constantFrom('某单位', '新单位'))
  .map(([rows, unitName]) => table(Object.fromEntries(rows), unitName));
const histories = fc.array(tables, { minLength: 2, maxLength: 5 });

/** No event moves a fund user, so one that is new stands last wherever the table has it. */
function byFundUser({ unitName, fundUsers: rows }: TableModel) {
  return { unitName, fundUsers: [...rows].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** Imports a table, answering of each row that has no certain partner that it is withdrawn. */
function withdrawingUnmatched(wanted: TableModel, state: BudgetState) {
  const mapping = new Map<string, null>();
  for (;;) {
    const { unmatched } = planned(wanted, state, mapping);
    const open = unmatched.flatMap(({ entityId }) => entityId ?? []);
    if (open.length === 0) return imported(wanted, state, mapping);
    for (const id of open) mapping.set(id, null);
  }
}

describe('a table imported over another', () => {
  it('is what the budget then says, after any tables before it', () => {
    fc.assert(
      fc.property(histories, (history) => {
        history.reduce<BudgetState>((state, wanted) => {
          const { state: after } = withdrawingUnmatched(wanted, state);
          expect(byFundUser(tableOf(after))).toEqual(byFundUser(wanted));
          return after;
        }, absentBudget);
      }),
      { numRuns: cases(500) },
    );
  });

  it('tells each cell once, whatever becomes of its row', () => {
    const actor = { id: '', role: '', unit: null, onBehalfOf: null };
    const nobody = { actor, reason: null, basisDocument: null, source: { kind: 'api' } } as const;
    fc.assert(
      fc.property(histories, (history) => {
        history.reduce<BudgetState>((state, wanted) => {
          const { state: after, events } = withdrawingUnmatched(wanted, state);
          const cells = previewChanges(state, events, nobody);
          const told = cells.map(({ entityId, path }) => `${entityId} ${path}`);
          expect(told).toHaveLength(new Set(told).size);
          const before = state.status === 'open' ? shown(state) : new Map<string, Shown>();
          for (const cell of cells) {
            expect(before.get(cell.entityId)?.cells[cell.path] ?? null).toBe(cell.before);
            expect(shown(after).get(cell.entityId)?.cells[cell.path] ?? null).toBe(cell.after);
          }
          return after;
        }, absentBudget);
      }),
      { numRuns: cases(200) },
    );
  });

  it('changes nothing a second time', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const last = history.at(-1) ?? table({});
        const state = history.reduce<BudgetState>(
          (now, wanted) => withdrawingUnmatched(wanted, now).state,
          absentBudget,
        );
        expect(imported(last, state).events).toEqual([]);
      }),
    );
  });

  it('can be decided also while rows without a partner are open, so that they can be shown', () => {
    fc.assert(
      fc.property(tables, tables, (one, other) => {
        const { state } = imported(one);
        expect(() => imported(other, state)).not.toThrow();
      }),
      { numRuns: cases(500) },
    );
  });

  it('asks about rows on both sides or on none, and names only candidates of the other side', () => {
    fc.assert(
      fc.property(tables, tables, (one, other) => {
        const { unmatched } = planned(other, imported(one).state);
        const sides = [
          unmatched.flatMap(({ entityId }) => entityId ?? []),
          unmatched.flatMap(({ key }) => key ?? []),
        ] as const;
        expect(sides[0].length > 0).toBe(sides[1].length > 0);
        for (const { entityId, candidates } of unmatched) {
          expect(candidates.length).toBeGreaterThan(0);
          expect(entityId === null ? sides[0] : sides[1]).toEqual(expect.arrayContaining(candidates));
        }
      }),
    );
  });
});
