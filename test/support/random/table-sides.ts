import fc from 'fast-check';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { Amount } from '../../../events/money.js';
import type { TableSide } from '../../../projections/compare/table-side.js';
import { fundUserDocument, projectDocument } from '../../../projections/documents.js';
import { fundUserKey } from '../../../projections/order-key.js';
import { projectKeyIn } from '../../../projections/row-versions.js';
import { imported } from '../stories/imported-table.js';
import type { FundUserModel, IndicatorModel, ProjectModel, TableModel } from '../stories/table-model.js';

const few = (names: string) => fc.constantFrom(...names);
const amount = fc.constantFrom<(Amount | null)[]>(null, '1.00' as Amount, '2.50' as Amount);
const target = fc.constantFrom('≥90%', '≥85%', '有所提高');

const indicator: fc.Arbitrary<IndicatorModel> = fc.record({
  level2: fc.constantFrom('11', '21'),
  name: few('子丑寅'),
  cycleTarget: target,
  annualTarget: target,
});

const project: fc.Arbitrary<ProjectModel> = fc.record({
  name: few('甲乙丙丁戊己'),
  declaredTotal: amount,
  goal: fc.constantFrom('', '完成。'),
  funding: fc.record({ fiscalAppropriation: amount, specialAccount: amount, other: amount }),
  indicators: fc.uniqueArray(indicator, { maxLength: 5, selector: ({ level2, name }) => level2 + name }),
});

const fundUser: fc.Arbitrary<FundUserModel> = fc.record({
  name: few('东西南'),
  declared: fc.record({ total: amount, fiscalAppropriation: amount, specialAccount: amount, other: amount }),
  projects: fc.uniqueArray(project, { maxLength: 6, selector: ({ name }) => name }),
});

/** Tables of so few names that two of them have most rows in common, in another order and with other cells. */
export const likeTables: fc.Arbitrary<TableModel> = fc.record({
  unitName: few('左右'),
  fundUsers: fc.uniqueArray(fundUser, { maxLength: 3, selector: ({ name }) => name }),
});

let budgets = 0;

/** A budget of its own that says what the table says. */
export function budgetOf(table: TableModel): OpenBudgetState {
  return { ...imported(table).state, budgetId: `budget-of-table-${(budgets += 1)}` };
}

/** Every row of the budget, as a comparison reads it. */
export function sideOf(budget: OpenBudgetState): TableSide {
  const inForce = <Row extends { withdrawn: boolean }>(rows: Iterable<Row>) =>
    [...rows].filter(({ withdrawn }) => !withdrawn);
  const sorted = <Row extends { key: string }>(rows: Row[]) =>
    rows.sort((one, other) => (one.key < other.key ? -1 : 1));
  return {
    budget: { id: budget.budgetId, name: budget.name },
    fundUsers: sorted(
      inForce(budget.fundUsers.values()).map((row) => ({ key: fundUserKey(row), document: fundUserDocument(row) })),
    ),
    projects: sorted(
      inForce(budget.projects.values()).map((row) => ({
        key: projectKeyIn(budget, row),
        document: projectDocument(row),
      })),
    ),
  };
}
