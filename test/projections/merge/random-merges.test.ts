import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WantedRow } from '../../../events/budget/budget.commands.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { Cells } from '../../../events/budget/cells.js';
import { refusalsIn } from '../../../events/refusals.js';
import type { Merge } from '../../../projections/merge/merge.js';
import { mergeTables } from '../../../projections/merge/merge.js';
import type { Resolution } from '../../../projections/merge/resolutions.js';
import { wantedRows } from '../../../projections/merge/table-rows.js';
import type { Branches } from '../../support/random/branches.js';
import { anyBranches, contentHashOf, folded, settingRows, tableOf, tablesOf } from '../../support/random/branches.js';
import { shown } from '../../support/oracles/expected-history.js';
import type { Choose } from '../../support/oracles/expected-merge.js';
import { breaksRules, expectedMerge } from '../../support/oracles/expected-merge.js';

type Choice = Resolution['choice'];

const anyChoices: fc.Arbitrary<Choose> = fc.func(fc.constantFrom<Choice[]>('OURS', 'THEIRS'));

const anything = (check: (branches: Branches, choose: Choose) => void | Promise<void>) =>
  fc.assert(fc.asyncProperty(anyBranches, anyChoices, async (branches, choose) => check(branches, choose)));

/** Everything that is in conflict, chosen about. */
function merged(branches: Branches, choose: Choose): Merge {
  const tables = tablesOf(branches);
  const resolutions = mergeTables(tables, []).conflicts.map(({ entityId, path }): Resolution => {
    return { entityId, path, choice: choose(entityId, path) };
  });
  return mergeTables(tables, resolutions);
}

/** The budget with these rows; null where the rules refuse that. */
function applied(budget: OpenBudgetState, rows: Merge['rows']): OpenBudgetState | null {
  try {
    return folded(budget, settingRows(budget, rows as ReadonlyMap<string, WantedRow>));
  } catch (error) {
    if (refusalsIn(error) !== null) return null;
    throw error;
  }
}

function cellsOf(budget: OpenBudgetState): Map<string, Cells> {
  return new Map([...shown(budget)].map(([id, { cells }]) => [id, cells]));
}

const swapped = ({ base, ours, theirs }: Branches): Branches => ({ base, ours: theirs, theirs: ours });
const mirrored =
  (choose: Choose): Choose =>
  (id, path) =>
    choose(id, path) === 'OURS' ? 'THEIRS' : 'OURS';

