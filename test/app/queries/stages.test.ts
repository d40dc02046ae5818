import { describe, expect, it } from '@jest/globals';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { Stage } from '../../../events/sealing/sealing.events.js';
import { stages } from '../../../events/sealing/sealing.events.js';
import type { CellDifference } from '../../../projections/cell-differences.js';
import type { StageFilter, StageRow } from '../../../projections/stages/stage-rows.js';
import type { CellChangeView, StageMatrixView, StageRowView } from '../../../services/services.js';
import { expectedChanges } from '../../support/oracles/expected-history.js';
import { expectedStages } from '../../support/oracles/expected-stages.js';
import { request } from '../../support/ledgers/ledger.js';
import type { Replayed } from '../../support/oracles/replay.js';
import type { Asking } from '../../support/random/whatever-was-recorded.js';
import { whateverIsRecorded } from '../../support/random/whatever-was-recorded.js';
import { reader } from '../../support/ledgers/reader.js';
import { sealAsked } from '../../support/stories/sealing-grounds.js';

const all = { first: 100_000, after: null };
const everything = { only: null, withCurrent: false };

interface Sealed {
  asking: Asking;
  budgetId: string;
  /** The saves that were sealed, in the order of the stages. */
  sealed: Replayed[];
  matrix: StageMatrixView;
}

/** 二下 is of the table as it stands, and what adjusts it comes behind. */
const mayBeEarlier = new Set<Stage>(['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP']);

/** Seals some versions of whatever was recorded, as many as there are stages, and asks for the matrix. */
function whateverIsSealed(expectIn: (sealed: Sealed) => Promise<void>): Promise<void> {
  return whateverIsRecorded(
    async (asking) => {
      const { ledger, number, saves } = asking;
      const picked = stages.map((stage, at) =>
        mayBeEarlier.has(stage) ? (number + at * (at + number)) % saves.length : saves.length - 1,
      );
      const sealed = picked.sort((one, other) => one - other).map((at) => saves[at] as Replayed);
      const budgetId = saves[0]?.budgetId ?? '';
      for (const [at, { version }] of sealed.entries()) {
        const answer = await ledger.services.commands.sealVersion({
          ...request(),
          ...sealAsked(stages[at] ?? null),
          budgetId,
          version,
        });
        if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
      }
      const { queries } = asking;
      const reading = { caller: reader, at: null, head: await queries.head(null) };
      await expectIn({ asking, budgetId, sealed, matrix: await queries.stages(budgetId, everything, reading) });
    },
    { budgets: 1, saves: 8 },
  );
}

const tablesOf = (sealed: readonly Replayed[]) =>
  sealed.map(({ budgets, budgetId }) => budgets.get(budgetId) as OpenBudgetState);

async function rowsOf(matrix: StageMatrixView, filter: StageFilter = {}): Promise<StageRowView[]> {
  return (await matrix.rows(filter, all)).edges.map(({ node }) => node);
}

/** Without what is looked up on demand. */
function plain(rows: readonly StageRowView[]): StageRow[] {
  return rows.map(({ cells, ...row }) => ({
    ...row,
    cells: cells.map(({ steps, overall, ...cell }) => ({
      ...cell,
      steps: steps.map(plainCell),
      overall: plainCell(overall),
    })),
  }));
}

function plainCell(cell: CellChangeView | null): CellDifference | null {
  if (cell === null) return null;
  const { lastChange: _asked, annotations: _later, ...difference } = cell;
  return difference;
}

const comparedRows = (rows: readonly StageRow[], isAsked: (cell: StageRow['cells'][number]) => boolean) =>
  rows.flatMap((row) => {
    const cells = row.cells.filter((cell) => cell.steps.some((step) => step !== null) && isAsked(cell));
    return cells.length === 0 ? [] : [{ ...row, cells }];
  });

