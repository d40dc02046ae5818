import { describe, expect, it } from '@jest/globals';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { difference } from '../../../events/money.js';
import { effectOf, targetDelta } from '../../../events/target-effect.js';
import type { CellChangeView, ComparisonRowView, ComparisonView } from '../../../services/services.js';
import type { ExpectedNode } from '../../support/oracles/expected-comparison.js';
import { expectedComparison, withoutMoves } from '../../support/oracles/expected-comparison.js';
import type { ExpectedChange } from '../../support/oracles/expected-history.js';
import { expectedChanges, shown } from '../../support/oracles/expected-history.js';
import { sums } from '../../support/oracles/expected-views.js';
import type { Replayed } from '../../support/oracles/replay.js';
import type { Asking } from '../../support/random/whatever-was-recorded.js';
import { twinOf, whateverIsRecorded } from '../../support/random/whatever-was-recorded.js';

const all = { first: 100_000, after: null };

/** Two saves to be compared, with what each says of the budget that it is about. */
interface Two {
  from: Replayed;
  to: Replayed;
  old: OpenBudgetState;
  now: OpenBudgetState;
}

/** A few of all pairs of saves, in both directions. */
function someTwo({ some }: Asking, saves: readonly Replayed[], others: readonly Replayed[]): Two[] {
  const there = saves.flatMap((from) => others.map((to) => ({ from, to })));
  const back = there.map(({ from, to }) => ({ from: to, to: from }));
  return some([...there, ...back]).map((pair) => {
    const stateOf = ({ budgets, budgetId }: Replayed) => budgets.get(budgetId) as OpenBudgetState;
    return { ...pair, old: stateOf(pair.from), now: stateOf(pair.to) };
  });
}

interface Compared extends Two {
  asking: Asking;
  /** What changed in either budget. */
  changes: ExpectedChange[];
  comparison: ComparisonView;
  nodes: ComparisonRowView[];
}

/** Compares points of one budget, or of two that were edited alike up to different points, in any number of cases. */
function whateverIsCompared(of: 'one' | 'two', expectIn: (compared: Compared) => Promise<void>): Promise<void> {
  return whateverIsRecorded(
    async (asking) => {
      const twin = of === 'one' ? asking : await twinOf(asking);
      const changes = expectedChanges(of === 'one' ? asking.events : [...asking.events, ...twin.events]);
      for (const two of someTwo(asking, asking.saves, twin.saves)) {
        const comparison = await compare(twin, two);
        await expectIn({ ...two, asking: twin, changes, comparison, nodes: await nodesOf(comparison) });
      }
    },
    { budgets: 1, saves: 8 },
  );
}

function compare({ queries, read }: Asking, { from, to }: Pick<Two, 'from' | 'to'>): Promise<ComparisonView> {
  const point = ({ budgetId, version }: Replayed) => ({ budgetId, at: { version } });
  return queries.compare(point(from), point(to), read(null));
}

async function nodesOf(comparison: ComparisonView): Promise<ComparisonRowView[]> {
  return (await comparison.rows({}, all)).edges.map(({ node }) => node);
}

function plain(nodes: readonly ComparisonRowView[]): ExpectedNode[] {
  return nodes.map(({ cells, growth: _growth, ...row }) => {
    return { ...row, cells: cells.map(({ path, before, after }) => ({ path, before, after })) };
  });
}

describe('comparing two points of one budget', () => {
  it('finds what a comparison of two replays finds, and nothing exactly where the content hashes are equal', () =>
    whateverIsCompared('one', async ({ asking: { queries, read }, from, to, old, now, comparison, nodes }) => {
      expect(plain(nodes)).toEqual(expectedComparison(old, now));
      const hashOf = async ({ budgetId, version }: Replayed) =>
        (await queries.budget(budgetId, read({ version })))?.contentHash;
      const equal = (await hashOf(from)) === (await hashOf(to));
      expect([nodes.length === 0, await comparison.identical()]).toEqual([equal, equal]);
    }));

  it('lists the cells that make the one table the other', () =>
    whateverIsCompared('one', async ({ old, now, nodes }) => {
      const table = new Map([...shown(old)].map(([id, { cells }]) => [id, { ...cells }]));
      for (const { entityId, kind, cells } of nodes) {
        const changed = Object.fromEntries(cells.map(({ path, after }) => [path, after]));
        if (kind === 'REMOVED') table.delete(entityId);
        else table.set(entityId, { ...(table.get(entityId) ?? {}), ...changed });
      }
      const wanted = [...shown(now)].map(([id, { cells }]) => [id, withoutBlanks(cells)]);
      expect([...table].map(([id, cells]) => [id, withoutBlanks(cells)]).sort()).toEqual(wanted.sort());
    }));
});

