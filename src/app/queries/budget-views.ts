import { taxonomyOf } from '../../../events/taxonomy.js';
import type { Taxonomy } from '../../../events/taxonomy.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { At, Basis, BranchView, BudgetView } from '../../../services/services.js';
import type { Drafts, Points } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { Contents } from './contents.js';
import { fundingView } from './contents.js';
import type { ReadCursor } from './cursor.js';
import type { QueryPoints } from './points/points.js';
import type { TablePoint } from './points/table-point.js';
import { tablePoint } from './points/table-point.js';

export interface BudgetViews {
  /** The budget at a point, or a draft of it; null: it is not there yet, or unknown. */
  read(budgetId: string, at: At | null, head: Basis): Promise<BudgetView | null>;
  /** The table at a point that is resolved already. */
  view(point: TablePoint): Promise<BudgetView>;
  /**
   * The same table, the budget's or the draft's, at the earlier position of a cursor; null: it was not there yet.
   * @throws QueryError UNKNOWN_POSITION if this ledger never gave it
   */
  earlier(table: BudgetView, cursor: Omit<ReadCursor, 'key'>): Promise<BudgetView | null>;
}

export function budgetViews(readModel: Drafts & Points, points: QueryPoints, contents: Contents): BudgetViews {
  async function view({ save, basis }: TablePoint): Promise<BudgetView> {
    const { id, name, unitKey, fiscalYear, taxonomy, openedFrom, rows } = await contents.budget(save.contentHash);
    return {
      id,
      name,
      unit: { key: unitKey, name },
      fiscalYear,
      taxonomy: knownTaxonomy(taxonomy),
      basis,
      contentHash: save.contentHash,
      totals: fundingView(save.totals),
      treeRoot: rows,
      branch: await branchOf(save),
      openedFrom: openedFrom ?? null,
    };
  }

  async function branchOf({ draftId, lastPosition }: SaveRow): Promise<BranchView | null> {
    if (draftId === null) return null;
    const { draft } = checkNotLost(await readModel.draft(draftId, lastPosition), `the draft ${draftId}`);
    return { draftId, openedOn: draft.openedOn.position, baseVersion: draft.base.version };
  }

  return {
    view,

    async read(budgetId, at, head) {
      const point = await points.ofBudget(budgetId, at, head);
      return point && view(point);
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