describe('the stages side by side', () => {
  it('have in every column what the table at its seal shows alone, and mark what differs from the column before', () =>
    whateverIsSealed(async ({ sealed, matrix }) => {
      expect(plain(await rowsOf(matrix))).toEqual(expectedStages(tablesOf(sealed)));
      expect(matrix.columns.map(({ seal, basis }) => [seal?.stage, basis.version, basis.position])).toEqual(
        sealed.map(({ version, position }, at) => [stages[at], version, position]),
      );
    }));

  it('have for each cell that differs the change that a scan finds last before the column', () =>
    whateverIsSealed(async ({ asking, sealed, matrix }) => {
      const changes = expectedChanges(asking.events);
      for (const { entityId, cells } of await rowsOf(matrix, { changed: true })) {
        for (const { path, steps, values } of cells) {
          for (const [column, step] of steps.entries()) {
            if (step === null) continue;
            const end = sealed[column]?.position ?? '';
            const last = changes.findLast(
              (each) => each.entityId === entityId && each.path === path && each.position <= end,
            );
            const found = await step.lastChange();
            expect([found?.eventId, found?.path, found?.after]).toEqual([last?.eventId, path, values[column]]);
          }
        }
      }
    }));

  it('are told page by page as they are told at once, whatever is asked for, and counted', () =>
    whateverIsSealed(async ({ asking: { number }, sealed, matrix }) => {
      const whole = expectedStages(tablesOf(sealed));
      const effects = (cell: StageRow['cells'][number]) => [...cell.steps, cell.overall].map((step) => step?.effect);
      const ofKind = (entityKind: 'INDICATOR' | 'FUND_USER' | 'BUDGET') =>
        [{ entityKinds: [entityKind] }, whole.filter((row) => row.entityKind === entityKind)] as const;
      const asked: (readonly [StageFilter, StageRow[]])[] = [
        [{}, whole],
        [{ changed: true }, comparedRows(whole, () => true)],
        [{ effects: ['WEAKENED'] }, comparedRows(whole, (cell) => effects(cell).includes('WEAKENED'))],
        ofKind('INDICATOR'),
        ofKind('FUND_USER'),
        ofKind('BUDGET'),
        [{ changed: true, entityKinds: ['PROJECT'] }, comparedRows(whole, () => true).filter(isProject)],
      ];
      for (const [filter, expected] of asked) {
        const told: StageRowView[] = [];
        for (let after: string | null = null; ;) {
          const page = await matrix.rows(filter, { first: 1 + (number % 7), after });
          told.push(...page.edges.map(({ node }) => node));
          if (!page.hasNextPage) break;
          after = page.edges.at(-1)?.cursor ?? null;
        }
        expect(plain(told)).toEqual(expected);
        const back: StageRowView[] = [];
        for (let before: string | null = null; ;) {
          const page = await matrix.rows(filter, { last: 1 + (number % 5), before });
          back.unshift(...page.edges.map(({ node }) => node));
          if (!page.hasPreviousPage) break;
          before = page.edges[0]?.cursor ?? null;
        }
        expect(plain(back)).toEqual(expected);
        expect(await (await matrix.rows(filter, all)).count()).toEqual({ value: expected.length, exact: true });
      }
    }));

  it('of two stages differ as a comparison of the two seals does, in the same order', () =>
    whateverIsSealed(async ({ asking: { queries }, budgetId, matrix: { basis } }) => {
      const reading = { caller: reader, at: null, head: basis };
      const chosen = { only: ['FIRST_UP', 'SECOND_DOWN'] as const, withCurrent: false };
      const two = await queries.stages(budgetId, chosen, reading);
      const [from, to] = two.columns.map(({ seal }) => ({ budgetId, at: { sealId: seal?.id ?? '' } }));
      const comparison = await queries.compare(from as never, to as never, reading);
      // The project of a removed row is named here by the last column that has it, there as it was at `from`.
      const compared = (await comparison.rows({}, all)).edges.map(
        ({ node: { entityId, kind, projectName, cells } }) => [
          entityId,
          kind === 'REMOVED' ? null : projectName,
          cells.map(({ path, before, after, delta, effect }) => [path, before, after, delta, effect]),
        ],
      );
      const rows = await rowsOf(two, { changed: true });
      expect(
        rows.map(({ entityId, present: [, isThere], projectName, cells }) => [
          entityId,
          isThere ? projectName : null,
          cells.map(({ path, values, steps: [, step] }) => [path, ...values, step?.delta, step?.effect]),
        ]),
      ).toEqual(compared);
      const wholes = rows.flatMap(({ cells }) => cells.map(({ overall }) => [overall?.delta, overall?.effect]));
      expect(wholes).toEqual(
        rows.flatMap(({ cells }) => cells.map(({ steps: [, step] }) => [step?.delta, step?.effect])),
      );
    }));
});

function isProject({ entityKind }: StageRow): boolean {
  return entityKind === 'PROJECT';
}