describe('comparing two budgets', () => {
  it('finds what a comparison of two replays by name finds, in the same order', () =>
    whateverIsCompared('two', async ({ old, now, comparison, nodes }) => {
      expect(withoutMoves(plain(nodes))).toEqual(expectedComparison(old, now));
      expect(await comparison.identical()).toBe(nodes.length === 0);
    }));
});

describe.each(['one', 'two'] as const)('a comparison of points of %s', (of) => {
  it('says the sums and the basis of both points, counts what it lists, and is mirrored the other way round', () =>
    whateverIsCompared(of, async ({ asking, from, to, old, now, comparison, nodes }) => {
      expect([comparison.totalsFrom, comparison.totalsTo]).toEqual([totals(old), totals(now)]);
      const basis = ({ position, recordedAt, version }: Replayed) => ({ position, recordedAt, version });
      expect([comparison.from, comparison.to]).toEqual([basis(from), basis(to)]);
      const cells = nodes.flatMap((node) => node.cells);
      const effects = (wanted: string) => cells.filter(({ effect }) => effect === wanted).length;
      const ofKind = (kind: string) => nodes.filter(({ entityKind }) => entityKind === kind);
      expect(await comparison.stats()).toEqual({
        rows: counts(nodes),
        fundUsers: counts(ofKind('FUND_USER')),
        projects: counts(ofKind('PROJECT')),
        indicators: counts(ofKind('INDICATOR')),
        cells: cells.length,
        strengthened: effects('STRENGTHENED'),
        weakened: effects('WEAKENED'),
      });
      const { count } = await comparison.rows({}, { first: 1, after: null });
      expect(await count()).toEqual({ value: nodes.length, exact: true });
      const back = plain(await nodesOf(await compare(asking, { from: to, to: from })));
      expect(back.map(saidOf).sort()).toEqual(plain(nodes).map(mirrored).map(saidOf).sort());
    }));

  it('tells of each cell by how much it differs, what that does to a target, and which change a scan finds last', () =>
    whateverIsCompared(of, async ({ from, to, nodes, changes }) => {
      const later = from.position > to.position ? from.position : to.position;
      for (const { entityId, kind, cells } of nodes) {
        const at = of === 'one' ? later : (kind === 'REMOVED' ? from : to).position;
        for (const cell of cells) {
          expect([cell.delta, cell.effect]).toEqual(judged(cell));
          const last = changes.findLast(
            (each) => each.entityId === entityId && each.path === cell.path && each.position <= at,
          );
          const found = await cell.lastChange();
          expect([found?.eventId, found?.path, found?.after]).toEqual([last?.eventId, last?.path, last?.after]);
        }
      }
    }));
});

function counts(nodes: readonly ComparisonRowView[]): Record<string, number> {
  const kinds = ['ADDED', 'REMOVED', 'MODIFIED', 'RENAMED', 'MOVED', 'RESTORED'];
  return Object.fromEntries(
    kinds.map((wanted) => [wanted.toLowerCase(), nodes.filter(({ kind }) => kind === wanted).length]),
  );
}

function withoutBlanks(cells: object): [string, unknown][] {
  return Object.entries(cells).filter(([, value]) => value !== null);
}

function totals({ projects }: OpenBudgetState) {
  return sums([...projects.values()].filter(({ withdrawn }) => !withdrawn));
}

function judged({ path, before, after }: CellChangeView): (string | null)[] {
  if (path.startsWith('funding.') || path.startsWith('declaredTotal')) return [difference(before, after), null];
  if (!path.endsWith('Target') || before === null || after === null) return [null, null];
  return [targetDelta(before, after), effectOf(before, after)];
}

const opposite: Record<string, string> = { ADDED: 'REMOVED', REMOVED: 'ADDED' };

function mirrored(node: ExpectedNode): ExpectedNode {
  const cells = node.cells.map(({ path, before, after }) => ({ path, before: after, after: before }));
  return { ...node, kind: opposite[node.kind] ?? node.kind, cells };
}

/** What a node says, but for the row's id and name, which are those of `to`. */
function saidOf({ entityKind, kind, matchedBy, cells }: ExpectedNode): string {
  return JSON.stringify([entityKind, kind, matchedBy, cells]);
}
