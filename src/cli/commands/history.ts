import type { Command } from 'commander';
import type { ForwardArguments } from '../../../services/services.js';
import { annotatedChanges, changePrinter } from '../text/changes.js';
import { savePrinter } from '../text/saves.js';
import type { PageOptions } from '../terminal/list.js';
import { printList } from '../terminal/list.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import { findRowToShow } from '../arguments/row.js';
import type { Output } from '../terminal/output.js';
import { findPoint } from '../arguments/point.js';
import { readLedger } from '../ledger/read-ledger.js';
import { savesOf } from './row-saves.js';
import { configOf } from '../ledger/config.js';
import { subcommand, addBudgetOptions, addPageOptions, addPointOption } from '../arguments/options.js';

interface Options extends BudgetOptions, PageOptions {
  at?: string;
  versions?: boolean;
}

export function historyCommand(output: Output): Command {
  const command = subcommand(
    'history',
    '一张表或一行的修改，逐单元格，新的在前。What changed in a table or a row, cell by cell, newest first',
    [
      'history --versions',
      'history 商务工作经费 --first 20',
      'history 1.2 --at v3',
      'history 1.2 --versions',
      'history --unit "广州市越秀区商务局(本级)" --year 2024 --all --json',
    ],
  ).argument(
    '[row]',
    '序号（3、3.2）、名称（曾用名、已撤销的亦可）或编号；缺省为整张表。An ordinal, a name, also a former one or that of a withdrawn row, or an id; default: the whole table',
  );
  return addPageOptions(addPointOption(addBudgetOptions(command)))
    .option(
      '--versions',
      '每次保存一行：谁、何时、为何；给出一行时，只列修改过它的保存。A line for each save: who, when, why; of a row those that changed it',
    )
    .action((given: string | undefined, options: Options) =>
      readLedger(configOf(command), output, async (reader) => {
        const point = await findPoint(reader, options, options.at);
        const row =
          given === undefined
            ? { budget: await findBudget(reader, options, point) }
            : await findRowToShow(output, reader, options, given, point);
        if (options.versions === true) {
          const read =
            'budget' in row
              ? (page: ForwardArguments) => reader.queries.versions(row.budget, page)
              : await savesOf(reader.queries, row);
          return printList(output, options, read, savePrinter(output, reader));
        }
        const read = async (page: ForwardArguments) => annotatedChanges(await reader.queries.history(row, page));
        return printList(output, options, read, changePrinter(output, reader));
      }),
    );
}
