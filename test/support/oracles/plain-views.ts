import type {
  BudgetView,
  DeclaredView,
  FundingView,
  TotalsView,
  FundUserView,
  IndicatorView,
  ProjectView,
  Queries,
  TargetView,
} from '../../../services/services.js';

/** The answers of the query layer as plain values: what is looked up on demand is looked up, and nothing is shared. */
export interface AnswerOf {
  budget: {
    id: string;
    name: string;
    unit: string;
    fiscalYear: number;
    taxonomy: string;
    version: number;
    totals: TotalsView;
    fundUsers: AnswerOf['fundUser'][];
    declaredTotals: TotalsView | null;
    projects: AnswerOf['project'][];
  };
  fundUser: {
    id: string;
    ordinal: number;
    name: string;
    status: string;
    declaredTotals: DeclaredView | null;
    totals: TotalsView;
  };
  project: {
    id: string;
    ordinal: number;
    name: string;
    fundUserId: string;
    fundUserName: string;
    funding: FundingView;
    declaredTotal: string | null;
    goal: string | null;
    status: string;
    contentHash: string;
    version: number;
    indicators: AnswerOf['indicator'][];
  };
  indicator: {
    id: string;
    ordinal: number;
    level1: string;
    level2: string;
    name: string;
    cycleTarget: TargetView | null;
    annualTarget: TargetView | null;
    status: string;
    version: number;
    projectId: string;
  };
}

const everything = { first: 500, after: null };

export function plainViews(queries: Queries) {
  async function budget(view: BudgetView): Promise<AnswerOf['budget']> {
    const { id, name, unit, fiscalYear, taxonomy, basis, totals } = view;
    const { edges } = await queries.projectsOf(view, {}, everything);
    return {
      id,
      name,
      unit,
      fiscalYear,
      taxonomy: taxonomy.id,
      version: basis.version,
      totals,
      fundUsers: await Promise.all((await queries.fundUsers(view)).map(fundUser)),
      declaredTotals: await queries.declaredTotals(view),
      projects: await Promise.all(edges.map(({ node }) => project(node))),
    };
  }

  async function fundUser(view: FundUserView): Promise<AnswerOf['fundUser']> {
    const { id, ordinal, name, status, declaredTotals } = view;
    return { id, ordinal, name, status, declaredTotals, totals: await queries.fundUserTotals(view) };
  }

  async function project(view: ProjectView): Promise<AnswerOf['project']> {
    const { id, name, fundUserId, funding, declaredTotal, goal, status, contentHash } = view;
    return {
      id,
      name,
      fundUserId,
      funding,
      declaredTotal,
      goal,
      status,
      contentHash,
      ordinal: view.ordinal ?? (await queries.projectOrdinal(view)),
      fundUserName: (await queries.projectFundUser(view)).name,
      version: view.version ?? (await queries.projectVersion(view)),
      indicators: await Promise.all(view.indicators.map(indicator)),
    };
  }

  async function indicator(view: IndicatorView): Promise<AnswerOf['indicator']> {
    const { id, ordinal, name, level1, level2, cycleTarget, annualTarget, status } = view;
    return {
      id,
      ordinal,
      name,
      level1: level1.code,
      level2: level2.code,
      cycleTarget,
      annualTarget,
      status,
      version: await queries.indicatorVersion(view),
      projectId: view.project.id,
    };
  }

  return { budget, fundUser, project, indicator };
}
