import { compareAmounts, difference, sumAmounts } from '../money.js';
import type { ControlDifference, ControlNumber } from './sealing.events.js';

export const limitCells = ['total', 'fiscalAppropriation', 'specialAccount', 'other'] as const;
export type LimitCell = (typeof limitCells)[number];

/** What a table comes to, by source, in 万元. */
export type SumsBySource = Readonly<Record<Exclude<LimitCell, 'total'>, string>>;

export const limitLabels: Record<LimitCell, { zh: string; en: string }> = {
  total: { zh: '总计', en: 'the total' },
  fiscalAppropriation: { zh: '财政拨款', en: 'fiscalAppropriation' },
  specialAccount: { zh: '财政专户拨款', en: 'specialAccount' },
  other: { zh: '其他资金', en: 'other' },
};

/** The limits of a control number, and nothing else that is known of it. */
export function limitsOf({ total, fiscalAppropriation, specialAccount, other }: ControlNumber): ControlNumber {
  return { total, fiscalAppropriation, specialAccount, other };
}

/** Where the sums are others than the control number in force has, the total first; what it does not limit is not compared. */
export function controlDifferences(limits: ControlNumber | null, sums: SumsBySource): ControlDifference[] {
  if (limits === null) return [];
  const { fiscalAppropriation, specialAccount, other } = sums;
  const all: Record<LimitCell, string> = { ...sums, total: sumAmounts([fiscalAppropriation, specialAccount, other]) };
  return limitCells.flatMap((cell): ControlDifference[] => {
    const limit = limits[cell];
    const sum = all[cell];
    return limit === null || compareAmounts(sum, limit) === 0 ? [] : [{ cell, limit, sum }];
  });
}

/** In 万元: the sum, what the control number has for it, and by how much it is more or less. */
export function differenceText({ cell, limit, sum }: ControlDifference): { zh: string; en: string } {
  const { zh, en } = limitLabels[cell];
  const delta = difference(limit, sum);
  const [more, sign] = delta.startsWith('-') ? ['少', '-'] : ['多', '+'];
  const by = delta.replace('-', '');
  return {
    zh: `${zh} ${sum} 万元，控制数 ${limit} 万元，${more} ${by} 万元`,
    en: `${en} ${sum}, control number ${limit}, ${sign}${by}`,
  };
}

/** A sum that is above its limit. */
export interface Excess extends ControlDifference {
  zh: string;
  en: string;
}

/** The sums that are above the control number, the total first; none: the table keeps to it. */
export function aboveControlNumber(limits: ControlNumber | null, sums: SumsBySource): Excess[] {
  const above = controlDifferences(limits, sums).filter(({ sum, limit }) => compareAmounts(sum, limit) > 0);
  return above.map(({ cell, limit, sum }) => {
    const { zh, en } = limitLabels[cell];
    return { cell, limit, sum, zh: `${zh} ${sum} 万元，控制数 ${limit} 万元`, en: `${en} ${sum}, limit ${limit}` };
  });
}
