import type { HeldReadModel } from '../../../ports/backup.js';
import { removeAll } from './generations.js';
import { lockForWriting } from './lock.js';

/** Keeps every projector away. @throws WriterLocked, CannotWrite */
export async function holdSqliteReadModel(directory: string): Promise<HeldReadModel> {
  const lock = lockForWriting(directory);
  return { clear: async () => removeAll(directory), release: async () => lock.release() };
}
