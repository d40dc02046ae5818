import { sumAmounts } from '../../../events/money.js';
import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { BudgetRow, ChangedCell, ProjectedSave, SaveRow } from '../../../projections/rows.js';
import type { SealingRows } from '../../../projections/sealing-rows.js';
import type {
  Branch,
  BudgetFilter,
  BudgetOrder,
  CellAddress,
  ControlNumberAsOf,
  ResolvedChangeFilter,
  ChangeOrder,
  Count,
  DraftAsOf,
  DraftFilter,
  DraftOrder,
  DraftsAsked,
  IndicatorFilter,
  IndicatorOrder,
  ProjectFilter,
  ProjectOrder,
  SealAsOf,
} from '../../../src/ports/read-model.js';
import { inOrder } from './expected-lists.js';
import {
  compareBudgetsBy,
  compareIndicatorsBy,
  compareProjectsBy,
  inFolder,
  movedAt,
  placeOf,
} from './reference-orders.js';
import { isAsked, matchesBudget, matchesChange, matchesIndicator, matchesProject } from './reference-filters.js';
import { referenceSaves } from './reference-saves.js';
import { compareKeys } from './replay.js';

/**
 * The read model's questions, answered by looking at every row: slow, and plain enough to be believed. Hashes
 * and rows are those of the saves that it is given; amounts are added by the program's own `money.ts`.
 */
