import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WantedRow } from '../../../events/budget/budget.commands.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { Cells } from '../../../events/budget/cells.js';
import { refusalsIn } from '../../../events/refusals.js';
import type { Merge } from '../../../projections/merge/merge.js';
import { mergeTables } from '../../../projections/merge/merge.js';
import type { Resolution } from '../../../projections/merge/choices.js';
import { wantedRows } from '../../../projections/merge/table-rows.js';
import type { ThreeTables } from '../../../projections/merge/three-way.js';
import { refusalOf } from '../../support/given-when-then/decider-spec.js';
import type { Branches } from '../../support/random/branches.js';
import { anyBranches, contentHashOf, folded, settingRows, tableOf, tablesOf } from '../../support/random/branches.js';
import { shown } from '../../support/oracles/expected-history.js';
import type { Choose } from '../../support/oracles/expected-merge.js';
import { breaksRules, expectedMerge, sameMoney } from '../../support/oracles/expected-merge.js';

type Choice = Resolution['choice'];

const anyChoices: fc.Arbitrary<Choose> = fc.func(fc.constantFrom<Choice[]>('OURS', 'THEIRS'));

const anything = (check: (branches: Branches, choose: Choose) => void | Promise<void>) =>
  fc.assert(fc.asyncProperty(anyBranches, anyChoices, async (branches, choose) => check(branches, choose)));

function chosen(tables: ThreeTables, choose: Choose): Resolution[] {
  return mergeTables(tables, []).conflicts.map(({ entityId, path }) => {
    return { entityId, path, choice: choose(entityId, path) };
  });
}

/** Everything that is in conflict, chosen about; null: the choices contradict each other. */
function merged(branches: Branches, choose: Choose): Merge | null {
  const tables = tablesOf(branches);
  try {
    return mergeTables(tables, chosen(tables, choose));
  } catch (error) {
    if (refusalsIn(error) !== null) return null;
    throw error;
  }
}

/** The budget with the rows that a merge gives. No rule of tables is left to be broken. */
function applied(budget: OpenBudgetState, merge: Merge | null): OpenBudgetState | null {
  return merge && folded(budget, settingRows(budget, merge.rows as ReadonlyMap<string, WantedRow>));
}

function cellsOf(budget: OpenBudgetState): Map<string, Cells> {
  return new Map([...shown(budget)].map(([id, { cells }]) => [id, cells]));
}

/** Two sides may have written the same money in two ways, and each keeps its own. */
function withSameMoney(table: ReadonlyMap<string, Cells>): Map<string, Cells> {
  return new Map(
    [...table].map(([id, cells]) => {
      const same = Object.entries(cells).map(([path, value]) => [path, sameMoney(path, value)]);
      return [id, Object.fromEntries(same) as Cells];
    }),
  );
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
        else expect([path, cells.length > 0]).toEqual([kind === 'SAME_NAME' ? 'name' : null, true]);
      }
    }));

  it('makes the table that merging cell by cell makes, and is refused at a choice where that breaks a rule', () =>
    anything((branches, choose) => {
      const merge = merged(branches, choose);
      const table = expectedMerge(branches).table(choose);
      expect(merge === null).toBe(breaksRules(table, branches));
      const after = applied(branches.ours, merge);
      if (after !== null) return expect(cellsOf(after)).toEqual(table);
      const tables = tablesOf(branches);
      const { code, argument } = refusalOf(() => mergeTables(tables, chosen(tables, choose)));
      expect([code, argument[0], Number(argument[1]) < chosen(tables, choose).length]).toEqual([
        'INVALID_INPUT',
        'resolutions',
        true,
      ]);
    }));

  it('loses no edit: a cell that one side changed is so, or was chosen about', () =>
    anything((branches, choose) => {
      const merge = merged(branches, choose);
      const after = applied(branches.ours, merge);
      if (merge === null || after === null) return;
      const told = new Set(
        merge.conflicts.flatMap(({ cells }) => cells.map((cell) => `${cell.entityId} ${cell.path}`)),
      );
      const was = shown(branches.base);
      const is = shown(after);
      for (const side of [branches.ours, branches.theirs]) {
        for (const [id, row] of shown(side)) {
          for (const path of Object.keys(row.cells)) {
            const valueIn = (cells: Cells | undefined) => sameMoney(path, cells?.[path] || null);
            const isEdited = valueIn(row.cells) !== valueIn(was.get(id)?.cells);
            if (isEdited && !told.has(`${id} ${path}`)) expect(valueIn(is.get(id)?.cells)).toBe(valueIn(row.cells));
          }
        }
      }
    }));

  it('comes to the same whichever side is ours', () =>
    anything((branches, choose) => {
      const after = applied(branches.ours, merged(branches, choose));
      const same = applied(branches.theirs, merged(swapped(branches), mirrored(choose)));
      expect(same && withSameMoney(cellsOf(same))).toEqual(after && withSameMoney(cellsOf(after)));
    }));

  it('comes to the same after our side has taken theirs in', () =>
    anything((branches, choose) => {
      const refreshed = applied(branches.theirs, merged(swapped(branches), mirrored(choose)));
      if (refreshed === null) return;
      const merge = mergeTables(tablesOf({ base: branches.ours, ours: branches.ours, theirs: refreshed }), []);
      expect(merge.conflicts).toEqual([]);
      const promoted = applied(branches.ours, merge);
      expect(promoted && withSameMoney(cellsOf(promoted))).toEqual(withSameMoney(cellsOf(refreshed)));
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
    anything(({ base, ours }) => {
      const nothingNew = mergeTables(tablesOf({ base, ours, theirs: base }), []);
      expect(nothingNew).toEqual({ conflicts: [], unresolved: [], rows: new Map() });
      const allNew = mergeTables(tablesOf({ base, ours: base, theirs: ours }), []);
      expect(allNew.conflicts).toEqual([]);
      const after = applied(base, allNew);
      expect(after && withSameMoney(cellsOf(after))).toEqual(withSameMoney(cellsOf(ours)));
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
