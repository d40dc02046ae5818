import type { Command } from 'commander';
import type { RevertAnswer, RevertRequest, RevertWhat } from '../../../services/services.js';
import { composeLedger } from '../../compose.js';
import { countEvents } from '../../engines.js';
import type { ActorOptions } from '../acting.js';
import { callerOf, withActor } from '../acting.js';
import { changeRows, withActorName } from '../change-rows.js';
import { findDraft } from '../drafts.js';
import { failure, refused } from '../failures.js';
import type { BudgetOptions } from '../naming.js';
import { findBudget, findRow } from '../naming.js';
import type { Output } from '../output.js';
import type { Asking } from '../reading.js';
import { asking, askingOf } from '../reading.js';
import { configOf } from '../session.js';
import { versionLabel, versionOf } from '../versions.js';
import { subcommand, withBudget } from './options.js';

interface Options extends BudgetOptions, ActorOptions {
  change?: string;
  event?: string;
  save?: string;
  row?: string;
  table?: boolean;
  to?: string;
  expectedVersion?: string;
  dryRun?: boolean;
  draft?: string;
}

export function revertCommand(output: Output): Command {
  const command = subcommand(
    'revert',
    '撤回一处修改、一条事件或一次保存，或把一行、整张表恢复到某一版本；以新的事件完成，什么也不删除。Reverts a change, an event or a save, or sets a row or the table back to a version, by new events; nothing is deleted',
    [
      'revert --save 3 --dry-run',
      'revert --save 3 --reason 录入有误',
      'revert --row 1.2 --to v1 --reason 恢复原指标',
      'revert --table --to v1 --dry-run --json',
    ],
  )
    .option(
      '--change <event:ordinal>',
      '一处修改：事件编号:序号（--json 的 eventId 与 ordinal）。A change, as eventId:ordinal of --json',
    )
    .option('--event <id>', '一条事件的全部修改。Everything that an event changed')
    .option('--save <version>', '一次保存的全部修改，从 2 起。Everything that a save changed, from 2')
    .option('--row <row>', '一行恢复到 --to：序号、名称或编号。A row, back to --to')
    .option('--table', '整张表恢复到 --to。The whole table, back to --to')
    .option('--to <version>', '恢复到的版本。The version to go back to')
    .option(
      '--expected-version <n>',
      '预览时的版本，其后有修改则拒绝。The version that was previewed; refused if it has changed',
    )
    .option('--draft <draft>', '在草案中撤回，版本是草案自己的。In this draft, whose own versions are meant')
    .option('--dry-run', '只预览，不存储；服务运行时也可用。Only shows what would be done, also while a server runs');
  return withActor(withBudget(command)).action(async (options: Options) => {
    const config = configOf(command);
    if (options.dryRun === true) {
      return asking(config, output, async (ask, { previewRevert }) => {
        await finish(output, ask, await previewRevert(await requestOf(ask, options)));
      });
    }
    // Where there is nothing, this says so; to open it for writing would make an empty ledger.
    countEvents(config);
    const ledger = await composeLedger(config);
    try {
      const ask = await askingOf(ledger.services.queries, callerOf(options).caller);
      await finish(output, ask, await ledger.services.commands.revert(await requestOf(ask, options)));
    } finally {
      await ledger.close();
    }
  });
}

async function requestOf(ask: Asking, options: Options): Promise<RevertRequest> {
  const { expectedVersion, dryRun = false } = options;
  const draftId = options.draft === undefined ? null : (await findDraft(ask, options, options.draft)).id;
  const what = await whatOf(ask, options, draftId);
  return {
    ...callerOf(options),
    commandId: null,
    payload: { revert: what, draftId },
    source: { kind: 'cli' },
    what,
    dryRun,
    draftId,
    expectedVersion: expectedVersion === undefined ? null : versionOf(expectedVersion),
  };
}

/** Exactly one of them. */
async function whatOf(ask: Asking, options: Options, draftId: string | null): Promise<RevertWhat> {
  const { change, event, save, row, table, to } = options;
  const said = [change, event, save, row, table].filter((given) => given !== undefined).length;
  const needsVersion = row !== undefined || table !== undefined;
  if (said !== 1 || needsVersion !== (to !== undefined)) {
    throw failure(
      'usage',
      'USAGE',
      '请给出 --change、--event、--save、--row 与 --to、--table 与 --to 之一。',
      'Give one of --change, --event, --save, --row with --to, --table with --to.',
    );
  }
  if (change !== undefined) return { change };
  if (event !== undefined) return { event };
  const budgetId = async () => (await findBudget(ask, options, null)).id;
  if (save !== undefined) return { save: { budgetId: await budgetId(), version: versionOf(save) } };
  const toVersion = versionOf(to ?? '');
  if (row === undefined) return { table: { budgetId: await budgetId(), toVersion } };
  const found = await findRow(ask, options, row, draftId === null ? null : { draft: { id: draftId } });
  const { id } =
    'budget' in found
      ? found.budget
      : 'fundUser' in found
        ? found.fundUser
        : 'project' in found
          ? found.project
          : found.indicator;
  return { row: { id, toVersion } };
}

async function finish(output: Output, ask: Asking, answer: RevertAnswer): Promise<void> {
  if (answer.refused) throw refused(answer.refusals);
  const changes = answer.done === null ? answer.preview.changes : await answer.changes();
  if (output.json) {
    const told = changes.map((change) => withActorName(ask.queries, change));
    return output.write(`${JSON.stringify({ dryRun: answer.done === null, saved: savedOf(answer), changes: told })}\n`);
  }
  if (changes.length > 0) output.write(await changeRows(output, ask).table(changes));
  if (answer.done === null) output.write(`预览：未存储任何内容（基于版本 ${answer.preview.version}）\n`);
  else if (answer.done.events.length === 0) output.write(`没有变化，仍为${versionLabel(answer.done.basis)}\n`);
  else output.write(`已保存：${versionLabel(answer.done.basis)}，位置 ${answer.done.position}\n`);
}

function savedOf({ done }: Extract<RevertAnswer, { refused: false }>): object | null {
  if (done === null) return null;
  const { budgetId, draftId, version, position, basis, events } = done;
  return {
    budgetId,
    ...(draftId === null ? {} : { draftId }),
    version,
    position,
    recordedAt: basis.recordedAt,
    events: events.length,
  };
}