describe('merging two branches of any table', () => {
  it('finds the conflicts that there are, and no other', () =>
    anything((branches) => {
      const { conflicts, unresolved, rows } = mergeTables(tablesOf(branches), []);
      const found = conflicts.map(({ entityId, path, kind }) => [`${entityId} ${path ?? '-'}`, kind] as const);
      expect(new Map(found)).toEqual(expectedMerge(branches).conflicts);
      expect(new Set(found.map(([key]) => key)).size).toBe(found.length);
      expect(unresolved).toEqual(conflicts);
      expect(rows === null).toBe(conflicts.length > 0);
    }));

  it('shows of every conflict what the three tables say, and why it is one', () =>
    anything((branches) => {
      const { base, ours, theirs } = branches;
      const tables = [base, ours, theirs].map(shown);
      for (const { cells, entityId, path, kind } of mergeTables(tablesOf(branches), []).conflicts) {
        for (const cell of cells) {
          const values = tables.map((table) => table.get(cell.entityId)?.cells[cell.path] ?? null);
          expect([cell.base, cell.ours, cell.theirs]).toEqual(values);
        }
        if (kind === 'CELL') expect(cells).toMatchObject([{ entityId, path }]);
        else expect([path, cells.length > 0]).toEqual([null, true]);
      }
    }));

  it('makes the table that merging cell by cell makes, and is refused where that breaks a rule', () =>
    anything((branches, choose) => {
      const after = applied(branches.ours, merged(branches, choose).rows);
      const table = expectedMerge(branches).table(choose);
      expect(after === null).toBe(breaksRules(table, branches));
      if (after !== null) expect(cellsOf(after)).toEqual(table);
    }));

  it('loses no edit: a cell that one side changed is so, or was chosen about', () =>
    anything((branches, choose) => {
      const { rows, conflicts } = merged(branches, choose);
      const after = applied(branches.ours, rows);
      if (after === null) return;
      const chosen = new Set(conflicts.flatMap(({ cells }) => cells.map((cell) => `${cell.entityId} ${cell.path}`)));
      const was = shown(branches.base);
      const is = shown(after);
      for (const side of [branches.ours, branches.theirs]) {
        for (const [id, row] of shown(side)) {
          for (const [path, value] of Object.entries(row.cells)) {
            const isEdited = value !== (was.get(id)?.cells[path] ?? null);
            if (isEdited && !chosen.has(`${id} ${path}`)) expect(is.get(id)?.cells[path]).toBe(value);
          }
        }
      }
    }));

  it('comes to the same whichever side is ours', () =>
    anything(async (branches, choose) => {
      const one = merged(branches, choose);
      const other = merged(swapped(branches), mirrored(choose));
      const after = applied(branches.ours, one.rows);
      const same = applied(branches.theirs, other.rows);
      expect(same === null).toBe(after === null);
      if (after !== null && same !== null) expect(await contentHashOf(same)).toBe(await contentHashOf(after));
    }));

  it('comes to the same after our side has taken theirs in', () =>
    anything(async (branches, choose) => {
      const refreshed = applied(branches.theirs, merged(swapped(branches), mirrored(choose)).rows);
      if (refreshed === null) return;
      const { conflicts, rows } = mergeTables(
        tablesOf({ base: branches.ours, ours: branches.ours, theirs: refreshed }),
        [],
      );
      expect(conflicts).toEqual([]);
      const promoted = applied(branches.ours, rows);
      expect(promoted && (await contentHashOf(promoted))).toBe(await contentHashOf(refreshed));
    }));

  it('is undecided while one conflict is', () =>
    anything((branches, choose) => {
      const tables = tablesOf(branches);
      const [left, ...others] = mergeTables(tables, []).conflicts;
      if (left === undefined) return;
      const resolutions = others.map(({ entityId, path }) => ({ entityId, path, choice: choose(entityId, path) }));
      expect(mergeTables(tables, resolutions)).toMatchObject({ unresolved: [left], rows: null });
    }));
});

describe('merging with a side that did nothing', () => {
  it('is the other side', () =>
    anything(async ({ base, ours }) => {
      const nothingNew = mergeTables(tablesOf({ base, ours, theirs: base }), []);
      expect(nothingNew).toEqual({ conflicts: [], unresolved: [], rows: new Map() });
      const allNew = mergeTables(tablesOf({ base, ours: base, theirs: ours }), []);
      expect(allNew.conflicts).toEqual([]);
      const after = applied(base, allNew.rows);
      expect(after && (await contentHashOf(after))).toBe(await contentHashOf(ours));
    }));

  it('is either side where both did the same', () =>
    anything(({ base, ours }) => {
      const same = mergeTables(tablesOf({ base, ours, theirs: ours }), []);
      expect(same).toEqual({ conflicts: [], unresolved: [], rows: new Map() });
    }));
});

describe('what two tables differ in, applied to the one', () => {
  it('makes the other, to its content hash, with rows that the one never had', () =>
    anything(async ({ base, ours, theirs }) => {
      for (const [from, to] of [
        [base, ours],
        [ours, theirs],
        [theirs, base],
      ] as const) {
        const rows = wantedRows(tableOf(from), tableOf(to));
        const after = folded(from, settingRows(from, rows));
        expect(shown(after)).toEqual(shown(to));
        expect(await contentHashOf(after)).toBe(await contentHashOf(to));
        expect(wantedRows(tableOf(after), tableOf(to)).size).toBe(0);
      }
    }));
});
