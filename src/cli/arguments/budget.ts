import type { At, BudgetView, NodeView, RowView } from '../../../services/services.js';
import { everyPage } from '../../app/whole-lists.js';
import type { Candidate, Failure } from '../failures.js';
import { failure } from '../failures.js';
import type { Asking } from '../ledger/read-ledger.js';

/** How a budget is named: by id, by unit and year; where the ledger holds one alone, not at all. */
export interface BudgetOptions {
  budget?: string;
  unit?: string;
  year?: string;
}

/** The budget at the point. @throws Failure NOT_FOUND, AMBIGUOUS naming the candidates */
export async function findBudget(asking: Asking, options: BudgetOptions, point: At | null): Promise<BudgetView> {
  const id = options.budget ?? (await budgetIdFor(asking, options));
  const budget = await asking.queries.budget(id, asking.at(point));
  if (budget !== null) return budget;
  const isThere = point !== null && (await asking.queries.budget(id, asking.at(null))) !== null;
  throw isThere
    ? failure(
        'notFound',
        'NOT_FOUND',
        `在该时点还没有这个预算（${id}）。`,
        `At that point there was no such budget yet (${id}).`,
      )
    : failure(
        'notFound',
        'NOT_FOUND',
        `没有编号为 ${id} 的预算；请核对编号。`,
        `There is no budget with the id ${id}; check the id.`,
      );
}

const candidatesShown = 20;

async function budgetIdFor({ queries, at }: Asking, { unit, year }: BudgetOptions): Promise<string> {
  const filter = {
    ...(unit === undefined ? {} : { unit }),
    ...(year === undefined ? {} : { fiscalYear: yearOf(year) }),
  };
  const found = await queries.budgets(filter, { first: candidatesShown, after: null }, at(null));
  const [only, another] = found.edges.map(({ node }) => node);
  if (only === undefined) {
    const wanted = [unit, year].filter((given) => given !== undefined).join(' / ');
    throw failure(
      'notFound',
      'NOT_FOUND',
      wanted === '' ? '账本中还没有预算；请先导入一张表。' : `没有预算 ${wanted}；请核对单位与年度。`,
      wanted === ''
        ? 'The ledger holds no budget yet; import a table first.'
        : `There is no budget ${wanted}; check unit and year.`,
    );
  }
  if (another === undefined) return only.id;
  const candidates = found.edges.map(({ node: { id, name, unit: of, fiscalYear } }) => {
    return { id, name, written: `--unit ${of.key} --year ${fiscalYear}` };
  });
  throw ambiguous('账本中有不止一个这样的预算', 'There is more than one such budget', candidates);
}

/** Of the budget that is written `unit/year`, or by its id. @throws Failure USAGE, NOT_FOUND, AMBIGUOUS */
export async function namedBudgetId(ask: Asking, text: string): Promise<string> {
  if (uuid.test(text)) return text.toLowerCase();
  const slash = text.lastIndexOf('/');
  if (text === '' || slash === 0) {
    throw failure(
      'usage',
      'USAGE',
      `“${text}”没有写明单位；预算写成 单位/年度 或编号。`,
      `"${text}" names no unit; a budget is written unit/year, or by its id.`,
    );
  }
  const named = slash === -1 ? { unit: text } : { unit: text.slice(0, slash), year: text.slice(slash + 1) };
  return (await findBudget(ask, named, null)).id;
}

export function yearOf(text: string): number {
  if (/^\d{4}$/.test(text)) return Number(text);
  throw failure(
    'usage',
    'INVALID_YEAR',
    `“${text}”不是年度；请写四位数字，如 2024。`,
    `"${text}" is no year; write four digits, such as 2024.`,
  );
}

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The row that is meant, at the point. `3`: the third project; `3.2`: its second indicator; a name: of a fund user, a
 * project or an indicator; `project/indicator` by name; or an id, which needs no budget beside it.
 */
export async function findRow(
  asking: Asking,
  options: BudgetOptions,
  given: string,
  point: At | null,
): Promise<RowView> {
  if (uuid.test(given)) return rowById(asking, given.toLowerCase(), point);
  const budget = await findBudget(asking, options, point);
  const rows = await rowsOf(asking, budget);
  const found = rows.filter(({ ordinal, names }) => ordinal === given || names.includes(given));
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only.row;
  if (only !== undefined) throw ambiguous(`“${given}”不止一行`, `More than one row is "${given}"`, found);
  const similar = rows.filter(({ name }) => name.includes(given)).slice(0, candidatesShown);
  throw failure(
    'notFound',
    'NOT_FOUND',
    `表中没有“${given}”；请用编号、序号（3、3.2）或名称${similar.length === 0 ? '' : '，相近的见下'}。`,
    `The table has no "${given}"; use an id, an ordinal (3, 3.2) or a name${similar.length === 0 ? '' : '; similar ones below'}.`,
    { candidates: similar.map(toldCandidate) },
  );
}

async function rowById(asking: Asking, id: string, point: At | null): Promise<RowView> {
  const node = await asking.queries.node(id, asking.at(point));
  const row = node === null ? null : rowOf(node);
  if (row !== null) return row;
  throw failure(
    'notFound',
    'NOT_FOUND',
    `在该时点没有编号为 ${id} 的行；请核对编号与时点。`,
    `At that point there is no row with the id ${id}; check the id and the point.`,
  );
}

function rowOf(node: NodeView): RowView | null {
  switch (node.kind) {
    case 'BUDGET':
      return { budget: node.budget };
    case 'FUND_USER':
      return { fundUser: node.fundUser };
    case 'PROJECT':
      return { project: node.project };
    case 'INDICATOR':
      return { indicator: node.indicator };
    case 'EVENT':
    case 'DRAFT':
      return null;
  }
}

interface NamedRow extends Candidate {
  row: RowView;
  ordinal: string;
  names: string[];
}

/** Every row of the table in force, and the projects that were withdrawn, which have a name but no ordinal. */
async function rowsOf({ queries }: Asking, budget: BudgetView): Promise<NamedRow[]> {
  const fundUsers = (await queries.fundUsers(budget)).map((fundUser): NamedRow => {
    const { id, name } = fundUser;
    return { id, name, written: id, row: { fundUser }, ordinal: '', names: [name] };
  });
  const rows = fundUsers;
  for (const filter of [{}, { status: 'WITHDRAWN' as const }]) {
    let ordinal = 1;
    for await (const page of everyPage((wanted) => queries.projectsOf(budget, filter, wanted))) {
      for (const project of page) {
        const own = project.status === 'ACTIVE' ? String(ordinal++) : '';
        const { id, name } = project;
        rows.push({ id, name, written: own === '' ? id : own, row: { project }, ordinal: own, names: [name] });
        for (const indicator of project.indicators) {
          const place = own === '' ? '' : `${own}.${indicator.ordinal}`;
          const names = [indicator.name, `${name}/${indicator.name}`];
          const written = place === '' ? indicator.id : place;
          rows.push({
            id: indicator.id,
            name: `${name}/${indicator.name}`,
            written,
            row: { indicator },
            ordinal: place,
            names,
          });
        }
      }
    }
  }
  return rows;
}

export function ambiguous(zh: string, en: string, candidates: readonly Candidate[]): Failure {
  const told = candidates.slice(0, candidatesShown).map(toldCandidate);
  return failure('notFound', 'AMBIGUOUS', `${zh}，请指明其中之一：`, `${en}; name one of them:`, { candidates: told });
}

function toldCandidate({ id, name, written }: Candidate): Candidate {
  return { id, name, written };
}
