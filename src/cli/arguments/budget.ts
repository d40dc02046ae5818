import type { At, BudgetView } from '../../../services/services.js';
import { failure } from '../failures.js';
import type { Reader } from '../ledger/read-ledger.js';
import { ambiguous, candidatesShown } from './candidates.js';

/** How a budget is named: by id, or by unit and year; where the ledger holds only one, not at all. */
export interface BudgetOptions {
  budget?: string;
  unit?: string;
  year?: string;
}

export function isBudgetNamed({ budget, unit, year }: BudgetOptions): boolean {
  return (budget ?? unit ?? year) !== undefined;
}

/** The budget at the point. @throws Failure NOT_FOUND, AMBIGUOUS naming the candidates */
export async function findBudget(reader: Reader, options: BudgetOptions, point: At | null): Promise<BudgetView> {
  const id = options.budget ?? (await findIdByUnitAndYear(reader, options));
  const budget = await reader.queries.budget(id, reader.at(point));
  if (budget !== null) return budget;
  const today = point === null ? null : await reader.queries.budget(id, reader.at(null));
  throw today !== null
    ? failure(
        'notFound',
        'NOT_FOUND',
        `在该时点还没有“${today.name}”${today.fiscalYear} 年的预算。`,
        `At that point there was no budget of "${today.name}" for ${today.fiscalYear} yet.`,
      )
    : failure(
        'notFound',
        'NOT_FOUND',
        `没有编号为 ${id} 的预算；请核对编号。`,
        `There is no budget with the id ${id}; check the id.`,
      );
}

async function findIdByUnitAndYear({ queries, at }: Reader, { unit, year }: BudgetOptions): Promise<string> {
  const filter = {
    ...(unit === undefined ? {} : { units: [unit] }),
    ...(year === undefined ? {} : { fiscalYears: [parseYear(year)] }),
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
    return { id, name, written: `--unit ${of} --year ${fiscalYear}` };
  });
  throw ambiguous('账本中有不止一个这样的预算', 'There is more than one such budget', candidates);
}

/** The id of a budget that is written `unit/year`, or by its id. @throws Failure USAGE, NOT_FOUND, AMBIGUOUS */
export async function findBudgetId(reader: Reader, text: string): Promise<string> {
  if (isId(text)) return text.toLowerCase();
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
  return (await findBudget(reader, named, null)).id;
}

export function parseYear(text: string): number {
  if (/^\d{4}$/.test(text)) return Number(text);
  throw failure(
    'usage',
    'INVALID_YEAR',
    `“${text}”不是年度；请写四位数字，如 2024。`,
    `"${text}" is no year; write four digits, such as 2024.`,
  );
}

/** Whether this is written as the ids of budgets, rows, drafts and seals are. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}
