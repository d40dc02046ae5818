import { hash } from 'node:crypto';

/**
 * The hash under which an event is a leaf of a Merkle tree: SHA-256(0x00 ‖ body), hex, of the event exactly as it is
 * stored (RFC 6962, section 2.1). The byte in front keeps a leaf from being taken for a node of the tree.
 */
export function leafHash(body: string): string {
  // In one call, which takes half the time of a hash that is built up; in UTF-8 the character 0 is the byte 0x00.
  return hash('sha256', `\0${body}`, 'hex');
}
