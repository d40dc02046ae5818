import type { Command } from 'commander';
import type { ForwardArguments } from '../../../services/services.js';
import { listLabels } from '../arguments/choice.js';
import { addBudgetOptions, addPageOptions, addPointOption, subcommand } from '../arguments/options.js';
import { findPointBudget } from '../arguments/point-budget.js';
import { findPoint } from '../arguments/point.js';
import { configOf } from '../ledger/config.js';
import { readLedger } from '../ledger/read-ledger.js';
import type { PageOptions } from '../terminal/list.js';
import { printList } from '../terminal/list.js';
import type { Output } from '../terminal/output.js';
import { annotatedChanges, changePrinter } from '../text/changes.js';
import { effectLabels, entityLabels, kindLabels, sourceLabels } from '../text/labels.js';
import { printEditedRows } from '../text/edited-rows.js';
import { failure } from '../failures.js';
import type { ChangesFilterOptions } from './changes-filter.js';
import { findChangesFilter } from './changes-filter.js';

interface Options extends ChangesFilterOptions, PageOptions {
  at?: string;
  editedMoreThan?: string;
}

export function changesCommand(output: Output): Command {
  const command = subcommand(
    'changes',
    '整个账本中改过的单元格，新的在前；各条件须同时满足。Every changed cell of the ledger, newest first; all conditions must hold',
    [
      'changes --effect 降低',
      'changes --text 企业 --cell 年度指标值 --versions 2..5',
      'changes --row 商务工作经费 --delta down --from 2024-03-01 --to 2024-03-31',
      'changes --editor finance --source 并入',
      'changes --actor finance --document 越财 --all --json',
      'changes --edited-more-than 3 --year 2024',
      "changes --cell 绩效目标 --document ''",
    ],
  );
  return addPageOptions(addPointOption(addBudgetOptions(command)))
    .option(
      '--row <row>',
      '某一行（项目含其指标）：序号、名称（曾用名、已撤销的亦可）或编号。Of this row, also by a former name or a withdrawn one; a project with its indicators',
    )
    .option('--entity-kind <kind>', `某种行：${listLabels(entityLabels)}。Of rows of this kind`)
    .option('--cell <cell>', '某单元格：名称或路径，如 年度指标值、funding.other。Of this cell')
    .option(
      '--kind <kinds>',
      `发生了什么，可写多种，以逗号分隔：${listLabels(kindLabels)}。What happened; several with commas`,
    )
    .option('--effect <effect>', `指标值的变化：${listLabels(effectLabels)}。What became of a target`)
    .option('--delta <sign>', '数值变化：up、down、zero。Whether a number went up or down')
    .option('--actor <id>', '操作人。By this person')
    .option(
      '--editor <id>',
      '由该人改成（并入草案的，看草案中谁改）。Set by this person, whoever promoted the draft that it was set in',
    )
    .option(
      '--source <sources>',
      `修改来自，可写多种：${listLabels(sourceLabels)}。By which way it came; several with commas`,
    )
    .option('--reason <text>', "理由含该文字；''：没有理由。With this text in the reason; '': without one")
    .option(
      '--document <text>',
      "依据文号含该文字；''：没有文号。With this text in the document’s number; '': without one",
    )
    .option('--text <text>', '之前、之后或行名含该文字，一个字起。With this text before, after or in the row’s name')
    .option('--exact', '文字须逐字相同，区分全半角与大小写。The texts to the letter, in their width and case')
    .option('--versions <a..b>', '某一预算的这些版本。In these versions of one budget')
    .option('--drafts', '也含草案中的修改。With what changed in drafts')
    .option('--draft <draft>', '只看某草案中的修改。What changed in this draft alone')
    .option('--from <point>', '自某日、某时或某位置之后。From a date or time on, or behind a position')
    .option('--to <point>', '至某日、某时或某位置。Up to a date, a time or a position')
    .option(
      '--edited-more-than <n>',
      '不列单元格，而列被超过 n 次保存修改过的行及次数（行的新增不算）。Instead of cells the rows that more than n saves have edited, with how many; that a row was added is no edit',
    )
    .action((options: Options) =>
      readLedger(configOf(command), output, async (reader) => {
        const point = await findPoint(reader, options, options.at);
        const filter = {
          ...(await findChangesFilter(output, reader, options, point)),
          ...(await findPointBudget(reader, options, point)),
        };
        const read = async (page: ForwardArguments) =>
          annotatedChanges(await reader.queries.changes(filter, page, reader.at(point)));
        if (options.editedMoreThan === undefined) {
          return printList(output, options, read, changePrinter(output, reader));
        }
        const list = await reader.queries.changes(filter, { first: 1, after: null }, reader.at(point));
        await printEditedRows(output, reader, await list.editedRows(timesOf(options.editedMoreThan)));
      }),
    );
}

function timesOf(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw failure(
    'usage',
    'USAGE',
    `--edited-more-than 取 0 到 999999 的整数，不是“${text}”。`,
    `--edited-more-than takes an integer from 0 to 999999, not "${text}".`,
  );
}
