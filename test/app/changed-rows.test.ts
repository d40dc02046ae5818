import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetState, OpenBudgetState } from '../../events/budget/budget.state.js';
import { absentBudget } from '../../events/budget/budget.state.js';
import type { ChangedRow } from '../../projections/changed-rows.js';
import { changedRows } from '../../projections/changed-rows.js';
import { filterRows } from '../../projections/row-filter.js';
import { previewChanges } from '../../src/app/preview-changes.js';
import { expectedComparison } from '../support/oracles/expected-comparison.js';
import { cases } from '../support/random/cases.js';
import type { DecidedSave } from '../support/random/history.js';
import { evolved, histories } from '../support/random/history.js';

const actor = { id: '', role: '', unit: null, onBehalfOf: null };
const nobody = { actor, reason: null, basisDocument: null, source: { kind: 'api' } } as const;

/** The rows that each save of a history changes, beside the tables before and after it. */
function savesOf(history: readonly DecidedSave[]) {
  const states = new Map<string, BudgetState>();
  return history.flatMap(({ budgetId, events }) => {
    const before = states.get(budgetId) ?? absentBudget;
    const after = events.reduce(evolved, before) as OpenBudgetState;
    states.set(budgetId, after);
    if (before.status === 'absent') return [];
    return [{ before, after, rows: changedRows(previewChanges(before, events, nobody)) }];
  });
}

/** A row that comes back is one that comes, to whoever looks at two tables. */
const told = ({
  entityId,
  entityName,
  kind,
  cells,
}: Pick<ChangedRow, 'entityId' | 'entityName' | 'cells'> & { kind: string }) =>
  JSON.stringify([
    entityId,
    entityName,
    kind === 'RESTORED' ? 'ADDED' : kind,
    cells.map(({ path, before, after }) => [path, before, after]),
  ]);

describe('the rows that a save changes', () => {
  it('are those that differ between the tables before and after it, however often it set a cell', () => {
    fc.assert(
      fc.property(histories({ saves: 12 }), (history) => {
        for (const { before, after, rows } of savesOf(history)) {
          const expected = expectedComparison(before, after).map((row) => told(row as never));
          expect(rows.map(told).sort()).toEqual(expected.sort());
        }
      }),
      { numRuns: cases(100), endOnFailure: true },
    );
  });

  it('are told apart by whatever is asked of them, row by row and cell by cell', () => {
    fc.assert(
      fc.property(histories({ saves: 12 }), (history) => {
        for (const { rows } of savesOf(history)) {
          for (const { entityKind, kind, projectId, cells } of rows) {
            const path = cells[0]?.path ?? '';
            expect(filterRows(rows, { entityKinds: [entityKind], kinds: [kind] })).toEqual(
              rows.filter((row) => row.entityKind === entityKind && row.kind === kind),
            );
            expect(filterRows(rows, { projectIds: [projectId ?? ''] })).toEqual(
              rows.filter((row) => row.projectId !== null && row.projectId === projectId),
            );
            expect(filterRows(rows, { paths: [path] }).flatMap((row) => row.cells)).toEqual(
              rows.flatMap((row) => row.cells).filter((cell) => cell.path === path),
            );
            for (const effects of [['WEAKENED'], ['STRENGTHENED', 'REWRITTEN']] as const) {
              expect(filterRows(rows, { effects }).flatMap((row) => row.cells)).toEqual(
                rows.flatMap((row) => row.cells).filter(({ effect }) => effects.some((each) => each === effect)),
              );
            }
          }
        }
      }),
      { numRuns: cases(100), endOnFailure: true },
    );
  });
});
