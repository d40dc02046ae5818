/** Years newest first, then units, then printed order: one text that sorts like that. */
export function placeKey({ orderKey, ...row }: { fiscalYear: number; unitKey: string; orderKey: string }): string {
  return `${placePrefix(row)}${orderKey}`;
}

/** What the place keys of a year's rows begin with, or of one unit's in that year. */
export function placePrefix({ fiscalYear, unitKey }: { fiscalYear: number; unitKey?: string | undefined }): string {
  const year = `${String(9_999 - fiscalYear).padStart(4, '0')}\n`;
  return unitKey === undefined ? year : `${year}${unitKey}\n`;
}

/** A non-negative decimal as text that sorts like the number, however it is written: 24 digits before the point, 6 after. */
export function amountKey(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.');
  return `${whole.replace(/^0+/, '').padStart(24, '0')}.${fraction.replace(/0+$/, '').padEnd(6, '0')}`;
}

/** As the engine orders texts: by their bytes in UTF-8, which beyond the basic plane is not how JavaScript does. */
export function compareTexts(one: string, other: string): number {
  return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other));
}
