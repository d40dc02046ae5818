import { compareAmounts, parseBound } from '../../../events/money.js';
import { Refusal } from '../../../events/refusal.js';
import { targetMeasures } from '../../../events/target.js';
import { rangeKey } from '../../../projections/search/target-key.js';
import type { FundingSums } from '../../../projections/rows.js';
import type { ProjectFilter, Range, TargetRange } from '../../../services/filters.js';
import { QueryError } from '../../../services/query-error.js';
import type { GrowthRange } from '../../../services/services.js';

/** With the ends of its ranges of amounts as they are compared. @throws QueryError INVALID_INPUT */
export function readAmounts<Filter extends Pick<ProjectFilter, 'total' | 'funding'>>(filter: Filter): Filter {
  const { total, funding } = filter;
  const read = { ...filter };
  if (total !== undefined) read.total = readAmountRange(['total'], total);
  if (funding !== undefined) {
    read.funding = Object.fromEntries(
      sources.flatMap((source) => {
        const range = funding[source] ?? null;
        return range === null ? [] : [[source, readAmountRange(['funding', source], range)]];
      }),
    );
  }
  return read;
}

const sources: readonly (keyof FundingSums)[] = ['fiscalAppropriation', 'specialAccount', 'other'];

function readAmountRange(member: string[], { min, max }: Range): Range {
  const range = {
    min: min === null || min === undefined ? null : readAmount(min, ['filter', ...member, 'min']),
    max: max === null || max === undefined ? null : readAmount(max, ['filter', ...member, 'max']),
  };
  checkOrder(member, range, compareAmounts);
  return range;
}

function readAmount(text: string, argument: string[]): string {
  try {
    return parseBound(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new QueryError('INVALID_INPUT', error.message, error.messageEn, argument);
  }
}

/** @throws QueryError INVALID_INPUT */
export function checkTargetRange(member: 'cycleTarget' | 'annualTarget', range: TargetRange | undefined): void {
  if (range === undefined) return;
  const { min, max } = range;
  const measure = range.measure ?? '';
  if (measure !== '' && !targetMeasures.includes(measure)) throw unknownMeasure(member, measure);
  for (const [end, value] of Object.entries({ min, max })) {
    if (value !== null && value !== undefined && !plain.test(value)) throw notANumber(member, end, value);
  }
  checkOrder([member], range, (one, other) =>
    rangeKey(one, measure) < rangeKey(other, measure) ? -1 : Number(one !== other),
  );
}

/** @throws QueryError INVALID_INPUT for what is no percentage, and for a range that nothing is in */
export function checkGrowth(range: GrowthRange | undefined): void {
  if (range === undefined) return;
  const { moreThan, lessThan } = range;
  for (const [end, value] of Object.entries({ moreThan, lessThan })) {
    if (value !== null && value !== undefined && !percentage.test(value)) throw notAPercentage(end, value);
  }
  const ends = [moreThan, lessThan].filter((value) => value !== null && value !== undefined);
  const [above, below] = ends;
  if (above === undefined || below === undefined || compareAmounts(above, below) < 0) return;
  throw new QueryError(
    'INVALID_INPUT',
    `filter.growth 的 moreThan（${above}）不小于 lessThan（${below}），什么也不会符合；请对调两者，或分两次查询。`,
    `In filter.growth, moreThan (${above}) is not below lessThan (${below}), which nothing matches; swap them, or ask twice.`,
    ['filter', 'growth'],
  );
}

/** Plain digits: exact arithmetic takes all of them. */
const percentage = /^-?\d{1,20}(\.\d{1,10})?$/;

/** Targets have no sign; with so many digits at most they are compared at once. */
const plain = /^\d{1,60}(\.\d{1,60})?$/;

function checkOrder(member: string[], { min, max }: Range, compare: (one: string, other: string) => number): void {
  if (min === null || min === undefined || max === null || max === undefined || compare(max, min) >= 0) return;
  const name = member.join('.');
  throw new QueryError(
    'INVALID_INPUT',
    `filter.${name} 的 min（${min}）大于 max（${max}），什么也不会符合；请对调两者。`,
    `In filter.${name}, min (${min}) is above max (${max}), which nothing matches; swap them.`,
    ['filter', ...member],
  );
}

function unknownMeasure(member: string, measure: string): QueryError {
  const shown = JSON.stringify(measure.slice(0, 40));
  return new QueryError(
    'INVALID_INPUT',
    `filter.${member}.measure ${shown} 不是指标值的计量单位；可用：${targetMeasures.join('、')}，没有计量单位时去掉它。`,
    `filter.${member}.measure ${shown} is no measure of targets; there are: ${targetMeasures.join(', ')}. Leave it out for numbers without one.`,
    ['filter', member, 'measure'],
  );
}

function notAPercentage(end: string, value: string): QueryError {
  const shown = JSON.stringify(value.slice(0, 40));
  return new QueryError(
    'INVALID_INPUT',
    `filter.growth.${end} ${shown} 不是百分数；请只写数字，不写百分号，如 "20"；减少写负数，如 "-20"。`,
    `filter.growth.${end} ${shown} is no percentage; give digits without a sign for percent, as in "20", and a minus in front where it shrank, as in "-20".`,
    ['filter', 'growth', end],
  );
}

function notANumber(member: string, end: string, value: string): QueryError {
  const shown = JSON.stringify(value.slice(0, 40));
  return new QueryError(
    'INVALID_INPUT',
    `filter.${member}.${end} ${shown} 不是非负小数；请只写数字，如 "90" 或 "0.5"，计量单位写在 measure 中。`,
    `filter.${member}.${end} ${shown} is not a non-negative decimal; give digits alone, as in "90" or "0.5", and its measure in "measure".`,
    ['filter', member, end],
  );
}
