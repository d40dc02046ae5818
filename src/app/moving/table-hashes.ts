import type { Position } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { TableHash } from './dump-lines.js';

const pageSize = 200;

/** What every table is at a position: each budget's newest and sealed versions, and each draft's newest. */
export async function* tableHashes(
  readModel: Pick<ReadModel, 'budgets' | 'drafts' | 'seals' | 'saveAt'>,
  position: Position,
): AsyncGenerator<TableHash> {
  for (let after: string | null = null; ;) {
    const { rows, more } = await readModel.budgets({}, 'PLACE_ASC', position, { first: pageSize, after });
    for (const { row } of rows) {
      const { budgetId } = row.save;
      const seals = await readModel.seals(budgetId, position);
      const versions = new Set([row.save.version, ...seals.map(({ seal }) => seal.version)]);
      for (const version of versions) yield* hashAt(budgetId, { version });
      for (const { draft } of await readModel.drafts(budgetId, position)) yield* hashAt(draft.draftId, { position });
    }
    if (!more) return;
    after = rows.at(-1)?.key ?? null;
  }

  async function* hashAt(table: string, at: { version: number } | { position: Position }): AsyncGenerator<TableHash> {
    const save = await readModel.saveAt(table, at);
    if (save !== null) yield { table, version: save.version, contentHash: save.contentHash };
  }
}
