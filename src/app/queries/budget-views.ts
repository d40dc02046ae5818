import { taxonomyOf } from '../../../events/taxonomy.js';
import type { Taxonomy } from '../../../events/taxonomy.js';
import type { BudgetDocument } from '../../../projections/content-documents.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { At, Basis, BranchView, BudgetView, RootArguments } from '../../../services/services.js';
import type { Drafts, Points } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { Contents } from './contents.js';
import { totalsView } from './contents.js';
import type { ReadCursor } from './cursor.js';
import type { QueryPoints } from './points/points.js';
import { isOfOneBudget } from './points/points.js';
import type { TablePoint } from './points/table-point.js';
import { tablePoint } from './points/table-point.js';

export interface BudgetViews {
  /** The budget at a point, or a draft of it; null: it is not there yet, or unknown. */
  read(budgetId: string, at: At | null, head: Basis): Promise<BudgetView | null>;
  /** The same for each, in the order given. */
  readEach(budgetIds: readonly string[], root: Pick<RootArguments, 'at' | 'head'>): Promise<(BudgetView | null)[]>;
  /** The table at a point that is resolved already. */
  view(point: TablePoint): Promise<BudgetView>;
  /**
   * The same table, the budget's or the draft's, at the earlier position of a cursor; null: it was not there yet.
   * @throws QueryError UNKNOWN_POSITION if this ledger never gave it
   */
  earlier(table: BudgetView, cursor: Omit<ReadCursor, 'key'>): Promise<BudgetView | null>;
}

export function budgetViews(readModel: Drafts & Points, points: QueryPoints, contents: Contents): BudgetViews {
  async function view(point: TablePoint): Promise<BudgetView> {
    const [document] = await contents.budgets([point.save.contentHash]);
    return viewOf(point, document, await branchOf(point.save));
  }

  function viewOf(
    { save, basis }: TablePoint,
    read: BudgetDocument | undefined,
    branch: BranchView | null,
  ): BudgetView {
    const document = checkNotLost(read, `the content ${save.contentHash}`);
    const { id, name, unitKey, fiscalYear, taxonomy, openedFrom, rows } = document;
    return {
      id,
      name,
      unit: unitKey,
      fiscalYear,
      taxonomy: knownTaxonomy(taxonomy),
      basis,
      contentHash: save.contentHash,
      totals: totalsView(save.totals),
      treeRoot: rows,
      branch,
      openedFrom: openedFrom ?? null,
    };
  }

  async function branchOf({ draftId, lastPosition }: SaveRow): Promise<BranchView | null> {
    if (draftId === null) return null;
    const { draft } = checkNotLost(await readModel.draft(draftId, lastPosition), `the draft ${draftId}`);
    return { draftId, openedOn: draft.openedOn.position, baseVersion: draft.base.version };
  }

  async function read(budgetId: string, at: At | null, head: Basis): Promise<BudgetView | null> {
    const point = await points.ofBudget(budgetId, at, head);
    return point && view(point);
  }

  return {
    view,
    read,

    async readEach(budgetIds, { at, head }) {
      // A point of one budget is one of a few.
      if (isOfOneBudget(at)) return Promise.all(budgetIds.map((id) => read(id, at, head)));
      const basis = await points.overall(at, head);
      const { position } = basis;
      const found = await readModel.savesAt(budgetIds.map((tableId) => ({ tableId, position })));
      const saves = found.flatMap((save) => (save?.draftId === null ? [save] : []));
      const documents = await contents.budgets(saves.map(({ contentHash }) => contentHash));
      const views = new Map(
        saves.map((save, index) => [save.budgetId, viewOf(tablePoint(save, basis), documents[index], null)]),
      );
      return budgetIds.map((id) => views.get(id) ?? null);
    },

    async earlier({ id, branch, basis: now }, { position, argument }) {
      const then = await points.overall({ position: await points.given(position, [argument]) }, now);
      const save = await readModel.saveAt(branch?.draftId ?? id, { position: then.position });
      return save && view(tablePoint(save, then));
    },
  };
}

function knownTaxonomy(id: string): Taxonomy {
  const taxonomy = taxonomyOf(id);
  if (taxonomy === undefined) throw new Error(`there is no taxonomy ${id}`);
  return taxonomy;
}
