import type { Amount } from '../../../events/money.js';
import { isSameAmount } from '../../../events/money.js';

/** The cells whose money is another in the file: `7.00` over `7` is none, and the budget's text stays. */
export function moneyThatDiffers<Cell extends string>(
  printed: Readonly<Record<Cell, Amount | null>>,
  own: Readonly<Record<Cell, Amount | null>>,
): Partial<Record<Cell, Amount | null>> {
  const differing = (Object.keys(printed) as Cell[]).filter((cell) => !isSameAmount(printed[cell], own[cell]));
  return Object.fromEntries(differing.map((cell) => [cell, printed[cell]])) as Partial<Record<Cell, Amount | null>>;
}
