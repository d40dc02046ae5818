import { createHash } from 'node:crypto';

/**
 * The hash under which an event is a leaf of a Merkle tree: SHA-256(0x00 ‖ body), hex, of the event exactly as it is
 * stored (RFC 6962, section 2.1). The byte in front keeps a leaf from being taken for a node of the tree.
 */
export function leafHash(body: string): string {
  return createHash('sha256').update(leafPrefix).update(body, 'utf8').digest('hex');
}

const leafPrefix = Buffer.of(0);
