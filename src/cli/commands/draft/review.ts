import type { Command } from 'commander';
import type { At, CommandAnswer, DraftRequest, Services } from '../../../../services/services.js';
import type { ActorOptions } from '../../arguments/actor.js';
import { addActorOptions } from '../../arguments/actor.js';
import { findAddressedText } from '../../arguments/addressed-text.js';
import type { BudgetOptions } from '../../arguments/budget.js';
import { findDraft } from '../../arguments/draft.js';
import { addBudgetOptions, collect, draftArgument, subcommand } from '../../arguments/options.js';
import { configOf } from '../../ledger/config.js';
import type { Reader } from '../../ledger/read-ledger.js';
import { saveAndPrint } from '../../ledger/save.js';
import type { Output } from '../../terminal/output.js';

interface Options extends BudgetOptions, ActorOptions {
  opinion?: string;
  remark: string[];
  kind?: string;
  voidsReview?: boolean;
}

export function submitCommand(output: Output): Command {
  const command = subcommand(
    'submit',
    '送审草案；其后再修改须写明 --voids-review，送审即作废。Submits a draft for review; an edit makes that void and has to say so',
    ['draft submit 一上稿'],
  );
  return reviewCommand(command, output, ({ commands }, request) => commands.submitDraft(request));
}

export function withdrawSubmissionCommand(output: Output): Command {
  const command = subcommand(
    'withdraw-submission',
    '收回送审：由送审人办理，限尚未批准或退回的。Takes a submission back: by who submitted it, until it is decided',
    ['draft withdraw-submission 一上稿 --actor editor-1 --reason 补充依据'],
  );
  return reviewCommand(command, output, ({ commands }, request) => commands.withdrawSubmission(request));
}

export function returnCommand(output: Output): Command {
  const command = subcommand('return', '退回草案并附意见。Returns a draft with an opinion', [
    'draft return 一上稿 --opinion 指标值偏低 --remark "1.2 年度指标值=请说明调减理由" --role reviewer',
  ])
    .requiredOption('--opinion <text>', '对草案整体的意见。On the draft as a whole')
    .option(
      '--remark <place=text>',
      '对某一行或单元格的意见：行=… 或 行 单元格=…，可多次。On a row or a cell of it; may be repeated',
      collect,
      [],
    );
  return reviewCommand(command, output, async ({ commands }, request, options, reader) => {
    const points: At[] = [{ draft: { id: request.draftId } }];
    const remarks: { entityId: string; path: string | null; opinion: string }[] = [];
    const budget = { budget: request.budgetId };
    for (const given of options.remark) {
      const { text: opinion, ...address } = await findAddressedText(
        reader,
        budget,
        { option: '--remark', text: given },
        points,
      );
      remarks.push({ ...address, opinion });
    }
    return commands.returnDraft({ ...request, opinion: options.opinion ?? '', remarks });
  });
}

export function approveCommand(output: Output): Command {
  const command = subcommand(
    'approve',
    '批准已送审的草案；自己开立或修改的不能自己批准。Approves a draft; nobody approves what they opened or edited',
    ['draft approve 一上稿 --actor reviewer-1 --role reviewer --opinion 同意'],
  ).option('--opinion <text>', '意见。What the reviewer says');
  return reviewCommand(command, output, ({ commands }, request, { opinion }) =>
    commands.approveDraft({ ...request, opinion: opinion ?? null }),
  );
}

export function discardCommand(output: Output): Command {
  const command = subcommand('discard', '放弃草案；它仍可查看。Gives a draft up; it stays readable', [
    'draft discard 一上稿 --reason 改由新稿编制',
  ]);
  return reviewCommand(command, output, ({ commands }, request) => commands.discardDraft(request));
}

/** A step of the review, taken on the draft that is named. */
export function reviewCommand(
  command: Command,
  output: Output,
  act: (
    services: Services,
    request: DraftRequest & { budgetId: string },
    options: Options,
    reader: Reader,
  ) => Promise<CommandAnswer>,
): Command {
  return addActorOptions(addBudgetOptions(command.argument(...draftArgument))).action(
    (given: string, options: Options) =>
      saveAndPrint(configOf(command), output, options, async (services, reader, request) => {
        const { id: draftId, budgetId } = await findDraft(reader, options, given);
        const payload = { [`${command.name()}Draft`]: draftId };
        return act(services, { ...request, payload, draftId, budgetId, expectedVersion: null }, options, reader);
      }),
  );
}
