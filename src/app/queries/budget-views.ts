import type { Position } from '../../../events/position.js';
import { taxonomyOf } from '../../../events/taxonomy.js';
import type { Taxonomy } from '../../../events/taxonomy.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { BudgetView, Reading } from '../../../schema/services.js';
import type { BasisResolver } from './basis.js';
import type { Contents } from './contents.js';
import { fundingView } from './contents.js';

export interface BudgetViews {
  /** The budget as the reading sees it; null: it is not there yet, or unknown. */
  read(budgetId: string, reading: Reading): Promise<BudgetView | null>;
  /** The budget right after one of its saves, seen from `position` (default: the save's own end). */
  afterSave(save: SaveRow, position?: Position, recordedAt?: string): Promise<BudgetView>;
}

export function budgetViews(basis: BasisResolver, contents: Contents): BudgetViews {
  async function afterSave(save: SaveRow, position = save.lastPosition, recordedAt = save.clock): Promise<BudgetView> {
    const { id, name, unitKey, fiscalYear, taxonomy, openedFrom, rows } = await contents.budget(save.contentHash);
    return {
      ...{ id, name, unit: { key: unitKey, name }, fiscalYear, taxonomy: knownTaxonomy(taxonomy) },
      basis: { position, recordedAt, version: save.version },
      ...{
        contentHash: save.contentHash,
        openedFrom: openedFrom ?? null,
        totals: fundingView(save.totals),
        treeRoot: rows,
      },
    };
  }

  return {
    afterSave,
    async read(budgetId, reading) {
      const save = await basis.saveOf(budgetId, reading);
      if (save === null) return null;
      if ((reading.at?.version ?? reading.at?.sealId ?? null) !== null) return afterSave(save);
      const { position, recordedAt } = await basis.overall(reading);
      return afterSave(save, position, recordedAt);
    },
  };
}

function knownTaxonomy(id: string): Taxonomy {
  const taxonomy = taxonomyOf(id);
  if (taxonomy === undefined) throw new Error(`there is no taxonomy ${id}`);
  return taxonomy;
}
