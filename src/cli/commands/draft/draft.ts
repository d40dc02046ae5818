import type { Command } from 'commander';
import type { ActorOptions } from '../../arguments/actor.js';
import { addActorOptions } from '../../arguments/actor.js';
import { listLabels, parseLabel } from '../../arguments/choice.js';
import { printComparison } from '../../text/comparison.js';
import { draftHead, draftJson, draftsTable, roundsText } from '../../text/drafts.js';
import { statusNames } from '../../../../events/draft/draft.rules.js';
import { findDraft } from '../../arguments/draft.js';
import type { BudgetOptions } from '../../arguments/budget.js';
import { findBudget } from '../../arguments/budget.js';
import type { Output } from '../../terminal/output.js';
import { findPoint } from '../../arguments/point.js';
import { readLedger } from '../../ledger/read-ledger.js';
import { saveAndPrint } from '../../ledger/save.js';
import { configOf } from '../../ledger/config.js';
import { convertCommand } from './convert.js';
import { approveCommand, discardCommand, returnCommand, submitCommand, withdrawSubmissionCommand } from './review.js';
import { promoteCommand, refreshCommand } from './merge.js';
import {
  addAdjustmentKindOption,
  addBudgetOptions,
  draftArgument,
  parseAdjustmentKind,
  subcommand,
} from '../../arguments/options.js';

interface Options extends BudgetOptions, ActorOptions {
  name: string;
  at?: string;
  status?: string;
  kind?: string;
}

export function draftCommand(output: Output): Command {
  return subcommand(
    'draft',
    '草案：在一边修改、送审、批准，再并入预算。Drafts: edited apart, reviewed, then taken into the budget',
    [
      'draft open --name 一上稿 --reason 编制一上',
      'draft submit 一上稿',
      'draft approve 一上稿 --actor reviewer-1 --role reviewer',
      'draft promote 一上稿 --preview',
    ],
  )
    .addCommand(openCommand(output))
    .addCommand(listCommand(output))
    .addCommand(showCommand(output))
    .addCommand(submitCommand(output))
    .addCommand(withdrawSubmissionCommand(output))
    .addCommand(returnCommand(output))
    .addCommand(approveCommand(output))
    .addCommand(promoteCommand(output))
    .addCommand(refreshCommand(output))
    .addCommand(convertCommand(output))
    .addCommand(discardCommand(output));
}

function openCommand(output: Output): Command {
  const command = subcommand('open', '从预算的一个版本开立草案。Opens a draft on a version of the budget', [
    'draft open --name 一上稿',
    'draft open --name 重编稿 --at v3 --reason 重新编制',
    'draft open --name 年中调整 --kind 预算调整 --reason 年中调整 --document "财预〔2024〕9号"',
  ])
    .requiredOption('--name <name>', '草案的名称。What the draft is called')
    .option('--at <point>', '以哪一版本为基础，缺省为现在。The version that it is made out of; default: now');
  return addActorOptions(addBudgetOptions(addAdjustmentKindOption(command))).action((options: Options) =>
    saveAndPrint(configOf(command), output, options, async ({ commands }, reader, request) => {
      const point = await findPoint(reader, options, options.at);
      const { id: budgetId, basis } = await findBudget(reader, options, point);
      const adjustmentKind = parseAdjustmentKind(options.kind);
      const version = point === null ? null : basis.version;
      const what = { budgetId, name: options.name, version, adjustmentKind };
      return commands.openDraft({ ...request, payload: { openDraft: what }, ...what });
    }),
  );
}

function listCommand(output: Output): Command {
  const command = subcommand('list', '预算的草案，先开立的在前。The drafts of a budget, in the order of opening', [
    'draft list',
    'draft list --status 已送审 --json',
  ]).option('--status <status>', `只看此状态的：${listLabels(statusNames)}。Only those with this status`);
  return addBudgetOptions(command).action((options: Options) =>
    readLedger(configOf(command), output, async (reader) => {
      const status = parseLabel('--status', options.status, statusNames);
      const budget = await findBudget(reader, options, null);
      const drafts = await reader.queries.drafts(budget, status === undefined ? null : [status]);
      if (output.json) return output.write(`${JSON.stringify({ drafts: await Promise.all(drafts.map(draftJson)) })}\n`);
      output.write(drafts.length === 0 ? '没有草案\n' : await draftsTable(output, reader.queries, drafts));
    }),
  );
}

function showCommand(output: Output): Command {
  const command = subcommand(
    'show',
    '一个草案：状态、基础、编辑人、各轮审核与意见，及它所作的修改。A draft: status, base, editors, rounds of review, and what it changes',
    ['draft show 一上稿', 'draft show 一上稿 --json'],
  ).argument(...draftArgument);
  return addBudgetOptions(command).action((given: string, options: Options) =>
    readLedger(configOf(command), output, async (reader) => {
      const draft = await findDraft(reader, options, given);
      const { id, budgetId, openedOnVersion, baseVersion } = draft;
      const to = { budgetId, at: { draft: { id } } };
      const compared = await reader.queries.compare({ budgetId, at: null }, to, reader.at(null), 'MERGE_BASE');
      if (output.json) {
        const { rows, cells } = await compared.stats();
        return output.write(
          `${JSON.stringify({ ...(await draftJson(draft)), baseVersion, openedOnVersion, changes: { rows, cells } })}\n`,
        );
      }
      output.write(await draftHead(reader.queries, draft));
      output.write(await roundsText(reader, draft));
      await printComparison(output, reader, compared, {});
    }),
  );
}
