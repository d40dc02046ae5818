import type { Position } from '../../../ports/event-store.js';

export function orderKeyOf(key: string): string {
  return key.slice(key.lastIndexOf('\n') + 1);
}

export function toBlob(hash: string): Buffer {
  return Buffer.from(hash, 'hex');
}

export function earlier(one: Position, other: Position): Position {
  return one < other ? one : other;
}
