import type { Amount } from '../money.js';
import { parseAmount } from '../money.js';
import { checkAll } from '../refusals.js';
import type { DeclaredTotalsInput } from './budget.commands.js';

const declaredCells = ['total', 'fiscalAppropriation', 'specialAccount', 'other'] as const;
const projectCells = ['fiscalAppropriation', 'specialAccount', 'other', 'declaredTotal'] as const;
type AmountCell = (typeof declaredCells)[number] | (typeof projectCells)[number];

/** All cells of a new row: what is not given is blank. */
export function readAll<Cell extends AmountCell>(
  cells: readonly Cell[],
  input: Partial<Record<Cell, string | null>>,
  argument: string[],
): Record<Cell, Amount | null> {
  return checkAll((part) => {
    const read = cells.map((cell) => [cell, part(() => readOne(input[cell] ?? null, [...argument, cell]))] as const);
    return () => Object.fromEntries(read.map(([cell, amount]) => [cell, amount()])) as Record<Cell, Amount | null>;
  });
}

/** The given cells that differ from what is there: another text is a change, zero in a blank cell is none. */
export function readChanged<Cell extends AmountCell>(
  cells: readonly Cell[],
  input: Partial<Record<Cell, string | null>>,
  before: Record<Cell, Amount | null>,
  argument: string[],
): Partial<Record<Cell, Amount | null>> {
  return checkAll((part) => {
    const changed: Partial<Record<Cell, Amount | null>> = {};
    for (const cell of cells) {
      const given = input[cell];
      if (given === undefined) continue;
      part(() => {
        const amount = readOne(given, [...argument, cell]);
        if (amount !== before[cell]) changed[cell] = amount;
      });
    }
    return () => changed;
  });
}

function readOne(text: string | null, argument: string[]): Amount | null {
  return text === null ? null : parseAmount(text, argument);
}

export const declaredTotalCells: readonly (keyof DeclaredTotalsInput & AmountCell)[] = declaredCells;
export const sourceCells = ['fiscalAppropriation', 'specialAccount', 'other'] as const;
export const projectAmountCells = projectCells;
