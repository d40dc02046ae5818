import type { Command } from 'commander';
import type { WrittenFunding, WrittenProject, WrittenTable } from '../../documents/written-table.js';
import { writtenTable } from '../../app/write-table.js';
import type { Check } from '../../../schema/services.js';
import { failure } from '../failures.js';
import { clock } from '../labels.js';
import type { BudgetOptions } from '../naming.js';
import { findBudget, findRow } from '../naming.js';
import type { Output } from '../output.js';
import { parsePoint } from '../points.js';
import { asking } from '../reading.js';
import { configOf } from '../session.js';
import { columnsOf, harmless, table } from '../table.js';
import { subcommand, withBudget, withPoint } from './options.js';

interface Options extends BudgetOptions {
  at?: string;
  totals?: boolean;
}

export function showCommand(output: Output): Command {
  const command = subcommand(
    'show',
    '某一时点的表：合计、核对、各项目；或一个项目及其指标。The table as it stood: sums, checks, projects; or one project with its indicators',
    ['show', 'show --at v1', 'show --totals', 'show 5 --at v3', 'show 商务工作经费'],
  ).argument('[project]', '项目的序号、名称或编号；缺省为整张表。A project; default: the whole table');
  return withPoint(withBudget(command))
    .option('--totals', '只看合计与核对。Sums and checks alone')
    .action((given: string | undefined, options: Options) =>
      asking(configOf(command), output, async (ask) => {
        const point = parsePoint(options.at);
        const wanted = given === undefined ? null : projectIn(given, await findRow(ask, options, given, point));
        const budget = wanted?.budget ?? (await findBudget(ask, options, point));
        const written = await writtenTable(ask.queries, budget);
        const checks = await ask.queries.checks(budget);
        const projects = written.fundUsers.flatMap((fundUser) => fundUser.projects);
        const project = wanted && (projects.find(({ id }) => id === wanted.id) ?? withdrawn(wanted.name));
        if (output.json) output.write(`${JSON.stringify(project ?? { ...written, checks })}\n`);
        else
          output.write(project === null ? tableText(output, written, checks, options) : projectText(output, project));
      }),
    );
}

function projectIn(given: string, row: Awaited<ReturnType<typeof findRow>>) {
  if ('project' in row) return row.project;
  throw failure(
    'usage',
    'NOT_A_PROJECT',
    `“${given}”不是项目；请给出项目的序号、名称或编号。`,
    `"${given}" is no project; give the ordinal, name or id of one.`,
  );
}

function withdrawn(given: string): never {
  throw failure(
    'notFound',
    'WITHDRAWN',
    `“${given}”在该时点已撤销，不在表中；请用 --at 指定更早的时点，或用 history 查看。`,
    `"${given}" is withdrawn at that point and not in the table; give an earlier --at, or look at its history.`,
  );
}

const sources = ['total', 'fiscalAppropriation', 'specialAccount', 'other'] as const;

function tableText(output: Output, written: WrittenTable, checks: readonly Check[], { totals }: Options): string {
  const { unit, fiscalYear, basis, fundUsers, declaredTotals } = written;
  const amounts = (funding: WrittenFunding | null) => sources.map((source) => funding?.[source] ?? '');
  const sums = [
    ['合计（项目之和）', ...amounts(written.totals)],
    ...(declaredTotals === null ? [] : [['申报合计', ...amounts(declaredTotals)]]),
  ];
  const heading = `${harmless(unit.name)} · ${fiscalYear} · 版本 ${basis.version} · ${clock(basis.recordedAt)} · ${basis.position}\n`;
  const checked =
    checks.length === 0
      ? '核对：相符。The figures add up.\n'
      : checks.map(({ message, messageEn }) => `核对：${message} ${messageEn}\n`).join('');
  const summed = table(output, columnsOf('', ...moneyTitles), rowsOf(sums));
  if (totals === true) return `${heading}\n${summed}\n${checked}`;
  const projects = fundUsers.flatMap((fundUser) =>
    fundUser.projects.map(({ ordinal, name, funding, indicators }) => {
      return [String(ordinal), fundUser.name, name, ...amounts(funding), String(indicators.length)];
    }),
  );
  const listed = columnsOf('序号', '资金使用单位', '项目', ...moneyTitles, '指标数');
  return `${heading}\n${table(output, listed, rowsOf(projects))}\n${summed}\n${checked}`;
}

function projectText(output: Output, { ordinal, name, funding, goal, indicators }: WrittenProject): string {
  const money = rowsOf([sources.map((source) => funding[source])]);
  const rows = indicators.map((row) => [
    ...[`${ordinal}.${row.ordinal}`, row.level1.name, row.level2.name, row.name, row.cycleTarget, row.annualTarget],
  ]);
  const titles = columnsOf('序号', '一级指标', '二级指标', '三级指标', '实施周期指标值', '年度指标值');
  return [
    `${ordinal} ${harmless(name)}\n`,
    table(output, columnsOf(...moneyTitles), money),
    `绩效目标：${harmless(goal)}\n`,
    table(output, titles, rowsOf(rows)),
  ].join('\n');
}

const moneyTitles = ['总计', '财政拨款', '财政专户拨款', '其他资金'];

function rowsOf(texts: readonly (readonly string[])[]) {
  return texts.map((row) => row.map((text) => ({ text })));
}
