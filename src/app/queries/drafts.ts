import type { Position } from '../../../events/position.js';
import type { Basis, BudgetView, DraftFilter, DraftView, Queries, RootArguments } from '../../../services/services.js';
import type { Aggregates, Changes, Drafts, Points, Rows, Seals } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import { everyRow } from '../whole-lists.js';
import type { BudgetViews } from './budget-views.js';
import { checkDrafts } from './check-filter.js';
import { changeOrders } from './changes.js';
import { connection, countBound } from './connection.js';
import type { ListIdentity } from './cursor.js';
import { editedRowsOf } from './edited-rows.js';
import { identityOf } from './cursor.js';
import { draftView, draftViews } from './draft-view.js';
import type { Paging } from './paging.js';
import { onlyOf } from './paging.js';
import type { QueryPoints } from './points/points.js';
import { isOfOneBudget } from './points/points.js';
import type { TablePoint } from './points/table-point.js';
import { tablePoint } from './points/table-point.js';
import { draftOfAnotherBudget } from './unknown.js';

export interface DraftQueryTools {
  readModel: Aggregates & Drafts & Points & Changes & Pick<Rows, 'budget' | 'budgets'> & Pick<Seals, 'annotations'>;
  points: QueryPoints;
  budgets: BudgetViews;
  paging: Paging;
}

export type DraftQueries = Pick<Queries, 'draft' | 'drafts' | 'draftList' | 'draftTable' | 'draftChanges'> & {
  /** In the order given; null: unknown, or not opened yet there. */
  draftsById(ids: readonly string[], root: RootArguments): Promise<(DraftView | null)[]>;
};

/** Where a draft is looked at. */
interface DraftPoint extends Pick<Basis, 'position' | 'recordedAt' | 'live'> {
  /** Of the one budget that the point is of; null: it is one of the whole ledger. */
  budgetId: string | null;
}

/** Drafts as they are at a point: who opened them, what review made of them, and what became of them. */
export function draftQueries({ readModel, points, budgets, paging }: DraftQueryTools): DraftQueries {
  async function tableOf({ id, basis }: DraftView): Promise<BudgetView> {
    const save = await readModel.saveAt(id, { position: basis.position });
    return budgets.view(tablePoint(checkNotLost(save, `the draft ${id}`), basis));
  }

  /** A version or a seal is one of the draft's budget, and shows the draft as it was then. */
  async function pointOf(id: string, { at, head }: RootArguments): Promise<DraftPoint | null> {
    if (at?.draft) return pointIn(await points.ofDraft(at.draft, head));
    if (!isOfOneBudget(at)) return { ...(await points.overall(at, head)), budgetId: null };
    const known = await readModel.draft(id, head.position);
    const budget = known && (await points.ofBudget(known.draft.budgetId, at, head));
    return budget && pointIn(budget);
  }

  async function draft(id: string, root: RootArguments): Promise<DraftView | null> {
    const point = await pointOf(id, root);
    const found = point && (await readModel.draft(id, point.position));
    if (point === null || found === null) return null;
    const { budgetId } = found.draft;
    if ((point.budgetId ?? budgetId) !== budgetId) throw await draftOfAnotherBudget(found.draft, readModel);
    return draftView(readModel, found, point);
  }

  /** A unit has a budget a year: those of the units are few, and are found first. */
  async function matchingDrafts({ units, ...filter }: DraftFilter, position: Position) {
    if (units === undefined) return filter;
    const ofUnits = { units, ...(filter.budgetIds === undefined ? {} : { budgetIds: filter.budgetIds }) };
    const found = await everyRow((page) => readModel.budgets(ofUnits, 'UNIT_ASC', position, page));
    return { ...filter, budgetIds: found.map(({ budget }) => budget.budgetId) };
  }

  return {
    draft,

    async draftsById(ids, root) {
      // A point of one budget is one of a few.
      if (isOfOneBudget(root.at)) return Promise.all(ids.map((id) => draft(id, root)));
      const point = await points.overall(root.at, root.head);
      const found = await readModel.draftsById(ids, point.position);
      const views = draftViews(
        readModel,
        found.filter((each) => each !== null),
        point,
      );
      const byId = new Map(views.map((view) => [view.id, view]));
      return ids.map((id) => byId.get(id) ?? null);
    },

    async drafts(budget, statuses) {
      const found = await readModel.drafts(budget.id, budget.basis.position);
      const all = draftViews(readModel, found, budget.basis);
      return statuses === null ? all : all.filter(({ status }) => statuses.includes(status));
    },

    async draftList(filter, page, { at, head }, order = 'TIME_DESC') {
      checkDrafts(filter);
      const named: ListIdentity = ['drafts', identityOf(filter), order];
      const budgetId = onlyOf(filter.budgetIds);
      const { list, point, rows: wanted } = await paging.begin({ list: named, page, at, head, budgetId });
      const { position } = point;
      const matching = await matchingDrafts(filter, position);
      const rows = await readModel.draftList(matching, order, position, wanted);
      const found = rows.rows.map(({ row }) => row);
      const nodes = draftViews(readModel, found, point);
      const count = () => readModel.countDrafts(matching, position, countBound);
      return connection({ list, page, basis: point, rows, nodes, count });
    },

    draftTable: tableOf,

    async draftChanges(draft, page, order = 'TIME_DESC') {
      const { id: draftId } = draft;
      const list: ListIdentity = ['draftChanges', draftId];
      const { budget, rows: wanted } = await paging.beginWithin(list, page, await tableOf(draft));
      const filter = { drafts: { only: draftId } };
      const { position } = budget.basis;
      const rows = await readModel.changes(filter, changeOrders[order], position, wanted);
      const count = () => readModel.countChanges(filter, position, countBound);
      const nodes = rows.rows.map(({ row }) => row);
      const editedRows = (moreThan: number) =>
        editedRowsOf(readModel, { matching: filter, position, knownBy: position }, moreThan);
      return { ...connection({ list, page, basis: budget.basis, rows, nodes, count }), editedRows };
    },
  };
}

function pointIn({ save, basis }: TablePoint): DraftPoint {
  return { ...basis, budgetId: save.budgetId };
}
