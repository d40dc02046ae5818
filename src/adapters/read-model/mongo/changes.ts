import type { Changes } from '../../../ports/read-model.js';
import type { Reading, Topic } from './documents.js';

export const changeTopic: Topic = { kinds: [], writes: async () => [] };

export function changesOf(_reading: Reading): Changes {
  const missing = async (): Promise<never> => {
    throw new Error('changed cells are not kept in MongoDB yet');
  };
  return { changes: missing, countChanges: missing, lastChanges: missing };
}
