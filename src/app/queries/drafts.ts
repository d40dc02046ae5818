import type { Position } from '../../../events/position.js';
import type { BudgetView, DraftView, Queries, Reading } from '../../../services/services.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { BasisResolver } from './basis.js';
import type { BudgetViews } from './budget-views.js';
import { connection, countBound } from './connection.js';
import type { ListIdentity } from './cursor.js';
import { draftOfAnotherBudget } from './draft-points.js';
import { draftView } from './draft-view.js';
import type { Paging } from './paging.js';

export interface DraftTools {
  readModel: Pick<ReadModel, 'draft' | 'drafts' | 'saveAt' | 'changes' | 'countChanges' | 'eventPosition'>;
  basis: BasisResolver;
  budgets: BudgetViews;
  paging: Paging;
  event: Queries['event'];
}

type DraftQueries = Pick<
  Queries,
  'draft' | 'drafts' | 'draftTable' | 'draftChanges' | 'draftAtChange' | 'promotedFrom'
>;

interface Point {
  position: Position;
  recordedAt: string;
  /** Of the one budget that the point is of; null: it is one of the whole ledger. */
  budgetId: string | null;
}

function pointIn({ id: budgetId, basis: { position, recordedAt } }: BudgetView): Point {
  return { position, recordedAt, budgetId };
}

/** Drafts as they are at a point: who opened them, what review made of them, and what became of them. */
export function draftQueries({ readModel, basis, budgets, paging, event }: DraftTools): DraftQueries {
  /** The draft right after the save that ends there. */
  async function draftSeen(id: string, { basis: { position, recordedAt } }: BudgetView): Promise<DraftView | null> {
    const found = await readModel.draft(id, position);
    return found && draftView(found, { position, recordedAt });
  }

  async function tableOf({ id, basis: { position, recordedAt } }: DraftView): Promise<BudgetView> {
    const save = await readModel.saveAt(id, { position });
    if (save === null) throw new Error(`the read model has lost the draft ${id}`);
    return budgets.afterSave(save, position, recordedAt);
  }

  /** Where a draft is looked at; a version or a seal is one of its budget's, and shows the draft as it was then. */
  async function pointOf(id: string, reading: Reading): Promise<Point | null> {
    const { at, head } = reading;
    if (at?.draft) return pointIn(await budgets.ofDraft(at.draft, head));
    if ((at?.version ?? at?.sealId ?? null) === null) return { ...(await basis.overall(reading)), budgetId: null };
    const known = await readModel.draft(id, head.position);
    const budget = known && (await budgets.read(known.draft.budgetId, reading));
    return budget && pointIn(budget);
  }

  return {
    async draft(id, reading) {
      const point = await pointOf(id, reading);
      const found = point && (await readModel.draft(id, point.position));
      if (point === null || found === null) return null;
      const { budgetId } = found.draft;
      if ((point.budgetId ?? budgetId) !== budgetId) throw draftOfAnotherBudget(id, budgetId);
      return draftView(found, point);
    },

    async drafts(budget, statuses) {
      const { position, recordedAt } = budget.basis;
      const all = (await readModel.drafts(budget.id, position)).map((each) =>
        draftView(each, { position, recordedAt }),
      );
      return statuses === null ? all : all.filter(({ status }) => statuses.includes(status));
    },

    draftTable: tableOf,

    async draftChanges(draft, page) {
      const { id: draftId } = draft;
      const list: ListIdentity = ['draftChanges', draftId];
      const { budget, rows: wanted } = await paging.beginWithin(list, page, await tableOf(draft));
      const filter = { drafts: { only: draftId } };
      const { position } = budget.basis;
      const rows = await readModel.changes(filter, 'NEWEST_FIRST', position, wanted);
      const count = () => readModel.countChanges(filter, position, countBound);
      return connection({ list, page, basis: budget.basis, rows, nodes: rows.rows.map(({ row }) => row), count });
    },

    async draftAtChange({ draftId, version }) {
      if (draftId === null) return null;
      const save = await readModel.saveAt(draftId, { version });
      return save && draftSeen(draftId, await budgets.afterSave(save));
    },

    async promotedFrom({ draftId, budgetId, position, version }) {
      if (draftId !== null) return null;
      const { source } = await event(position);
      if (source.kind !== 'promote') return null;
      const save = await readModel.saveAt(budgetId, { version });
      const draft = save && (await draftSeen(source.draft, await budgets.afterSave(save)));
      if (draft === null) throw new Error(`the read model has lost the draft ${source.draft}`);
      const set = source.event === null ? null : await readModel.eventPosition(source.event);
      return { draft, event: set === null ? null : await event(set) };
    },
  };
}