export function referenceReadModel(saves: readonly ProjectedSave[]) {
  const rows = saves.map(({ save }) => save);
  const budgetSaves = saves.filter(({ save }) => save.draftId === null);
  const upTo = (position: Position) => saves.filter(({ save }) => save.lastPosition <= position);

  /** The last row of each id at or before the position. */
  function holding<Row extends { position: Position }>(
    all: readonly Row[],
    id: (row: Row) => string,
    at: Position,
  ): Row[] {
    const last = new Map<string, Row>();
    for (const row of all) if (row.position <= at) last.set(id(row), row);
    return [...last.values()];
  }

  /** The saves that a budget's rows come from, or a draft's: those of budgets up to where it was opened, and its own. */
  function savesOf(branch?: Branch): ProjectedSave[] {
    if (branch === undefined) return budgetSaves;
    const before = budgetSaves.filter(({ save }) => save.lastPosition <= branch.openedOn);
    return [...before, ...saves.filter(({ save }) => save.draftId === branch.draftId)];
  }

  const fundUsersAt = (at: Position, branch?: Branch) =>
    holding(
      savesOf(branch).flatMap((save) => save.fundUsers),
      (row) => row.fundUserId,
      at,
    );
  const projectsAt = (at: Position, branch?: Branch) =>
    holding(
      savesOf(branch).flatMap((save) => save.projects),
      (row) => row.projectId,
      at,
    );
  const indicatorsAt = (at: Position, branch?: Branch) =>
    holding(
      savesOf(branch).flatMap((save) => save.indicators),
      (row) => row.indicatorId,
      at,
    );

  const cellsUpTo = (at: Position, asked?: DraftsAsked) =>
    upTo(at)
      .flatMap(({ changes }) => changes)
      .filter((row) => isAsked(row, asked));

  const draft = (draftId: string, at: Position): DraftAsOf | null => {
    const row = upTo(at).findLast((save) => save.draft?.draftId === draftId)?.draft ?? null;
    const promotions = upTo(at).flatMap((save) => save.promotions);
    return row && { draft: row, promoted: promotions.find((each) => each.draftId === draftId) ?? null };
  };

  /** What was said about versions, of one kind. */
  function said<Kind extends keyof SealingRows>(at: Position, kind: Kind): SealingRows[Kind][number][] {
    return upTo(at).flatMap(({ sealing }): SealingRows[Kind][number][] => sealing[kind]);
  }

  function budgets(
    filter: BudgetFilter,
    at: Position,
    order: BudgetOrder = 'PLACE_ASC',
  ): { budget: BudgetRow; save: SaveRow }[] {
    const inPlace = upTo(at)
      .flatMap(({ budget }) => budget ?? [])
      .map((budget) => ({ budget, save: saveAt(budget.budgetId, { position: at }) as SaveRow }))
      .filter(({ budget, save }) => matchesBudget({ ...budget, name: save.name }, filter))
      .sort((one, other) =>
        compareKeys(placeOf({ ...one.budget, orderKey: '' }), placeOf({ ...other.budget, orderKey: '' })),
      );
    return inOrder(inPlace, compareBudgetsBy, order);
  }

  function saveAt(tableId: string, at: { version: number } | { position: Position }): SaveRow | null {
    const own = rows.filter((row) => tableOf(row) === tableId);
    const found =
      'version' in at
        ? own.find((row) => row.version === at.version)
        : own.findLast((row) => row.lastPosition <= at.position);
    return found ?? null;
  }

  return {
    saveAt,
    saveEnd: (position: Position) =>
      (
        rows.find((row) => row.firstPosition <= position && position <= row.lastPosition) ??
        rows.findLast((row) => row.lastPosition <= position)
      )?.lastPosition ?? ledgerStart,
    positionAt: (time: string) => rows.findLast((row) => row.clock <= time)?.lastPosition ?? ledgerStart,
    lastSave: (position: Position) => rows.findLast((row) => row.lastPosition <= position) ?? null,
    saves: (tableId: string, version: number) =>
      rows.filter((row) => tableOf(row) === tableId && row.version <= version).reverse(),
    ...referenceSaves(saves),
    draft,
    drafts: (budgetId: string, at: Position) =>
      saves.flatMap((save) =>
        save.draft?.budgetId === budgetId && save.save.version === 0 ? (draft(save.draft.draftId, at) ?? []) : [],
      ),
    draftList({ statuses, budgetIds }: DraftFilter, order: DraftOrder, at: Position): DraftAsOf[] {
      const opened = upTo(at).flatMap((save) => (save.draft?.version === 0 ? save.draft.draftId : []));
      const found = opened
        .flatMap((id) => draft(id, at) ?? [])
        .filter((each) => budgetIds === undefined || budgetIds.includes(each.draft.budgetId))
        .filter((each) => statuses === undefined || statuses.includes(each.promoted ? 'PROMOTED' : each.draft.status));
      return inOrder(found, { TIME: (one, other) => compareKeys([movedAt(one)], [movedAt(other)]) }, order);
    },
    budgets,
    budgetTotals(filter: BudgetFilter, at: Position) {
      const totals = budgets(filter, at).map(({ save }) => save.totals);
      return {
        fiscalAppropriation: sumAmounts(totals.map((sums) => sums.fiscalAppropriation)),
        specialAccount: sumAmounts(totals.map((sums) => sums.specialAccount)),
        other: sumAmounts(totals.map((sums) => sums.other)),
      };
    },
    fundUserVersions: (ids: readonly string[], at: Position, branch?: Branch) =>
      ids.map((id) => fundUsersAt(at, branch).find((row) => row.fundUserId === id) ?? null),
    projectVersions: (ids: readonly string[], at: Position, branch?: Branch) =>
      ids.map((id) => projectsAt(at, branch).find((row) => row.projectId === id) ?? null),
    indicatorVersions: (ids: readonly string[], at: Position, branch?: Branch) =>
      ids.map((id) => indicatorsAt(at, branch).find((row) => row.indicatorId === id) ?? null),
    projects: (filter: ProjectFilter, order: ProjectOrder, at: Position) =>
      inOrder(
        projectsAt(at)
          .filter((row) => matchesProject(row, filter))
          .sort(inFolder),
        compareProjectsBy,
        order,
      ),
    indicators: (filter: IndicatorFilter, order: IndicatorOrder, at: Position) =>
      inOrder(
        indicatorsAt(at)
          .filter((row) => matchesIndicator(row, filter))
          .sort(inFolder),
        compareIndicatorsBy,
        order,
      ),
    projectsOfDraft: (draftId: string, at: Position) =>
      holding(
        saves.filter(({ save }) => save.draftId === draftId).flatMap((save) => save.projects),
        (row) => row.projectId,
        at,
      ),
    indicatorsOfDraft: (draftId: string, at: Position) =>
      holding(
        saves.filter(({ save }) => save.draftId === draftId).flatMap((save) => save.indicators),
        (row) => row.indicatorId,
        at,
      ),
    changes: ({ drafts, ...filter }: ResolvedChangeFilter, order: ChangeOrder, at: Position): ChangedCell[] => {
      const oldest = cellsUpTo(at, drafts).filter((row) => matchesChange(row, filter));
      if (order === 'OLDEST_FIRST') return oldest;
      // The sort is stable, so the cells of one event stay as they were.
      return oldest.sort((one, other) => compareKeys([other.position], [one.position]));
    },
    /** Entity ids with the number of saves that changed a cell of theirs, by looking at every save. */
    edits(asked: ResolvedChangeFilter, at: Position): Map<string, number> {
      const { drafts, ...filter } = asked;
      const counts = new Map<string, number>();
      for (const { changes } of upTo(at)) {
        const cells = changes.filter((row) => isAsked(row, drafts) && matchesChange(row, filter));
        for (const id of new Set(cells.map(({ entityId }) => entityId))) counts.set(id, (counts.get(id) ?? 0) + 1);
      }
      return counts;
    },
    seals: (budgetId: string, at: Position): SealAsOf[] =>
      said(at, 'seals')
        .filter((seal) => seal.budgetId === budgetId)
        .map((seal) => {
          return { seal, withdrawn: said(at, 'withdrawnSeals').find(({ sealId }) => sealId === seal.sealId) ?? null };
        }),
    controlNumber(budgetId: string, at: Position): ControlNumberAsOf {
      const last = <Row extends { budgetId: string; position: Position }>(rows: Row[]): Row | undefined =>
        rows.findLast((row) => row.budgetId === budgetId);
      const issued = last(said(at, 'controlNumbers'));
      const withdrawn = last(said(at, 'withdrawnControlNumbers'));
      const isWithdrawn = withdrawn !== undefined && withdrawn.position > (issued?.position ?? '');
      return { inForce: isWithdrawn ? null : (issued ?? null), withdrawn: isWithdrawn ? withdrawn : null };
    },
    annotations: (budgetId: string, version: number, at: Position) =>
      said(at, 'annotations').filter((row) => row.budgetId === budgetId && row.version === version),
    lastChanges: (cells: readonly CellAddress[], at: Position, branch?: Branch): (ChangedCell | null)[] => {
      const rows = cellsUpTo(at, branch && { seenFrom: branch });
      return cells.map(
        ({ entityId, path }) => rows.findLast((row) => row.entityId === entityId && row.path === path) ?? null,
      );
    },
  };
}

/** What a save is one of: a budget's, or a draft's. */
export function tableOf({ draftId, budgetId }: SaveRow): string {
  return draftId ?? budgetId;
}

export function countedUpTo(bound: number, rows: number): Count {
  return rows <= bound ? { value: rows, exact: true } : { value: bound, exact: false };
}
