import type { Command } from 'commander';
import type { ForwardArguments, LedgerSavesFilter } from '../../../services/services.js';
import { parseYear } from '../arguments/budget.js';
import { listLabels, parseLabels } from '../arguments/choice.js';
import { findDraft } from '../arguments/draft.js';
import { addBudgetOptions, addPageOptions, addPointOption, subcommand } from '../arguments/options.js';
import { findPointBudget } from '../arguments/point-budget.js';
import { findPoint } from '../arguments/point.js';
import { configOf } from '../ledger/config.js';
import type { Reader } from '../ledger/read-ledger.js';
import { readLedger } from '../ledger/read-ledger.js';
import type { PageOptions } from '../terminal/list.js';
import { printList } from '../terminal/list.js';
import type { Output } from '../terminal/output.js';
import { sourceLabels } from '../text/labels.js';
import { saveKindLabels } from '../text/save-kinds.js';
import { savePrinter } from '../text/saves.js';
import type { StretchOptions } from './changes-filter.js';
import { definedOf, findStretch, listed } from './changes-filter.js';

interface Options extends StretchOptions, PageOptions {
  at?: string;
  person?: string;
  day?: string;
  kind?: string;
  source?: string;
  reason?: string;
  document?: string;
  draft?: string;
  ownWork?: boolean;
}

export function savesCommand(output: Output): Command {
  const command = subcommand(
    'saves',
    '整个账本的保存，含草案的和不改单元格的（定稿、批准、更正等），新的在前；各条件须同时满足。Every save of the ledger, those of drafts and those that change no cell too, newest first; all conditions must hold',
    [
      'saves --person finance --day 2024-03-01',
      'saves --kind 批准,并入草案',
      'saves --document 越财〔2024〕15号',
      'saves --own-work',
    ],
  );
  return addPageOptions(addPointOption(addBudgetOptions(command)))
    .option('--person <id>', '由该人操作，或并入了该人所改。By this person, or taking in what this person had set')
    .option('--day <date>', '某一天（北京时间），如 2024-03-01。On this day, in Beijing')
    .option('--from <point>', '自某日、某时或某位置之后。From a date or time on, or behind a position')
    .option('--to <point>', '至某日、某时或某位置。Up to a date, a time or a position')
    .option(
      '--kind <kinds>',
      `做了什么，可写多种，以逗号分隔：${listLabels(saveKindLabels)}。What it did; several with commas`,
    )
    .option(
      '--source <sources>',
      `来自，可写多种：${listLabels(sourceLabels)}。By which way it came; several with commas`,
    )
    .option(
      '--reason <text>',
      "理由（或其更正）含该文字；''：没有理由。With this text in the reason or its correction; '': without one",
    )
    .option('--document <text>', "依据文号（或其更正）含该文字；''：没有文号。The same of the document’s number")
    .option('--draft <draft>', '只看某草案的保存。Of this draft alone')
    .option(
      '--own-work',
      '批准、并入了自己（或代自己）所改草案的。Approvals and promotions of what the same person had edited',
    )
    .action((options: Options) =>
      readLedger(configOf(command), output, async (reader) => {
        const point = await findPoint(reader, options, options.at);
        const filter = {
          ...(await findSavesFilter(reader, options)),
          ...(await findPointBudget(reader, options, point)),
        };
        const read = (page: ForwardArguments) => reader.queries.saves(filter, page, reader.at(point));
        await printList(output, options, read, savePrinter(output, reader, 'LEDGER'));
      }),
    );
}

async function findSavesFilter(reader: Reader, options: Options): Promise<LedgerSavesFilter> {
  const { budget, unit, year, draft, person, day, kind, source, reason, document, ownWork } = options;
  return definedOf({
    budgetIds: listed(budget),
    units: listed(unit),
    fiscalYears: listed(year === undefined ? undefined : parseYear(year)),
    draftId: draft === undefined ? undefined : (await findDraft(reader, options, draft)).id,
    personIds: listed(person),
    date: day,
    kinds: parseLabels('--kind', kind, saveKindLabels),
    sources: parseLabels('--source', source, sourceLabels),
    reason,
    basisDocument: document,
    ownWork,
    ...(await findStretch(reader, options)),
  });
}
