import type { Position } from '../../../events/position.js';
import { taxonomyOf } from '../../../events/taxonomy.js';
import type { Taxonomy } from '../../../events/taxonomy.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { BranchView, BudgetView, DraftAt, Reading } from '../../../services/services.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { BasisResolver } from './basis.js';
import type { Contents } from './contents.js';
import { fundingView } from './contents.js';
import { draftOfAnotherBudget } from './draft-points.js';

export interface BudgetViews {
  /** The budget as the reading sees it, or a draft of it; null: it is not there yet, or unknown. */
  read(budgetId: string, reading: Reading): Promise<BudgetView | null>;
  /** The table of a draft, whatever its budget. @throws QueryError UNKNOWN_DRAFT, UNKNOWN_VERSION, FUTURE_TIME */
  ofDraft(point: DraftAt, head: Reading['head']): Promise<BudgetView>;
  /** The same table, the budget's or the draft's, at an earlier position; null: it was not there yet. */
  earlier(table: BudgetView, position: Position): Promise<BudgetView | null>;
  /** The table right after one of its saves, seen from `position` (default: the save's own end). */
  afterSave(save: SaveRow, position?: Position, recordedAt?: string): Promise<BudgetView>;
}

export function budgetViews(
  readModel: Pick<ReadModel, 'draft' | 'saveAt'>,
  basis: BasisResolver,
  contents: Contents,
): BudgetViews {
  async function afterSave(save: SaveRow, position = save.lastPosition, recordedAt = save.clock): Promise<BudgetView> {
    const { id, name, unitKey, fiscalYear, taxonomy, openedFrom, rows } = await contents.budget(save.contentHash);
    const branch = await branchOf(save);
    const of = branch === null ? {} : { draftId: branch.draftId };
    return {
      id,
      name,
      unit: { key: unitKey, name },
      fiscalYear,
      taxonomy: knownTaxonomy(taxonomy),
      basis: { position, recordedAt, version: save.version, ...of },
      contentHash: save.contentHash,
      totals: fundingView(save.totals),
      treeRoot: rows,
      branch,
      openedFrom: openedFrom ?? null,
    };
  }

  async function branchOf({ draftId, lastPosition }: SaveRow): Promise<BranchView | null> {
    if (draftId === null) return null;
    const found = await readModel.draft(draftId, lastPosition);
    if (found === null) throw new Error(`the read model has lost the draft ${draftId}`);
    return { draftId, openedOn: found.draft.openedOn.position };
  }

  async function ofDraft(point: DraftAt, head: Reading['head']): Promise<BudgetView> {
    const { save, position, recordedAt } = await basis.draftAt(point, head);
    return afterSave(save, position, recordedAt);
  }

  return {
    afterSave,
    ofDraft,

    async read(budgetId, reading) {
      const { at, head } = reading;
      if (at?.draft) {
        const table = await ofDraft(at.draft, head);
        if (table.id !== budgetId) throw draftOfAnotherBudget(at.draft.id, table.id);
        return table;
      }
      const save = await basis.saveOf(budgetId, reading);
      if (save === null) return null;
      if ((at?.version ?? at?.sealId ?? null) !== null) return afterSave(save);
      const { position, recordedAt } = await basis.overall(reading);
      return afterSave(save, position, recordedAt);
    },

    async earlier({ id, branch, basis: now }, position) {
      const point = await basis.overall({ at: { position }, head: now });
      const save = await readModel.saveAt(branch?.draftId ?? id, { position: point.position });
      return save === null ? null : afterSave(save, point.position, point.recordedAt);
    },
  };
}

function knownTaxonomy(id: string): Taxonomy {
  const taxonomy = taxonomyOf(id);
  if (taxonomy === undefined) throw new Error(`there is no taxonomy ${id}`);
  return taxonomy;
}
