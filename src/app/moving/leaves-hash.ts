import { createHash } from 'node:crypto';

/** SHA-256 over leaf hashes in their order, hex: two ledgers with the same hold the same events in the same order. */
export interface LeavesHash {
  add(leafHash: string): void;
  /** Of what was added; nothing can be added afterwards. */
  digest(): string;
}

export function startLeavesHash(): LeavesHash {
  const hash = createHash('sha256');
  return {
    add: (leafHash) => void hash.update(leafHash, 'hex'),
    digest: () => hash.digest('hex'),
  };
}
