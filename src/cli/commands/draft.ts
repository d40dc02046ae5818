import type { Command } from 'commander';
import type { At, CommandAnswer, DraftRequest } from '../../../services/services.js';
import type { ActorOptions } from '../acting.js';
import { withActor } from '../acting.js';
import { saidOf } from '../cell-places.js';
import { choices, oneOf } from '../choices.js';
import { printComparison } from '../comparison.js';
import { draftHead, draftsTable, roundsText } from '../draft-text.js';
import { statusNames } from '../../../events/draft/draft.rules.js';
import { findDraft } from '../drafts.js';
import type { BudgetOptions } from '../naming.js';
import { findBudget } from '../naming.js';
import type { Output } from '../output.js';
import { findPoint } from '../points.js';
import { asking } from '../reading.js';
import { saving } from '../saving.js';
import { configOf } from '../session.js';
import { promoteCommand, refreshCommand } from './draft-merging.js';
import { repeated, subcommand, withBudget } from './options.js';

interface Options extends BudgetOptions, ActorOptions {
  name: string;
  at?: string;
  status?: string;
  opinion?: string;
  remark: string[];
}

const draftArgument = '草案的名称、编号或其开头。A draft by name, id or the beginning of its id';

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
    .addCommand(returnCommand(output))
    .addCommand(approveCommand(output))
    .addCommand(promoteCommand(output))
    .addCommand(refreshCommand(output))
    .addCommand(discardCommand(output));
}

function openCommand(output: Output): Command {
  const command = subcommand('open', '从预算的一个版本开立草案。Opens a draft on a version of the budget', [
    'draft open --name 一上稿',
    'draft open --name 重编稿 --at v3 --reason 重新编制',
  ])
    .requiredOption('--name <name>', '草案的名称。What the draft is called')
    .option('--at <point>', '以哪一版本为基础，缺省为现在。The version that it is made out of; default: now');
  return withActor(withBudget(command)).action((options: Options) =>
    saving(configOf(command), output, options, async ({ commands }, ask, request) => {
      const point = await findPoint(ask, options, options.at);
      const { id: budgetId, basis } = await findBudget(ask, options, point);
      const what = { budgetId, name: options.name, version: point === null ? null : basis.version };
      return commands.openDraft({ ...request, payload: { openDraft: what }, ...what });
    }),
  );
}

function listCommand(output: Output): Command {
  const command = subcommand('list', '预算的草案，先开立的在前。The drafts of a budget, in the order of opening', [
    'draft list',
    'draft list --status 已送审 --json',
  ]).option('--status <status>', `只看此状态的：${choices(statusNames)}。Only those with this status`);
  return withBudget(command).action((options: Options) =>
    asking(configOf(command), output, async (ask) => {
      const status = oneOf('--status', options.status, statusNames);
      const budget = await findBudget(ask, options, null);
      const drafts = await ask.queries.drafts(budget, status === undefined ? null : [status]);
      if (output.json) return output.write(`${JSON.stringify({ drafts })}\n`);
      output.write(drafts.length === 0 ? '没有草案\n' : draftsTable(output, ask.queries, drafts));
    }),
  );
}

function showCommand(output: Output): Command {
  const command = subcommand(
    'show',
    '一个草案：状态、基础、编辑人、各轮审核与意见，及它所作的修改。A draft: status, base, editors, rounds of review, and what it changes',
    ['draft show 一上稿', 'draft show 一上稿 --json'],
  ).argument('<draft>', draftArgument);
  return withBudget(command).action((given: string, options: Options) =>
    asking(configOf(command), output, async (ask) => {
      const draft = await findDraft(ask, options, given);
      const { id, budgetId, openedOnVersion, baseVersion } = draft;
      const to = { budgetId, at: { draft: { id } } };
      const compared = await ask.queries.compare({ budgetId, at: null }, to, ask.at(null), 'MERGE_BASE');
      if (output.json) {
        const { rows, cells } = await compared.stats();
        return output.write(
          `${JSON.stringify({ ...draft, baseVersion, openedOnVersion, changes: { rows, cells } })}\n`,
        );
      }
      output.write(draftHead(ask.queries, draft));
      output.write(await roundsText(ask, draft));
      const from: At = { version: compared.from.version };
      const budgets = {
        from: await findBudget(ask, { budget: budgetId }, from),
        to: await ask.queries.draftTable(draft),
      };
      await printComparison(output, ask, { ...compared, budgets }, null);
    }),
  );
}

function submitCommand(output: Output): Command {
  const command = subcommand(
    'submit',
    '送审草案；其后再修改即撤回。Submits a draft for review; an edit takes it back',
    ['draft submit 一上稿'],
  );
  return reviewing(command, output, ({ commands }, request) => commands.submitDraft(request));
}

function returnCommand(output: Output): Command {
  const command = subcommand('return', '退回草案并附意见。Returns a draft with an opinion', [
    'draft return 一上稿 --opinion 指标值偏低 --remark "1.2 年度指标值=请说明调减理由" --role reviewer',
  ])
    .requiredOption('--opinion <text>', '对草案整体的意见。On the draft as a whole')
    .option(
      '--remark <place=text>',
      '对某一行或单元格的意见：行=… 或 行 单元格=…，可多次。On a row or a cell of it; may be repeated',
      repeated,
      [],
    );
  return reviewing(command, output, async ({ commands }, request, options, ask) => {
    const points: At[] = [{ draft: { id: request.draftId } }];
    const remarks: { entityId: string; path: string | null; opinion: string }[] = [];
    const budget = { budget: request.budgetId };
    for (const given of options.remark) {
      const { text: opinion, ...place } = await saidOf(ask, budget, { option: '--remark', text: given }, points);
      remarks.push({ ...place, opinion });
    }
    return commands.returnDraft({ ...request, opinion: options.opinion ?? '', remarks });
  });
}

function approveCommand(output: Output): Command {
  const command = subcommand(
    'approve',
    '批准已送审的草案；自己修改的不能自己批准。Approves a draft; nobody approves own edits',
    ['draft approve 一上稿 --actor reviewer-1 --role reviewer --opinion 同意'],
  ).option('--opinion <text>', '意见。What the reviewer says');
  return reviewing(command, output, ({ commands }, request, { opinion }) =>
    commands.approveDraft({ ...request, opinion: opinion ?? null }),
  );
}

function discardCommand(output: Output): Command {
  const command = subcommand('discard', '放弃草案；它仍可查看。Gives a draft up; it stays readable', [
    'draft discard 一上稿 --reason 改由新稿编制',
  ]);
  return reviewing(command, output, ({ commands }, request) => commands.discardDraft(request));
}

type Act = Parameters<typeof saving>[3];

/** A step of review, on the draft that is named. */
function reviewing(
  command: Command,
  output: Output,
  act: (
    services: Parameters<Act>[0],
    request: DraftRequest & { budgetId: string },
    options: Options,
    ask: Parameters<Act>[1],
  ) => Promise<CommandAnswer>,
): Command {
  return withActor(withBudget(command.argument('<draft>', draftArgument))).action((given: string, options: Options) =>
    saving(configOf(command), output, options, async (services, ask, request) => {
      const { id: draftId, budgetId } = await findDraft(ask, options, given);
      const payload = { [`${command.name()}Draft`]: draftId };
      return act(services, { ...request, payload, draftId, budgetId, expectedVersion: null }, options, ask);
    }),
  );
}
