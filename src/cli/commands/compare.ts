import type { Command } from 'commander';
import { QueryError } from '../../../services/query-error.js';
import type { BudgetAt, ComparedRowFilter } from '../../../services/services.js';
import { printComparison, printComparisonJson } from '../text/comparison.js';
import { Failure, failure } from '../failures.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget, findBudgetId, isId } from '../arguments/budget.js';
import { findProjectId } from '../arguments/row.js';
import type { Output } from '../terminal/output.js';
import { findPoint } from '../arguments/point.js';
import type { Reader } from '../ledger/read-ledger.js';
import { readLedger } from '../ledger/read-ledger.js';
import { configOf } from '../ledger/config.js';
import { subcommand, addBudgetOptions } from '../arguments/options.js';
import { definedOf } from './changes-filter.js';

interface Options extends BudgetOptions {
  project?: string;
  mergeBase?: boolean;
  grown?: string;
  shrunk?: string;
  moneyAlone?: boolean;
  targetsAlone?: boolean;
  weakened?: boolean;
}

export function compareCommand(output: Output): Command {
  const command = subcommand(
    'compare',
    '逐行逐单元格比较任意两个时点，也可跨预算、单位、年度。Compares any two points row by row and cell by cell, also across budgets, units and years',
    [
      'compare v1 v3',
      'compare 2024-03-01 now',
      'compare 一上 二下',
      'compare now draft:一上稿 --merge-base',
      'compare "广州市越秀区商务局(本级)/2024@v1" "广州市越秀区商务局(本级)/2025@now"',
      'compare v1 now --project 商务工作经费 --json',
      'compare 一上 二下 --grown 20',
      'compare 二下 now --weakened',
    ],
  )
    .argument(
      '<from>',
      '前一时点；跨预算写成 单位/年度@时点 或 编号@时点。The earlier point; of another budget unit/year@point or id@point',
    )
    .argument('[to]', '后一时点，缺省为现在。The later point; default: now', 'now');
  return addBudgetOptions(command)
    .option('--project <row>', '只看某项目及其指标。Only this project and its indicators')
    .option(
      '--merge-base',
      '与两者共同的版本比较：只看后者（如草案）所作的修改。Compared with the version both have in common: what the later point, such as a draft, changed itself',
    )
    .option(
      '--grown <percent>',
      '只看总计增长超过百分之几的项目。Only projects whose total grew by more than so many percent',
    )
    .option(
      '--shrunk <percent>',
      '只看总计减少超过百分之几的项目。Only projects whose total shrank by more than so many percent',
    )
    .option(
      '--money-alone',
      '只看资金变而指标值未变的项目的行。Only rows of projects of which the money differs, and no target',
    )
    .option(
      '--targets-alone',
      '只看指标值变而资金未变的项目的行。Only rows of projects of which a target differs, and not the money',
    )
    .option(
      '--weakened',
      '只看要求变低之处：指标值降低或变为空白，行被撤销。Only what asks less: targets weakened or blanked, and rows withdrawn',
    )
    .action((from: string, to: string, options: Options) =>
      readLedger(configOf(command), output, async (reader) => {
        const points = [await findBudgetAt(reader, from, options), await findBudgetAt(reader, to, options)] as const;
        const comparison = await reader.queries.compare(
          ...points,
          reader.at(null),
          options.mergeBase === true ? 'MERGE_BASE' : 'DIRECT',
        );
        const asked = { ...filterIn(options), ...(await findProjects(output, reader, points, options.project)) };
        if (output.json) return printComparisonJson(output, reader.queries, comparison, asked);
        await printComparison(output, reader, comparison, asked);
      }),
    );
}

function filterIn({ grown, shrunk, moneyAlone, targetsAlone, weakened }: Options): ComparedRowFilter {
  checkOneOf({ '--grown': grown, '--shrunk': shrunk });
  checkOneOf({ '--money-alone': moneyAlone, '--targets-alone': targetsAlone });
  return definedOf({
    growth: grown !== undefined ? { moreThan: grown } : shrunk !== undefined ? { lessThan: `-${shrunk}` } : undefined,
    changedAlone: moneyAlone === true ? 'MONEY' : targetsAlone === true ? 'TARGETS' : undefined,
    weakened,
  });
}

function checkOneOf(options: Record<string, unknown>): void {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  if (given.length < 2) return;
  const [one, other] = Object.keys(options);
  throw failure(
    'usage',
    'USAGE',
    `${one} 与 ${other} 不能同时给出；请分两次比较。`,
    `${one} and ${other} exclude each other; compare twice.`,
  );
}

/** `point`, `budget@point` or `budget`, which is then read now; a budget is `unit/year` or an id. */
async function findBudgetAt(reader: Reader, text: string, options: BudgetOptions): Promise<BudgetAt> {
  const draft = text.search(/(^|@)draft:/i);
  // An @ behind `draft:` is followed by a version of the draft.
  const at = draft === -1 ? text.lastIndexOf('@') : text[draft] === '@' ? draft : -1;
  const isBudget = at === -1 && draft === -1 && (isId(text) || text.includes('/'));
  const [budget, point] = at !== -1 ? [text.slice(0, at), text.slice(at + 1)] : isBudget ? [text, 'now'] : [null, text];
  const budgetId = await budgetIdOf(reader, budget, options);
  return { budgetId, at: await findPoint(reader, { budget: budgetId }, point) };
}

async function budgetIdOf(reader: Reader, budget: string | null, options: BudgetOptions): Promise<string> {
  if (budget !== null) return findBudgetId(reader, budget);
  return options.budget ?? (await findBudget(reader, options, null)).id;
}

/**
 * The ids of the projects with this name in either table: the budget of another year has a project of its own by that
 * name, and a project that was added or withdrawn is in one of the tables only.
 */
async function findProjects(
  output: Output,
  reader: Reader,
  points: readonly [BudgetAt, BudgetAt],
  given: string | undefined,
): Promise<ComparedRowFilter> {
  if (given === undefined) return {};
  const ids = new Set<string>();
  let missing: unknown = null;
  for (const { budgetId, at } of points) {
    try {
      ids.add(await findProjectId(output, reader, { budget: budgetId }, given, at));
    } catch (error) {
      if (!isMissing(error)) throw error;
      missing = error;
    }
  }
  if (ids.size === 0) throw missing;
  return { projectIds: [...ids] };
}

/** Both points have been read by then, so that a query which refuses can only refuse the id of another budget's row. */
function isMissing(error: unknown): boolean {
  return error instanceof QueryError || (error instanceof Failure && error.problems[0]?.code === 'NOT_FOUND');
}
