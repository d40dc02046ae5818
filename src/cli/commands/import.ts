import type { Command } from 'commander';
import type { ImportAnswer } from '../../../services/services.js';
import { previewImport } from '../../compose.js';
import { addActorOptions } from '../arguments/actor.js';
import { isId } from '../arguments/budget.js';
import { findDraft } from '../arguments/draft.js';
import { addVoidsReviewOption, collect, subcommand } from '../arguments/options.js';
import { failureOfRefusals } from '../failures.js';
import { configOf } from '../ledger/config.js';
import type { Reader } from '../ledger/read-ledger.js';
import { readLedger } from '../ledger/read-ledger.js';
import { writeLedger } from '../ledger/write-ledger.js';
import type { Output } from '../terminal/output.js';
import { startProgress } from '../terminal/progress.js';
import { printImport } from '../text/import.js';
import { voidedText } from '../text/voided-review.js';
import type { ImportOptions } from './import-request.js';
import { importRequestOf } from './import-request.js';

export function importCommand(output: Output): Command {
  const command = subcommand(
    'import',
    '导入公开的项目支出绩效目标表（PDF 提取的文本），一次保存。Imports a published table (text of its PDF) as one save',
    [
      'import samples/000_fa349c3ba6376aff.txt --fiscal-year 2024 --dry-run',
      'import table.txt --fiscal-year 2024 --columns 财政拨款,其他资金 --reason 二上 --document "越财〔2024〕1号"',
      'import table.txt --fiscal-year 2024 --map 01a20bc4-6961-72df-8acb-a18921a4e6f4=project:1.3',
    ],
  )
    .argument('<file>', '文件。The file')
    .requiredOption('--fiscal-year <year>', '预算年度，表中没有写。The fiscal year, which the table does not say')
    .option('--unit <unit>', '编辑人员所属单位。The unit of the editor who imports')
    .option('--unit-key <key>', '单位的固定编号，缺省为表中的名称。Permanent key of the unit; default: its name')
    .option('--taxonomy <id>', '指标分类：cn-2020、cn-2021。The classes of indicators')
    .option('--columns <names>', '金额列，从左到右。What the columns with figures are, left to right')
    .option(
      '--row-columns <project=names>',
      '某项目的金额列，可多次。The same for one project; may be repeated',
      collect,
      [],
    )
    .option(
      '--map <from=to>',
      '表中行的编号=文件中的行（预览给出），to 为空表示撤销；可多次。A row’s id = the file’s row, as the preview names them; without to it is withdrawn; may be repeated',
      collect,
      [],
    )
    .option(
      '--expected-version <n>',
      '预览时的版本，其后有修改则拒绝。The version that was previewed; refused if it has changed',
    )
    .option(
      '--draft <draft>',
      '导入草案，而不是预算本身：名称或编号。Into this draft, by name or id, instead of the budget',
    )
    .option('--dry-run', '只预览，不存储；服务运行时也可用。Only shows what would be done, also while a server runs');
  return addActorOptions(addVoidsReviewOption(command)).action((file: string, options: ImportOptions) =>
    importFile(command, output, file, options),
  );
}

async function importFile(command: Command, output: Output, file: string, options: ImportOptions): Promise<void> {
  const config = configOf(command);
  const request = await importRequestOf(file, options);
  if (request.dryRun) {
    const draftId =
      options.draft === undefined
        ? null
        : await readLedger(config, output, (reader) => findDraftId(reader, options), options);
    return await printAnswer(output, await previewImport(config, { ...request, draftId }), true);
  }
  const progress = startProgress(output, 4, '打开账本', 'opening the ledger');
  try {
    await writeLedger(config, options, async ({ commands }, reader) => {
      progress.advance(1);
      progress.stage('读取文件', 'reading the file');
      const draftId = await findDraftId(reader, options);
      const onStage = (stage: 'READ' | 'MATCHED') => {
        progress.advance(1);
        if (stage === 'READ') progress.stage('逐行比对', 'matching rows');
        else progress.stage('保存并更新视图', 'saving, updating the views');
      };
      const answer = await commands.importTable({ ...request, draftId, onStage });
      progress.end();
      await printAnswer(output, answer, false);
      if (!answer.refused && answer.done !== null && !output.json) output.write(await voidedText(reader, answer.done));
    });
  } finally {
    progress.end();
  }
}

/** A draft's id may be of any budget, which the import then refuses; a name is looked up in the unit's and year's budget. */
async function findDraftId(reader: Reader, { draft, unitKey, fiscalYear }: ImportOptions): Promise<string | null> {
  if (draft === undefined) return null;
  const budget = isId(draft) ? {} : { year: fiscalYear, ...(unitKey === undefined ? {} : { unit: unitKey }) };
  return (await findDraft(reader, budget, draft)).id;
}

async function printAnswer(output: Output, answer: ImportAnswer, dryRun: boolean): Promise<void> {
  await printImport(output, answer, dryRun);
  if (answer.refused) throw failureOfRefusals(answer.refusals);
}
