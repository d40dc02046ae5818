import type { Command } from 'commander';
import type { Choice, Resolution } from '../../../projections/merge/resolutions.js';
import type { Commands, MergeRequest } from '../../../services/services.js';
import { composeLedger } from '../../compose.js';
import { countEvents } from '../../engines.js';
import type { ActorOptions } from '../acting.js';
import { callerOf, withActor } from '../acting.js';
import { saidOf } from '../cell-places.js';
import { findDraft } from '../drafts.js';
import { failure, refused } from '../failures.js';
import { printMerge } from '../merge-text.js';
import type { BudgetOptions } from '../naming.js';
import type { Output } from '../output.js';
import type { Asking } from '../reading.js';
import { asking, askingOf } from '../reading.js';
import { configOf } from '../session.js';
import { repeated, subcommand, withBudget } from './options.js';

interface Options extends BudgetOptions, ActorOptions {
  hash?: string;
  preview?: boolean;
  choose: string[];
}

type Merging = Pick<Commands, 'promoteDraft' | 'refreshDraft'>;

export function promoteCommand(output: Output): Command {
  const command = subcommand(
    'promote',
    '把已批准的草案逐单元格并入预算，一次保存；先预览，再以预览的内容哈希并入。Takes an approved draft into its budget as one save: preview it, then name the hash',
    [
      'draft promote 一上稿 --preview',
      'draft promote 一上稿 --hash 9f2c… --actor reviewer-1 --role reviewer',
      'draft promote 一上稿 --preview --choose "1.2 年度指标值=theirs"',
    ],
  );
  return merging(command, output, '我方为预算，对方为草案', (commands) => commands.promoteDraft);
}

export function refreshCommand(output: Output): Command {
  const command = subcommand(
    'refresh',
    '把预算其后的修改并入草案；基础移到现在的版本。Takes what happened to the budget since into the draft',
    ['draft refresh 一上稿 --preview', 'draft refresh 一上稿 --choose "1.2 年度指标值=ours"'],
  );
  return merging(command, output, '我方为草案，对方为预算', (commands) => commands.refreshDraft);
}

function merging(
  command: Command,
  output: Output,
  sides: string,
  mergeOf: (commands: Merging) => Merging['promoteDraft'],
): Command {
  command
    .argument('<draft>', '草案的名称、编号或其开头。A draft by name, id or the beginning of its id')
    .option('--preview', '只预览，不存储；服务运行时也可用。Only shows what would be done, also while a server runs')
    .option(
      '--hash <hash>',
      '预览给出的内容哈希，不符则拒绝。The hash of the preview; refused if another table would come out',
    )
    .option(
      '--choose <place=side>',
      '冲突以谁为准：行 单元格=ours|theirs，行的去留写 行=…；可多次。Whose way a conflict goes; may be repeated',
      repeated,
      [],
    );
  return withActor(withBudget(command)).action(async (given: string, options: Options) => {
    const config = configOf(command);
    const act = async (commands: Merging, ask: Asking, dryRun: boolean): Promise<void> => {
      const answer = await mergeOf(commands)(await requestOf(ask, options, given, { dryRun, name: command.name() }));
      if (!answer.refused || !output.json) await printMerge(output, ask, answer, sides);
      if (answer.refused) throw refused(answer.refusals);
    };
    if (options.preview === true) {
      return asking(config, output, (ask, { previewMerge }) => act(previewMerge, ask, true));
    }
    // Where there is nothing, this says so; to open it for writing would make an empty ledger.
    countEvents(config);
    const { services, close } = await composeLedger(config);
    try {
      await act(services.commands, await askingOf(services.queries, callerOf(options).caller), false);
    } finally {
      await close();
    }
  });
}

async function requestOf(
  ask: Asking,
  options: Options,
  given: string,
  { dryRun, name }: { dryRun: boolean; name: string },
): Promise<MergeRequest> {
  const { id: draftId, budgetId } = await findDraft(ask, options, given);
  const resolutions: Resolution[] = [];
  for (const text of options.choose) {
    const points = [{ draft: { id: draftId } }, { position: ask.head.position }];
    const said = await saidOf(ask, { budget: budgetId }, { option: '--choose', text }, points);
    resolutions.push({ entityId: said.entityId, path: said.path, choice: choiceOf(said.text) });
  }
  const what = { draftId, contentHash: options.hash ?? null, resolutions, dryRun };
  const payload = { [`${name}Draft`]: what };
  return { ...callerOf(options), commandId: null, source: { kind: 'cli' }, payload, ...what };
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
