import { createHash } from 'node:crypto';
import type {
  FundUserState,
  IndicatorState,
  OpenBudgetState,
  ProjectState,
} from '../../../events/budget/budget.state.js';
import { byPlace } from '../../../events/budget/budget.state.js';
import type { Amount } from '../../../events/money.js';
import { sumAmounts } from '../../../events/money.js';
import { readTarget } from '../../../events/target.js';
import { projectDocument } from '../../../projections/documents.js';
import type { TotalsView } from '../../../services/services.js';
import type { AnswerOf } from './plain-views.js';
import { projectsInOrder } from './replay.js';

/**
 * What a reader has to be answered, straight from the replayed state: the oracle of the query layer. The state is folded,
 * amounts are summed, targets are read and documents are made by the program itself, so a mistake in any of those goes
 * unnoticed here. Hashes are taken with Node's own SHA-256.
 */
export function expectedBudget(budget: OpenBudgetState): AnswerOf['budget'] {
  const { budgetId: id, name, unitKey, fiscalYear, taxonomy, version } = budget;
  return {
    id,
    name,
    unit: unitKey,
    fiscalYear,
    taxonomy,
    version,
    totals: sums(active(budget)),
    fundUsers: fundUsersInForce(budget).map((row) => expectedFundUser(row, budget)),
    declaredTotals: declaredTotals(budget),
    projects: active(budget).map((row) => expectedProject(row, budget)),
  };
}

export function expectedFundUser(row: FundUserState, budget: OpenBudgetState): AnswerOf['fundUser'] {
  const ordinal = fundUsersInForce(budget).findIndex(({ id }) => id === row.id) + 1;
  const { id, name, declared } = row;
  const said = Object.values(declared).some((amount) => amount !== null);
  return {
    id,
    ordinal,
    name,
    status: row.withdrawn ? 'WITHDRAWN' : 'ACTIVE',
    declaredTotals: said ? { ...sourcesOf(declared), total: declared.total } : null,
    totals: sums(active(budget).filter(({ fundUserId }) => fundUserId === id)),
  };
}

export function expectedProject(row: ProjectState, budget: OpenBudgetState): AnswerOf['project'] {
  const { id, name, fundUserId, funding, declaredTotal, goal, withdrawn } = row;
  const inForce = [...row.indicators.values()].filter((each) => !each.withdrawn).sort(byPlace);
  const stamps = [row.stamp, ...[...row.indicators.values()].map(({ stamp }) => stamp)];
  return {
    id,
    name,
    fundUserId,
    declaredTotal,
    goal: goal === '' ? null : goal,
    status: withdrawn ? 'WITHDRAWN' : 'ACTIVE',
    ordinal: active(budget).findIndex((each) => each.id === id) + 1,
    fundUserName: budget.fundUsers.get(fundUserId)?.name ?? '',
    funding: { ...sourcesOf(funding), total: sumAmounts(Object.values(funding)) },
    contentHash: sha256(inOrder(projectDocument(row))),
    version: Math.max(...stamps.map(({ version }) => version)),
    indicators: inForce.map((each) => expectedIndicator(each, row)),
  };
}

export function expectedIndicator(row: IndicatorState, project: ProjectState): AnswerOf['indicator'] {
  const shown = [...project.indicators.values()].filter((each) => !each.withdrawn && !project.withdrawn).sort(byPlace);
  return {
    id: row.id,
    ordinal: shown.findIndex(({ id }) => id === row.id) + 1,
    name: row.name,
    level1: row.level2.slice(0, 1),
    level2: row.level2,
    version: row.stamp.version,
    cycleTarget: target(row.cycleTarget),
    annualTarget: target(row.annualTarget),
    status: row.withdrawn || project.withdrawn ? 'WITHDRAWN' : 'ACTIVE',
    projectId: project.id,
  };
}

export function sums(projects: readonly ProjectState[]): TotalsView {
  const of = (source: 'fiscalAppropriation' | 'specialAccount' | 'other') =>
    sumAmounts(projects.map(({ funding }) => funding[source]));
  return {
    total: sumAmounts(projects.flatMap(({ funding }) => Object.values(funding) as (Amount | null)[])),
    fiscalAppropriation: of('fiscalAppropriation'),
    specialAccount: of('specialAccount'),
    other: of('other'),
  };
}

function active(budget: OpenBudgetState): ProjectState[] {
  return projectsInOrder([budget]).flatMap(({ project }) => (project.withdrawn ? [] : [project]));
}

function fundUsersInForce(budget: OpenBudgetState): FundUserState[] {
  return [...budget.fundUsers.values()].filter((row) => !row.withdrawn).sort(byPlace);
}

function declaredTotals(budget: OpenBudgetState): TotalsView | null {
  const rows = fundUsersInForce(budget).flatMap((row) => expectedFundUser(row, budget).declaredTotals ?? []);
  if (rows.length === 0) return null;
  const of = (cell: keyof TotalsView) => sumAmounts(rows.map((row) => row[cell]));
  return {
    total: of('total'),
    fiscalAppropriation: of('fiscalAppropriation'),
    specialAccount: of('specialAccount'),
    other: of('other'),
  };
}

function sourcesOf({ fiscalAppropriation, specialAccount, other }: ProjectState['funding']) {
  return { fiscalAppropriation, specialAccount, other };
}

function target(text: string) {
  return text === '' ? null : { text, comparator: null, value: null, measure: null, ...readTarget(text) };
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** The same value with the members of its objects sorted by name. */
function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, inOrder(member)]));
}
