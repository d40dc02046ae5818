import type { Command } from 'commander';
import type { Choice, Resolution } from '../../../../projections/merge/choices.js';
import type { Commands, MergeRequest } from '../../../../services/services.js';
import type { ActorOptions } from '../../arguments/actor.js';
import { callerOf, addActorOptions } from '../../arguments/actor.js';
import { findAddressedText } from '../../arguments/addressed-text.js';
import { findDraft } from '../../arguments/draft.js';
import { failure, failureOfRefusals } from '../../failures.js';
import { printMerge } from '../../text/merge.js';
import type { BudgetOptions } from '../../arguments/budget.js';
import type { Output } from '../../terminal/output.js';
import type { Reader } from '../../ledger/read-ledger.js';
import { readLedger } from '../../ledger/read-ledger.js';
import { writeExistingLedger } from '../../ledger/write-ledger.js';
import { configOf } from '../../ledger/config.js';
import { addBudgetOptions, addVoidsReviewOption, collect, draftArgument, subcommand } from '../../arguments/options.js';

interface Options extends BudgetOptions, ActorOptions {
  hash?: string;
  preview?: boolean;
  choose: string[];
  voidsReview?: boolean;
}

type MergeCommands = Pick<Commands, 'promoteDraft' | 'refreshDraft'>;

export function promoteCommand(output: Output): Command {
  const command = subcommand(
    'promote',
    '把已批准的草案逐单元格并入预算，一次保存；先预览，再以预览的修改哈希并入。Takes an approved draft into its budget as one save: preview it, then name the hash',
    [
      'draft promote 一上稿 --preview',
      'draft promote 一上稿 --hash 9f2c… --actor reviewer-1 --role reviewer',
      'draft promote 一上稿 --preview --choose "1.2 年度指标值=theirs"',
    ],
  );
  return mergeCommand(command, output, '我方为预算，对方为草案', (commands) => commands.promoteDraft);
}

export function refreshCommand(output: Output): Command {
  const command = subcommand(
    'refresh',
    '把预算其后的修改并入草案；基础移到现在的版本。Takes what happened to the budget since into the draft',
    ['draft refresh 一上稿 --preview', 'draft refresh 一上稿 --choose "1.2 年度指标值=ours"'],
  );
  return mergeCommand(
    addVoidsReviewOption(command),
    output,
    '我方为草案，对方为预算',
    (commands) => commands.refreshDraft,
  );
}

function mergeCommand(
  command: Command,
  output: Output,
  sides: string,
  mergeOf: (commands: MergeCommands) => MergeCommands['promoteDraft'],
): Command {
  command
    .argument(...draftArgument)
    .option('--preview', '只预览，不存储；服务运行时也可用。Only shows what would be done, also while a server runs')
    .option(
      '--hash <hash>',
      '预览给出的修改哈希，不符则拒绝。The hash of the preview; refused if something else would be done',
    )
    .option(
      '--choose <place=side>',
      '冲突以谁为准：行 单元格=ours|theirs，行的去留写 行=…；可多次。Whose way a conflict goes; may be repeated',
      collect,
      [],
    );
  return addActorOptions(addBudgetOptions(command)).action(async (given: string, options: Options) => {
    const config = configOf(command);
    const act = async (commands: MergeCommands, reader: Reader, dryRun: boolean): Promise<void> => {
      const answer = await mergeOf(commands)(await requestOf(reader, options, given, { dryRun, name: command.name() }));
      if (!answer.refused || !output.json) {
        await printMerge(output, reader, answer, { sides, table: command.name() === 'refresh' ? '草案' : '预算' });
      }
      if (answer.refused) throw failureOfRefusals(answer.refusals);
    };
    if (options.preview === true) {
      return readLedger(config, output, (reader, { previews }) => act(previews, reader, true), options);
    }
    await writeExistingLedger(config, options, ({ commands }, reader) => act(commands, reader, false));
  });
}

async function requestOf(
  reader: Reader,
  options: Options,
  given: string,
  { dryRun, name }: { dryRun: boolean; name: string },
): Promise<MergeRequest> {
  const { id: draftId, budgetId } = await findDraft(reader, options, given);
  const resolutions: Resolution[] = [];
  for (const text of options.choose) {
    const points = [{ draft: { id: draftId } }, { position: reader.head.position }];
    const {
      entityId,
      path,
      text: choice,
    } = await findAddressedText(reader, { budget: budgetId }, { option: '--choose', text }, points);
    resolutions.push({ entityId, path, choice: choiceOf(choice) });
  }
  const { hash: changesHash = null, voidsReview = false } = options;
  const merge = { draftId, changesHash, resolutions, voidsReview, dryRun };
  const payload = { [`${name}Draft`]: merge };
  return { ...callerOf(options), commandId: null, source: { kind: 'cli' }, payload, ...merge };
}

function choiceOf(text: string): Choice {
  const choice = text.toUpperCase();
  if (choice === 'OURS' || choice === 'THEIRS') return choice;
  throw failure(
    'usage',
    'USAGE',
    `--choose 须以 ours 或 theirs 结尾，不是“${text}”。`,
    `--choose ends with ours or theirs, not "${text}".`,
  );
}
