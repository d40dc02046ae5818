import type { Position } from '../../../events/position.js';
import { contentHash } from '../../../projections/content/tree.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { SealRow } from '../../../projections/sealing-rows.js';
import { QueryError } from '../../../services/query-error.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';

export interface SealedSavesTools {
  readModel: Pick<ReadModel, 'seal' | 'saveAt' | 'contents'>;
  events: Pick<EventReader, 'head'>;
  /** Returns when the views show the position. */
  applied: (position: Position, argument: string[]) => Promise<void>;
}

/**
 * Seals as points. A seal that was withdrawn is still one: what was sealed under its id never changes, so an answer at a
 * seal does not either. Whether it is in force is told by the budget's list of seals.
 */
export function sealedSaves({ readModel, events, applied }: SealedSavesTools) {
  return {
    /**
     * The save that a seal of the budget names, its content checked against the seal.
     * @throws QueryError UNKNOWN_SEAL, BROKEN_SEAL
     */
    async saveOf(budgetId: string, sealId: string, head: Position): Promise<SaveRow | null> {
      let found = await readModel.seal(sealId, head);
      if (found === null) {
        // Perhaps it is recorded and not shown yet.
        const recorded = await events.head();
        await applied(recorded, ['at', 'sealId']);
        found = await readModel.seal(sealId, recorded);
      }
      if (found?.seal.budgetId !== budgetId) throw unknownSeal(sealId, found?.seal ?? null);
      const { seal } = found;
      const save = await readModel.saveAt(budgetId, { version: seal.version });
      if (save === null) throw new Error(`the read model has lost version ${seal.version} of ${budgetId}`);
      await verify(seal, save);
      return save;
    },
  };

  /** The version must have the sealed hash, and its root document must have it when it is hashed again. */
  async function verify(seal: SealRow, save: SaveRow): Promise<void> {
    if (save.contentHash !== seal.contentHash) throw brokenSeal(seal, save.contentHash);
    const [body = ''] = await readModel.contents([save.contentHash]);
    const actual = contentHash(body);
    if (actual !== seal.contentHash) throw brokenSeal(seal, actual);
  }
}

function unknownSeal(sealId: string, elsewhere: SealRow | null): QueryError {
  const shown = sealId.slice(0, 80);
  const [zh, en] =
    elsewhere === null
      ? [`没有编号为“${shown}”的定稿`, `There is no seal with the id "${shown}"`]
      : [`编号为“${shown}”的定稿属于另一个预算`, `The seal with the id "${shown}" is of another budget`];
  return new QueryError(
    'UNKNOWN_SEAL',
    `${zh}；请使用该预算 seals 返回的 sealId。`,
    `${en}; use an id that the budget’s "seals" gives.`,
    ['at', 'sealId'],
  );
}

function brokenSeal({ name, version, contentHash: sealed }: SealRow, found: string): QueryError {
  return new QueryError(
    'BROKEN_SEAL',
    `定稿“${name}”封存的内容哈希是 ${sealed}，而版本 ${version} 现为 ${found}：视图或账本已被改动；请重建视图（budget-ledger rebuild），仍不一致则请核查账本。`,
    `The seal "${name}" has the content hash ${sealed}, but version ${version} has ${found} now: views or ledger were tampered with. Rebuild the views (budget-ledger rebuild); if it stays, have the ledger examined.`,
    ['at', 'sealId'],
  );
}
