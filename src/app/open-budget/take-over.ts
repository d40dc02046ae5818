import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { FundUserDocument, ProjectDocument } from '../../../projections/content-documents.js';

/** The rows in force of a table, in printed order. */
export interface TableToTakeOver {
  fundUsers: readonly FundUserDocument[];
  projects: readonly ProjectDocument[];
}

/** The edits that make a budget without rows say what the table says: every row new, and with its lineage. Pure. */
export function takingOver({ fundUsers, projects }: TableToTakeOver, newId: () => string): BudgetEdit[] {
  const successors = new Map(fundUsers.map(({ id }) => [id, newId()]));
  const successorOf = (id: string) => {
    const successor = successors.get(id);
    if (successor === undefined) throw new Error(`a project in force hangs from ${id}, which is not in the table`);
    return successor;
  };
  return [
    ...fundUsers.map(({ id, name, declared }): BudgetEdit => {
      return { type: 'AddFundUser', fundUserId: successorOf(id), name, declared, lineage: id };
    }),
    ...projects.map(({ id, fundUserId, name, funding, declaredTotal, goal, indicators }): BudgetEdit => ({
      type: 'AddProject',
      projectId: newId(),
      fundUserId: successorOf(fundUserId),
      name,
      lineage: id,
      funding,
      declaredTotal,
      goal,
      indicators: indicators.map(({ id: lineage, level2, name: level3, cycleTarget, annualTarget }) => {
        return { indicatorId: newId(), level2, name: level3, cycleTarget, annualTarget, lineage };
      }),
    })),
  ];
}
