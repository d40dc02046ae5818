import type { Position } from '../../../ports/event-store.js';

/** Years newest first, then units, then printed order: one text that sorts like that. */
export function placeKey(row: { fiscalYear: number; unitKey: string; orderKey: string }): string {
  return `${String(9_999 - row.fiscalYear).padStart(4, '0')}\n${row.unitKey}\n${row.orderKey}`;
}

export function orderKeyOf(key: string): string {
  return key.slice(key.lastIndexOf('\n') + 1);
}

/** A non-negative decimal as text that sorts like the number, however it is written: 24 digits before the point, 6 after. */
export function amountKey(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.');
  return `${whole.replace(/^0+/, '').padStart(24, '0')}.${fraction.replace(/0+$/, '').padEnd(6, '0')}`;
}

/** Sort keys are handed out as opaque text and taken back as they were. */
export function writeKey(columns: readonly string[]): string {
  return JSON.stringify(columns);
}

export function readKey(key: string): string[] {
  return JSON.parse(key) as string[];
}

export function toBlob(hash: string): Buffer {
  return Buffer.from(hash, 'hex');
}

export function earlier(one: Position, other: Position): Position {
  return one < other ? one : other;
}
