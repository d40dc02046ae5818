import type { WrittenFunding, WrittenFundUser, WrittenProject, WrittenTable } from '../documents/written-table.js';
import type { BudgetView, DeclaredView, ProjectView, Queries } from '../../services/services.js';
import { everyPage } from './whole-lists.js';

/** The whole table of a budget at its point, to be written out. */
export async function writtenTable(queries: Queries, budget: BudgetView): Promise<WrittenTable> {
  const projects = new Map<string, WrittenProject[]>();
  let ordinal = 0;
  // In printed order.
  for await (const page of everyPage((wanted) => queries.projectsOf(budget, {}, wanted))) {
    for (const project of page) {
      const group = projects.get(project.fundUserId) ?? [];
      projects.set(project.fundUserId, group);
      group.push(writtenProject(project, (ordinal += 1)));
    }
  }
  const fundUsers: WrittenFundUser[] = [];
  for (const fundUser of await queries.fundUsers(budget)) {
    const { id, ordinal: place, name, declaredTotals } = fundUser;
    const totals = await queries.fundUserTotals(fundUser);
    const declared = declaredTotals && writtenAmounts(declaredTotals);
    fundUsers.push({ id, ordinal: place, name, totals, declaredTotals: declared, projects: projects.get(id) ?? [] });
  }
  const { id, unit, name, fiscalYear, taxonomy, basis, contentHash, totals } = budget;
  const { position, version, recordedAt } = basis;
  return {
    id,
    unit,
    name,
    fiscalYear,
    taxonomy: taxonomy.id,
    basis: { position, version, recordedAt },
    contentHash,
    totals,
    declaredTotals: await queries.declaredTotals(budget),
    fundUsers,
  };
}

function writtenProject(project: ProjectView, ordinal: number): WrittenProject {
  const { id, name, funding, declaredTotal, goal } = project;
  const indicators = project.indicators.map((indicator) => {
    const { level1, level2, cycleTarget, annualTarget } = indicator;
    return {
      id: indicator.id,
      ordinal: indicator.ordinal,
      level1,
      level2,
      name: indicator.name,
      cycleTarget: cycleTarget?.text ?? '',
      annualTarget: annualTarget?.text ?? '',
    };
  });
  return { id, ordinal, name, funding: writtenAmounts(funding), declaredTotal, goal: goal ?? '', indicators };
}

function writtenAmounts({ total, fiscalAppropriation, specialAccount, other }: DeclaredView): WrittenFunding {
  return {
    total: total ?? '0',
    fiscalAppropriation: fiscalAppropriation ?? '0',
    specialAccount: specialAccount ?? '0',
    other: other ?? '0',
  };
}
