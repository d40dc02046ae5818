import type { Command } from 'commander';
import { QueryError } from '../../../services/query-error.js';
import type { BudgetAt } from '../../../services/services.js';
import { printComparison, printJson } from '../comparison.js';
import { Failure, failure } from '../failures.js';
import type { BudgetOptions } from '../naming.js';
import { findBudget, findRow, namedBudgetId, uuid } from '../naming.js';
import type { Output } from '../output.js';
import { findPoint } from '../points.js';
import type { Asking } from '../reading.js';
import { asking } from '../reading.js';
import { configOf } from '../session.js';
import { subcommand, withBudget } from './options.js';

interface Options extends BudgetOptions {
  project?: string;
  mergeBase?: boolean;
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
    ],
  )
    .argument(
      '<from>',
      '前一时点；跨预算写成 单位/年度@时点 或 编号@时点。The earlier point; of another budget unit/year@point or id@point',
    )
    .argument('[to]', '后一时点，缺省为现在。The later point; default: now', 'now');
  return withBudget(command)
    .option('--project <row>', '只看某项目及其指标。Only this project and its indicators')
    .option(
      '--merge-base',
      '与两者共同的版本比较：只看后者（如草案）所作的修改。Compared with the version both have in common: what the later point, such as a draft, changed itself',
    )
    .action((from: string, to: string, options: Options) =>
      asking(configOf(command), output, async (ask) => {
        const points = [await pointOf(ask, from, options), await pointOf(ask, to, options)] as const;
        const comparison = await ask.queries.compare(
          ...points,
          ask.at(null),
          options.mergeBase === true ? 'MERGE_BASE' : 'DIRECT',
        );
        const old = await budgetAt(ask, points[0]);
        const now = await budgetAt(ask, points[1]);
        const compared = { ...comparison, budgets: { from: old, to: now } };
        const projects = options.project === undefined ? null : await projectsOf(ask, points, options.project);
        if (output.json) return printJson(output, ask.queries, compared, projects);
        await printComparison(output, ask, compared, projects);
      }),
    );
}

/** `point`, `budget@point` or `budget`, which is then read now; a budget is `unit/year` or an id. */
async function pointOf(ask: Asking, text: string, options: BudgetOptions): Promise<BudgetAt> {
  const draft = text.search(/(^|@)draft:/i);
  // Behind the @ of a draft stands its own version.
  const at = draft === -1 ? text.lastIndexOf('@') : text[draft] === '@' ? draft : -1;
  const isBudget = at === -1 && draft === -1 && (uuid.test(text) || text.includes('/'));
  const [budget, point] = at !== -1 ? [text.slice(0, at), text.slice(at + 1)] : isBudget ? [text, 'now'] : [null, text];
  const budgetId = await budgetIdOf(ask, budget, options);
  return { budgetId, at: await findPoint(ask, { budget: budgetId }, point) };
}

async function budgetIdOf(ask: Asking, budget: string | null, options: BudgetOptions): Promise<string> {
  if (budget !== null) return namedBudgetId(ask, budget);
  return options.budget ?? (await findBudget(ask, options, null)).id;
}

function budgetAt(ask: Asking, { budgetId, at }: BudgetAt) {
  return findBudget(ask, { budget: budgetId }, at);
}

/**
 * The ids of what is called so in either table, each at its point: a budget of another year has its own project of the
 * name, and one that came or went is in one table alone.
 */
async function projectsOf(
  ask: Asking,
  points: readonly [BudgetAt, BudgetAt],
  given: string,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  let missing: unknown = null;
  for (const point of points) {
    try {
      ids.add(await projectOf(ask, point, given));
    } catch (error) {
      if (!isMissing(error)) throw error;
      missing = error;
    }
  }
  if (ids.size === 0) throw missing;
  return ids;
}

/** The points themselves have been read by then: what a question refuses is an id of another budget. */
function isMissing(error: unknown): boolean {
  return error instanceof QueryError || (error instanceof Failure && error.told[0]?.code === 'NOT_FOUND');
}

async function projectOf(ask: Asking, { budgetId, at }: BudgetAt, given: string): Promise<string> {
  const row = await findRow(ask, { budget: budgetId }, given, at);
  if ('project' in row) return row.project.id;
  if ('indicator' in row) return row.indicator.project.id;
  throw failure('usage', 'USAGE', `“${given}”不是项目。`, `"${given}" is no project.`);
}
