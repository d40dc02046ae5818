import { decodeEnvelope } from '../../../events/record.js';
import type { EventReader } from '../../ports/event-store.js';
import { ledgerStart } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { MovingError } from './moving-error.js';

/**
 * Looks whether views were made from this ledger: what they show last stands at that position of it.
 * @throws MovingError VIEWS_OF_ANOTHER_LEDGER
 */
export async function checkOwnViews(
  events: Pick<EventReader, 'readAt'>,
  readModel: Pick<ReadModel, 'status' | 'lastSave'>,
): Promise<void> {
  const { position } = await readModel.status();
  if (position === ledgerStart) return;
  const [event, save] = await Promise.all([events.readAt(position), readModel.lastSave(position)]);
  if (event !== null && decodeEnvelope(event.body).commandId === save?.commandId) return;
  throw new MovingError(
    'VIEWS_OF_ANOTHER_LEDGER',
    `READ_MODEL 中的视图属于另一本账（到位置 ${position}）；未写入任何内容。请另指一个空的视图库，或先删除它。`,
    `The views of READ_MODEL are those of another ledger (up to ${position}). Nothing was written; name an empty one, or remove them first.`,
  );
}
