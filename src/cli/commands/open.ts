import type { Command } from 'commander';
import type { Done } from '../../../services/services.js';
import type { ActorOptions } from '../arguments/actor.js';
import { callerOf, addActorOptions } from '../arguments/actor.js';
import { failureOfRefusals } from '../failures.js';
import { findBudget, findBudgetId, parseYear } from '../arguments/budget.js';
import type { Output } from '../terminal/output.js';
import { findPoint } from '../arguments/point.js';
import type { Reader } from '../ledger/read-ledger.js';
import { writeLedger } from '../ledger/write-ledger.js';
import { configOf } from '../ledger/config.js';
import { subcommand, addPointOption } from '../arguments/options.js';

interface Options extends ActorOptions {
  from: string;
  at?: string;
  year: string;
  unit?: string;
  name?: string;
}

export function openCommand(output: Output): Command {
  const command = subcommand(
    'open',
    '由往年的表开立新年度的表：各行编号为新，并记其来历，两年可逐行比较。Opens a table from an earlier one: new ids, each with its lineage',
    ['open --from "广州市越秀区商务局(本级)/2024" --year 2025', 'open --from 某单位/2024 --at 二下 --year 2025'],
  )
    .requiredOption('--from <budget>', '往年的预算：单位/年度，或编号。The earlier budget: unit/year, or its id')
    .requiredOption('--year <year>', '新的预算年度。The new fiscal year')
    .option('--unit <key>', '预算单位，缺省为同一单位。The unit; default: the same')
    .option('--name <name>', '单位名称，缺省不变。The unit’s printed name; default: as it was');
  return addActorOptions(addPointOption(command)).action((options: Options) => openBudget(command, output, options));
}

async function openBudget(command: Command, output: Output, options: Options): Promise<void> {
  const request = { ...callerOf(options), commandId: null, source: { kind: 'cli' } } as const;
  const fiscalYear = parseYear(options.year);
  await writeLedger(configOf(command), options, async ({ commands }, reader) => {
    const budgetId = await findBudgetId(reader, options.from);
    const at = await findPoint(reader, { budget: budgetId }, options.at);
    const earlier = await findBudget(reader, { budget: budgetId }, at);
    const unitKey = options.unit ?? earlier.unit;
    const what = { unitKey, fiscalYear, name: options.name ?? null, taxonomy: null, from: { budgetId, at } };
    const answer = await commands.openBudget({ ...request, payload: { openBudget: what }, ...what });
    if (answer.refused) throw failureOfRefusals(answer.refusals);
    await printOpened(output, reader, answer.done);
  });
}

async function printOpened(output: Output, reader: Reader, { budgetId, version, position, basis }: Done) {
  const { queries } = reader;
  const opened = await queries.budget(budgetId, { ...reader.at({ position }), head: basis });
  if (opened === null) throw new Error(`the views do not show ${budgetId}, which was opened at ${position}`);
  const { openedFrom, unit, name, fiscalYear, contentHash } = opened;
  if (output.json) {
    const saved = { budgetId, version, position, recordedAt: basis.recordedAt };
    return output.write(`${JSON.stringify({ saved, budget: { unit, fiscalYear, contentHash, openedFrom } })}\n`);
  }
  const projects = await queries.projectsOf(opened, {}, { first: 1, after: null });
  const { value } = await projects.count();
  output.write(`已开立：${name} ${fiscalYear}，由版本 ${openedFrom?.version ?? ''} 承接 ${value} 个项目\n`);
  output.write(`已保存：版本 ${version}，位置 ${position}\n`);
}
