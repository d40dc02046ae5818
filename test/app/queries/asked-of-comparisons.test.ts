import { describe, expect, it } from '@jest/globals';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { effectOf } from '../../../events/target-effect.js';
import type { ComparedRowFilter, ComparisonRowView, ComparisonView } from '../../../services/services.js';
import { shown } from '../../support/oracles/expected-history.js';
import type { Replayed } from '../../support/oracles/replay.js';
import { isFullProfile } from '../../support/random/cases.js';
import { whateverIsRecorded } from '../../support/random/whatever-was-recorded.js';

interface Compared {
  old: OpenBudgetState;
  now: OpenBudgetState;
  /** Every row that differs. */
  all: ComparisonRowView[];
  find(filter: ComparedRowFilter): Promise<ComparisonRowView[]>;
}

/** Compares any two saves of a budget, in both directions. */
async function whateverIsCompared(expectIn: (compared: Compared) => Promise<void>): Promise<void> {
  await whateverIsRecorded(
    async ({ queries, read, saves, some }) => {
      const pairs = saves.flatMap((from) => saves.map((to) => [from, to] as const));
      for (const [from, to] of some(pairs)) {
        const point = ({ budgetId, version }: Replayed) => ({ budgetId, at: { version } });
        const comparison = await queries.compare(point(from), point(to), read(null));
        const stateOf = ({ budgets, budgetId }: Replayed) => budgets.get(budgetId) as OpenBudgetState;
        const find = (filter: ComparedRowFilter) => rowsOf(comparison, filter);
        await expectIn({ old: stateOf(from), now: stateOf(to), all: await find({}), find });
      }
    },
    { budgets: 1, saves: 10 },
  );
}

/** Few cases may by chance have nothing to find, many may not. */
function expectFound(found: number): void {
  if (isFullProfile) expect(found).toBeGreaterThan(10);
}

async function rowsOf(comparison: ComparisonView, filter: ComparedRowFilter): Promise<ComparisonRowView[]> {
  const { edges } = await comparison.rows(filter, { first: 100_000, after: null });
  return edges.map(({ node }) => node);
}

const ids = (rows: readonly ComparisonRowView[]) => rows.map(({ entityId }) => entityId);

/** In millionths of 万元, as whole numbers: no decimals are added or multiplied here. */
function millionths(amount: string | null): bigint {
  const [whole = '', fraction = ''] = (amount ?? '0').split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}

const sources = ['funding.fiscalAppropriation', 'funding.specialAccount', 'funding.other'];

function moneyIn(table: OpenBudgetState, id: string): bigint[] {
  const cells = shown(table).get(id)?.cells ?? {};
  return sources.map((source) => millionths(cells[source] ?? null));
}

function totalIn(table: OpenBudgetState, id: string): bigint {
  return moneyIn(table, id).reduce((sum, each) => sum + each, 0n);
}

/** Whether a total grew by more than so many percent; whole numbers, multiplied out. */
function grewByMore({ old, now }: Compared, id: string, percent: bigint): boolean {
  const before = totalIn(old, id);
  const grown = totalIn(now, id) - before;
  if (before === 0n) return grown > 0n || percent < 0n;
  return grown * 100n > before * percent;
}

function grewByLess({ old, now }: Compared, id: string, percent: bigint): boolean {
  const before = totalIn(old, id);
  const grown = totalIn(now, id) - before;
  if (before === 0n) return grown === 0n && percent > 0n;
  return grown * 100n < before * percent;
}

