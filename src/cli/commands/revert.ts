import type { Command } from 'commander';
import type { ChangedCell } from '../../../projections/rows.js';
import type {
  NothingLeft,
  RevertAnswer,
  RevertPreview,
  RevertRequest,
  RevertWhat,
} from '../../../services/services.js';
import type { ActorOptions } from '../arguments/actor.js';
import { callerOf, addActorOptions } from '../arguments/actor.js';
import { changePrinter, changeJson } from '../text/changes.js';
import { findDraft } from '../arguments/draft.js';
import { failure, failureOfRefusals } from '../failures.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import { findRow, rowHead } from '../arguments/row.js';
import type { Output } from '../terminal/output.js';
import type { ReadOnlyLedger } from '../../compose.js';
import type { Reader } from '../ledger/read-ledger.js';
import { readLedger } from '../ledger/read-ledger.js';
import { writeExistingLedger } from '../ledger/write-ledger.js';
import { configOf } from '../ledger/config.js';
import { saveJson, versionLabel } from '../text/versions.js';
import { voidedText, wouldVoidText } from '../text/voided-review.js';
import { parseVersion } from '../arguments/version.js';
import {
  addAdjustmentKindOption,
  addBudgetOptions,
  addVoidsReviewOption,
  parseAdjustmentKind,
  subcommand,
} from '../arguments/options.js';

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
  asDraft?: string;
  kind?: string;
  voidsReview?: boolean;
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
      'revert --save 7 --as-draft 年中更正 --kind 调剂 --reason 录入有误 --document 财预〔2024〕9号',
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
    .option(
      '--as-draft <name>',
      '开立此名的草案，在其中撤回；二下之后须写明 --kind、理由和文号。In a draft of this name that it opens; after 二下 with --kind, a reason and a document',
    )
    .option('--dry-run', '只预览，不存储；服务运行时也可用。Only shows what would be done, also while a server runs');
  addAdjustmentKindOption(addVoidsReviewOption(command));
  return addActorOptions(addBudgetOptions(command)).action(async (options: Options) => {
    const config = configOf(command);
    if (options.dryRun === true) {
      const preview = async (reader: Reader, { previews }: ReadOnlyLedger) =>
        printRevert(output, reader, await previews.revert(await requestOf(reader, options)));
      return readLedger(config, output, preview, options);
    }
    await writeExistingLedger(config, options, async ({ commands }, reader) => {
      await printRevert(output, reader, await commands.revert(await requestOf(reader, options)));
    });
  });
}

async function requestOf(reader: Reader, options: Options): Promise<RevertRequest> {
  const { expectedVersion, dryRun = false, voidsReview = false } = options;
  const draftId = options.draft === undefined ? null : (await findDraft(reader, options, options.draft)).id;
  const asDraft = openedDraftOf(options);
  const what = await targetOf(reader, options, draftId);
  return {
    ...callerOf(options),
    commandId: null,
    payload: { revert: what, draftId, asDraft },
    source: { kind: 'cli' },
    what,
    dryRun,
    draftId,
    asDraft,
    voidsReview,
    expectedVersion: expectedVersion === undefined ? null : parseVersion(expectedVersion),
  };
}

/** The draft that the revert opens. null: it opens none. */
function openedDraftOf({ asDraft: name, kind }: Options): NonNullable<RevertRequest['asDraft']> | null {
  if (name !== undefined) return { name, adjustmentKind: parseAdjustmentKind(kind) };
  if (kind === undefined) return null;
  throw failure(
    'usage',
    'USAGE',
    '--kind 是所开立的草案的调整类别；请同时给出 --as-draft。',
    '--kind is of the draft that is opened; give --as-draft with it.',
  );
}

/** What is to be reverted: exactly one of the options that say so. */
async function targetOf(reader: Reader, options: Options, draftId: string | null): Promise<RevertWhat> {
  const { change, event, save, row, table, to } = options;
  const given = [change, event, save, row, table].filter((option) => option !== undefined).length;
  const needsVersion = row !== undefined || table !== undefined;
  if (given !== 1 || needsVersion !== (to !== undefined)) {
    throw failure(
      'usage',
      'USAGE',
      '请给出 --change、--event、--save、--row 与 --to、--table 与 --to 之一。',
      'Give one of --change, --event, --save, --row with --to, --table with --to.',
    );
  }
  if (change !== undefined) return { change };
  if (event !== undefined) return { event };
  const budgetId = async () => (await findBudget(reader, options, null)).id;
  if (save !== undefined) return { save: { budgetId: await budgetId(), version: parseVersion(save) } };
  const toVersion = parseVersion(to ?? '');
  if (row === undefined) return { table: { budgetId: await budgetId(), toVersion } };
  const found = await findRow(reader, options, row, draftId === null ? null : { draft: { id: draftId } });
  return { row: { id: rowHead(found).id, toVersion } };
}

async function printRevert(output: Output, reader: Reader, answer: RevertAnswer): Promise<void> {
  if (answer.refused) throw failureOfRefusals(answer.refusals);
  const { nothingLeft } = answer;
  const changes = answer.done === null ? answer.preview.changes : await answer.changes();
  if (output.json) {
    const json = {
      dryRun: answer.done === null,
      saved: answer.done && saveJson(answer.done),
      ...(answer.done === null ? { onlyInDraft: answer.preview.onlyInDraft } : {}),
      changes: await jsonOf(changes, reader),
      nothingLeft: nothingLeft && {
        message: nothingLeft.message,
        messageEn: nothingLeft.messageEn,
        changes: await jsonOf(await nothingLeft.changes(), reader),
      },
    };
    return output.write(`${JSON.stringify(json)}\n`);
  }
  if (changes.length > 0) output.write(await changePrinter(output, reader).table(changes));
  if (nothingLeft !== null) await printNothingLeft(output, reader, nothingLeft);
  if (answer.done === null) {
    output.write(onlyInDraftText(answer.preview));
    output.write(`预览：未存储任何内容（基于版本 ${answer.preview.version}）\n`);
  } else if (answer.done.events.length === 0) output.write(`仍为${versionLabel(answer.done.basis)}\n`);
  else output.write(`已保存：${versionLabel(answer.done.basis)}，位置 ${answer.done.position}\n`);
  if (answer.done === null) output.write(wouldVoidText(answer.preview));
  else output.write(await voidedText(reader, answer.done));
}

/** Says so, and of which changes: those that were undone before. */
async function printNothingLeft(output: Output, reader: Reader, { message, changes }: NothingLeft): Promise<void> {
  const undone = await changes();
  output.write(`${message}\n`);
  if (undone.length > 0) output.write(`所指的修改：\n${await changePrinter(output, reader).table(undone)}`);
}

async function jsonOf(changes: readonly ChangedCell[], { queries }: Reader): Promise<object[]> {
  return Promise.all(changes.map((change) => changeJson(queries, change)));
}

function onlyInDraftText({ changes, onlyInDraft }: RevertPreview): string {
  const names = new Map(changes.map(({ entityId, entityName }) => [entityId, entityName]));
  const named = onlyInDraft.map((id) => `“${names.get(id) ?? ''}”`).join('、');
  return named === '' ? '' : `随之恢复、而预算从未有过的行（只在草案中）：${named}\n`;
}
