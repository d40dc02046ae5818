import type { Position } from '../../../../events/position.js';
import { contentHash } from '../../../../projections/content/tree.js';
import type { SealRow } from '../../../../projections/sealing-rows.js';
import { QueryError } from '../../../../services/query-error.js';
import type { ContentBodies, Points, Seals } from '../../../ports/read-model.js';
import { checkNotLost } from '../../lost.js';
import { sealOfAnotherBudget, unknownSeal } from '../unknown.js';
import type { CatchingUp } from './catching-up.js';
import type { TablePoint } from './table-point.js';
import { tablePoint } from './table-point.js';

export interface SealPointsTools {
  readModel: Seals & Points & ContentBodies;
  catchUp: CatchingUp;
}

/** What a point needs to know of a seal. */
export type KnownSeal = Pick<SealRow, 'budgetId' | 'name' | 'version' | 'contentHash'>;

export interface SealPoints {
  /** @throws QueryError NOT_FOUND, BROKEN_SEAL */
  byId(budgetId: string, sealId: string, head: Position): Promise<TablePoint>;
  /** The version that the seal names, its content compared with the sealed hash. @throws QueryError BROKEN_SEAL */
  sealed(seal: KnownSeal): Promise<TablePoint>;
}

/**
 * Seals as points. A seal that was withdrawn is still one: what was sealed under its id never changes, so an answer at a
 * seal does not either. The budget's list of seals says whether it is in force.
 */
export function sealPoints({ readModel, catchUp }: SealPointsTools): SealPoints {
  async function sealed(seal: KnownSeal): Promise<TablePoint> {
    const { budgetId, version } = seal;
    const save = checkNotLost(await readModel.saveAt(budgetId, { version }), `version ${version} of ${budgetId}`);
    if (save.contentHash !== seal.contentHash) throw brokenSeal(seal, save.contentHash);
    // The hash that the save claims proves nothing about the root document that is stored under it.
    const [body = ''] = await readModel.contents([save.contentHash]);
    const actual = contentHash(body);
    if (actual !== seal.contentHash) throw brokenSeal(seal, actual);
    return tablePoint(save);
  }

  return {
    sealed,

    async byId(budgetId, sealId, head) {
      const shown = await readModel.seal(sealId, head);
      const found = shown ?? (await readModel.seal(sealId, await catchUp.recorded(['at', 'sealId'])));
      if (found === null) throw unknownSeal(sealId);
      if (found.seal.budgetId !== budgetId) throw sealOfAnotherBudget(sealId);
      return sealed(found.seal);
    },
  };
}

function brokenSeal({ name, version, contentHash: sealed }: KnownSeal, found: string): QueryError {
  return new QueryError(
    'BROKEN_SEAL',
    `定稿“${name}”封存的内容，与版本 ${version} 现在的内容不符：视图或账本已被改动；请重建视图（budget-ledger rebuild），仍不一致则请核查账本。`,
    `The seal "${name}" has the content hash ${sealed}, but version ${version} has ${found} now: views or ledger were tampered with. Rebuild the views (budget-ledger rebuild); if it stays, have the ledger examined.`,
    ['at', 'sealId'],
  );
}
