import type { Funding } from '../../../events/budget/budget.events.js';
import { parseAmount, sumAmounts } from '../../../events/money.js';
import type { IndicatorModel, ProjectModel, TableModel } from './table-model.js';

/** 财政拨款、财政专户拨款、其他资金; null: blank. */
export type Cells = readonly [string | null, string | null, string | null];

export const anIndicator: IndicatorModel = { level2: '11', name: '数量', cycleTarget: '≥1', annualTarget: '≥1' };

export function project(name: string, cells: Cells, more: Partial<ProjectModel> = {}): ProjectModel {
  const funding = fundingOf(cells);
  const declaredTotal = parseAmount(sumAmounts(cells));
  return { name, funding, declaredTotal, goal: '完成工作。', indicators: [anIndicator], ...more };
}

/** A table whose fund users declare what their projects come to. */
export function table(fundUsers: Record<string, readonly ProjectModel[]>, unitName = '某单位'): TableModel {
  return {
    unitName,
    fundUsers: Object.entries(fundUsers).map(([name, projects]) => {
      const cells = projects.map(({ funding }) => funding);
      const sum = (amounts: (string | null)[]) => parseAmount(sumAmounts(amounts));
      const declared = {
        fiscalAppropriation: sum(cells.map((each) => each.fiscalAppropriation)),
        specialAccount: sum(cells.map((each) => each.specialAccount)),
        other: sum(cells.map((each) => each.other)),
      };
      const total = sum([declared.fiscalAppropriation, declared.specialAccount, declared.other]);
      return { name, declared: { ...declared, total }, projects: [...projects] };
    }),
  };
}

function fundingOf([fiscalAppropriation, specialAccount, other]: Cells): Funding {
  const read = (cell: string | null) => (cell === null ? null : parseAmount(cell));
  return { fiscalAppropriation: read(fiscalAppropriation), specialAccount: read(specialAccount), other: read(other) };
}
