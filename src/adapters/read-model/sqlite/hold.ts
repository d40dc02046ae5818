import type { HeldReadModel } from '../../../ports/backup.js';
import { removeAll } from './generations.js';
import { lockForWriting } from './lock.js';

/** Keeps every projector away. @throws WriterLocked, CannotWrite */
export function holdSqliteReadModel(directory: string): HeldReadModel {
  const lock = lockForWriting(directory);
  return { clear: () => removeAll(directory), release: lock.release };
}
