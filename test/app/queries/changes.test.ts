import { describe, expect, it } from '@jest/globals';
import type { ChangedCell } from '../../../projections/rows.js';
import { QueryError } from '../../../services/query-error.js';
import { rowOf } from '../../../src/cli/arguments/row.js';
import type { ChangeFilter, ConnectionView } from '../../../services/services.js';
import { expectedChanges } from '../../support/oracles/expected-history.js';
import type { ExpectedChange } from '../../support/oracles/expected-history.js';
import { record } from '../../support/ledgers/ledger.js';
import type { Asking } from '../../support/random/whatever-was-recorded.js';
import { whateverIsRecorded } from '../../support/random/whatever-was-recorded.js';
import { reader } from '../../support/ledgers/reader.js';

const all = { first: 100_000, after: null };
const placeOf = ({ position, entityId, path }: ExpectedChange) => `${position} ${entityId} ${path}`;
const places = ({ edges }: ConnectionView<ChangedCell>) => edges.map(({ node }) => placeOf(node));

/** The places of the changes that a scan finds, in an order that both sides can be put into. */
function scanned(changes: readonly ExpectedChange[], matches: (change: ExpectedChange) => boolean): string[] {
  return changes.filter(matches).map(placeOf).sort();
}

async function listed({ queries, read }: Asking, filter: ChangeFilter): Promise<string[]> {
  return places(await queries.changes(filter, all, read(null))).sort();
}

async function refusal(work: Promise<unknown>): Promise<[code: string, argument: readonly string[]] | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return [error.code, error.argument];
  }
}

describe('the list of changes', () => {
  it('paged while edits arrive is the whole list at the first page’s basis, each once', () =>
    whateverIsRecorded(async ({ ledger, queries, history, events, number }) => {
      const [{ budgetId } = { budgetId: '' }] = history;
      const budgetIds = [budgetId];
      const filter =
        [{ budgetIds }, { budgetIds, text: '运' }, { budgetIds, kinds: ['ADDED'] } as const][number % 3] ?? {};
      const head = await queries.head(null);
      const pages = [];
      for (let after: string | null = null; ;) {
        const page = await queries.changes(
          filter,
          { first: 1 + (number % 20), after },
          { caller: reader, at: null, head: await queries.head(null) },
        );
        pages.push(page);
        after = page.edges.at(-1)?.cursor ?? null;
        if (!page.hasNextPage) break;
        if (pages.length <= 3) await record(ledger, [renaming(budgetId, `第${pages.length}次改名`)]);
      }
      const whole = await queries.changes(filter, all, { caller: reader, at: { position: head.position }, head });
      expect(pages.flatMap(places)).toEqual(places(whole));
      expect(new Set(places(whole)).size).toBe(whole.edges.length);
      expect(pages.map(({ basis }) => basis.position)).toEqual(pages.map(() => head.position));
      const scan = expectedChanges(events).filter((change) => change.budgetId === budgetId);
      if (Object.keys(filter).length === 1) expect(places(whole).sort()).toEqual(scan.map(placeOf).sort());
    }));

  it('holds what a scan finds between two versions, positions or times', () =>
    whateverIsRecorded(async (asking) => {
      const { queries, saves, events, some, read } = asking;
      const changes = expectedChanges(events);
      const [first] = saves;
      const [one, other = one] = some(saves);
      if (first === undefined || one === undefined || other === undefined) return;
      const { budgetId } = one;
      const units = [...(saves.at(-1)?.budgets.values() ?? [])].map(({ unitKey }) => unitKey);
      const versions = { from: Math.min(2, one.version), to: one.version };
      expect(await listed(asking, { budgetIds: [budgetId], versions })).toEqual(
        scanned(
          changes,
          (row) => row.budgetId === budgetId && row.version >= versions.from && row.version <= one.version,
        ),
      );
      for (const unit of new Set(units)) {
        const positions = { from: one.position, to: other.position };
        expect(await listed(asking, { units: [unit], positions })).toEqual(
          scanned(
            changes,
            (row) => row.unitKey === unit && row.position > one.position && row.position <= other.position,
          ),
        );
        // The clock is a save's: what a clock that was set back says of itself does not count.
        const times = { from: one.recordedAt, to: other.recordedAt };
        const within = saves.filter(({ recordedAt }) => recordedAt >= times.from && recordedAt <= times.to);
        const ends = new Set(within.map((save) => `${save.budgetId} ${save.version}`));
        expect(await listed(asking, { units: [unit], times })).toEqual(
          scanned(changes, (row) => row.unitKey === unit && ends.has(`${row.budgetId} ${row.version}`)),
        );
      }
      const past = { from: one.version + 1_000 };
      expect((await queries.changes({ budgetIds: [budgetId], versions: past }, all, read(null))).edges).toEqual([]);
    }));

  it('refuses a range that runs backwards, and versions of no budget', () =>
    whateverIsRecorded(
      async ({ queries, saves, read }) => {
        const ask = (filter: ChangeFilter) => refusal(queries.changes(filter, all, read(null)));
        const [{ budgetId, position } = { budgetId: '', position: '' }] = saves;
        const invalid = (member: string) => ['INVALID_INPUT', ['filter', member]];
        expect(await ask({ versions: { from: 1 } })).toEqual(['VERSION_NEEDS_ONE_BUDGET', ['filter', 'versions']]);
        expect(await ask({ budgetIds: [budgetId], versions: { from: 3, to: 2 } })).toEqual(invalid('versions'));
        expect(await ask({ positions: { from: position, to: '0' } })).toEqual(invalid('positions'));
        const times = { from: '2024-01-01T09:00:00+08:00', to: '2024-01-01T00:59:59Z' };
        expect(await ask({ times })).toEqual(invalid('times'));
        expect(await ask({ times: { from: times.to, to: times.from } })).toBeNull();
      },
      { saves: 2 },
    ));
});

describe('blame', () => {
  it('names for every cell of every row the last change of it that a scan finds, at any point', () =>
    whateverIsRecorded(async ({ queries, events, saves, ids, some, read }) => {
      const changes = expectedChanges(events);
      for (const { budgetId, position } of some(saves)) {
        const reading = read({ position });
        for (const id of [budgetId, ...some(ids.fundUsers), ...some(ids.projects), ...some(ids.indicators)]) {
          const node = await queries.node(id, reading);
          const row = node && rowOf(node);
          if (row === null) continue;
          for (const { path, value, lastChange } of await queries.blame(row)) {
            const last = changes.findLast(
              (each) => each.entityId === id && each.path === path && each.position <= position,
            );
            expect(lastChange && placeOf(lastChange)).toEqual(last === undefined ? null : placeOf(last));
            expect(value).toBe(last?.after ?? null);
          }
          const blamed = (await queries.blame(row)).map(({ path }) => path);
          const ever = changes.filter((each) => each.entityId === id).map(({ path }) => path);
          expect(blamed).toEqual(expect.arrayContaining([...new Set(ever)]));
        }
      }
    }));
});

function renaming(budgetId: string, name: string) {
  return { budgetId, opens: null, edits: [{ type: 'RenameBudget' as const, name }], events: [] };
}
