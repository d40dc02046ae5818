import { checkText } from '../../text.js';
import { declaredTotalCells, readAll, sourceCells } from '../amounts.js';
import type { FundUserAdded, IndicatorContent, ProjectAdded } from '../budget.events.js';
import type { OpenBudgetState } from '../budget.state.js';
import type { Cells } from '../cells.js';
import { findFundUser } from '../editing.js';
import { checkClass } from '../indicator.rules.js';

/**
 * A new row's content, read from its cells: amounts, goals and targets that are not given are blank.
 * @throws Refusal with the path of the cell
 */
export function fundUserIn(fundUserId: string, place: string, cells: Cells): FundUserAdded {
  const name = checkText('name', cells['name'] ?? '', ['name']);
  const declared = readAll(declaredTotalCells, amountsBelow('declaredTotals', cells), ['declaredTotals']);
  return { fundUserId, name, declared, place };
}

/** @param state with the fund user that the project names */
export function projectIn(projectId: string, cells: Cells, state: OpenBudgetState): ProjectAdded {
  const { id: fundUserId } = findFundUser(state, cells['fundUser'] ?? '', ['fundUser']);
  const name = checkText('name', cells['name'] ?? '', ['name']);
  const funding = readAll(sourceCells, amountsBelow('funding', cells), ['funding']);
  const { declaredTotal } = readAll(['declaredTotal'], { declaredTotal: cells['declaredTotal'] ?? null }, []);
  const goal = checkText('goal', cells['goal'] ?? '', ['goal']);
  return {
    projectId,
    fundUserId,
    name,
    funding,
    declaredTotal,
    goal,
    place: placeIn(projectId, cells),
    indicators: [],
  };
}

export function indicatorIn(indicatorId: string, cells: Cells, state: OpenBudgetState): IndicatorContent {
  return {
    indicatorId,
    level2: checkClass(state, cells['class'] ?? '', ['class']),
    name: checkText('name', cells['name'] ?? '', ['name']),
    cycleTarget: checkText('target', cells['cycleTarget'] ?? '', ['cycleTarget']),
    annualTarget: checkText('target', cells['annualTarget'] ?? '', ['annualTarget']),
    place: placeIn(indicatorId, cells),
  };
}

/** @throws TypeError without one: people give no places, so it was forgotten by the program */
function placeIn(id: string, { place }: Cells): string {
  if (typeof place !== 'string' || place === '') throw new TypeError(`the new row ${id} is given without its place`);
  return place;
}

function amountsBelow(prefix: string, cells: Cells): Record<string, string | null> {
  const below = Object.entries(cells).filter(([path]) => path.startsWith(`${prefix}.`));
  return Object.fromEntries(below.map(([path, amount]) => [path.slice(prefix.length + 1), amount]));
}