describe('the growth of projects between two points', () => {
  it('is found as multiplying whole numbers finds it, in both directions, to the very percentage', async () => {
    let found = 0;
    await whateverIsCompared(async (compared) => {
      const projects = compared.all.filter(({ entityKind }) => entityKind === 'PROJECT');
      const exact = projects.flatMap(({ entityId }) => wholePercent(compared, entityId));
      for (const percent of [...new Set([-100n, -20n, 0n, 20n, 1_000n, ...exact])]) {
        const text = String(percent);
        const grown = projects.filter(({ entityId }) => grewByMore(compared, entityId, percent));
        expect(ids(await compared.find({ growth: { moreThan: text } }))).toEqual(ids(grown));
        const shrunk = projects.filter(({ entityId }) => grewByLess(compared, entityId, percent));
        expect(ids(await compared.find({ growth: { lessThan: text } }))).toEqual(ids(shrunk));
        found += grown.length + shrunk.length;
      }
    });
    expectFound(found);
  });

  it('is told with both totals, by how much they differ, and in percent unless it began with nothing', () =>
    whateverIsCompared(async (compared) => {
      for (const { entityId, entityKind, growth } of compared.all) {
        if (entityKind !== 'PROJECT') {
          expect(growth).toBeNull();
          continue;
        }
        const before = totalIn(compared.old, entityId);
        const after = totalIn(compared.now, entityId);
        expect([millionths(growth?.before ?? ''), millionths(growth?.after ?? '')]).toEqual([before, after]);
        const isFromNothing = before === 0n && after > 0n;
        expect(growth?.percent === null).toBe(isFromNothing);
        const whole = wholePercent(compared, entityId)[0];
        if (whole !== undefined) expect(growth?.percent).toBe(`${whole}.00`);
      }
    }));
});

/** The growth in percent where that is a whole number. */
function wholePercent({ old, now }: Compared, id: string): bigint[] {
  const before = totalIn(old, id);
  const grown = (totalIn(now, id) - before) * 100n;
  return before === 0n || grown % before !== 0n ? [] : [grown / before];
}

describe('what changed alone', () => {
  it.each(['MONEY', 'TARGETS'] as const)('finds the rows of projects of which %s alone differs', async (alone) => {
    let found = 0;
    await whateverIsCompared(async (compared) => {
      const expected = compared.all.filter(({ projectId }) => {
        if (projectId === null) return false;
        const money = hasOtherMoney(compared, projectId);
        const targets = hasOtherTargets(compared, projectId);
        return alone === 'MONEY' ? money && !targets : targets && !money;
      });
      expect(await compared.find({ changedAlone: alone }).then(ids)).toEqual(ids(expected));
      found += expected.length;
    });
    expectFound(found);
  });
});

function hasOtherMoney({ old, now }: Compared, id: string): boolean {
  const after = moneyIn(now, id);
  return moneyIn(old, id).some((amount, index) => amount !== after[index]);
}

function hasOtherTargets({ old, now }: Compared, id: string): boolean {
  const before = shown(old);
  const after = shown(now);
  return [...new Set([...before.keys(), ...after.keys()])].some((row) => {
    const there = before.get(row) ?? after.get(row);
    if (there?.entityKind !== 'INDICATOR' || there.projectId !== id) return false;
    return ['cycleTarget', 'annualTarget'].some((path) => {
      const was = before.get(row)?.cells[path] ?? null;
      const is = after.get(row)?.cells[path] ?? null;
      return was !== is && (was === null || is === null || effectOf(was, is) !== 'REWRITTEN');
    });
  });
}

describe('what became weaker', () => {
  it('is every target that accepts more or was blanked, and every row that went, whole', async () => {
    let found = 0;
    await whateverIsCompared(async ({ old, now, all, find }) => {
      const before = shown(old);
      const after = shown(now);
      const isWeaker = (row: string, path: string) => {
        const was = before.get(row)?.cells[path] ?? null;
        const is = after.get(row)?.cells[path] ?? null;
        return (
          path.endsWith('Target') && was !== null && (is === null || (was !== is && effectOf(was, is) === 'WEAKENED'))
        );
      };
      const expected = all.flatMap(({ entityId, cells }) => {
        const paths = cells.map(({ path }) => path).filter((path) => !after.has(entityId) || isWeaker(entityId, path));
        return paths.length === 0 ? [] : [[entityId, paths]];
      });
      const rows = await find({ weakened: true });
      expect(rows.map(({ entityId, cells }) => [entityId, cells.map(({ path }) => path)])).toEqual(expected);
      found += expected.length;
    });
    expectFound(found);
  });
});
