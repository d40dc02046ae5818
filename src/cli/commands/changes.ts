import type { Command } from 'commander';
import { cellNames } from '../../../events/budget/cell-names.js';
import type { At, ChangeFilter } from '../../../services/services.js';
import { changeRows } from '../change-rows.js';
import { choices, oneOf } from '../choices.js';
import { findDraft } from '../drafts.js';
import { failure } from '../failures.js';
import { effectLabels, entityLabels, kindLabels } from '../labels.js';
import type { PageOptions } from '../list.js';
import { printList } from '../list.js';
import type { BudgetOptions } from '../naming.js';
import { findBudget, findRow, yearOf } from '../naming.js';
import type { Output } from '../output.js';
import { findPoint } from '../points.js';
import type { Asking } from '../reading.js';
import { asking } from '../reading.js';
import { configOf } from '../session.js';
import { subcommand, withBudget, withPage, withPoint } from './options.js';

interface Options extends BudgetOptions, PageOptions {
  at?: string;
  row?: string;
  entityKind?: string;
  cell?: string;
  kind?: string;
  effect?: string;
  delta?: string;
  actor?: string;
  reason?: string;
  document?: string;
  text?: string;
  versions?: string;
  drafts?: boolean;
  draft?: string;
  from?: string;
  to?: string;
}

export function changesCommand(output: Output): Command {
  const command = subcommand(
    'changes',
    '整个账本中改过的单元格，新的在前；各条件须同时满足。Every changed cell of the ledger, newest first; all conditions must hold',
    [
      'changes --effect 降低',
      'changes --text 企业 --cell 年度指标值 --versions 2..5',
      'changes --row 商务工作经费 --delta down --from 2024-03-01 --to 2024-03-31',
      'changes --actor finance --document 越财 --all --json',
    ],
  );
  return withPage(withPoint(withBudget(command)))
    .option('--row <row>', '某一行（项目含其指标）：序号、名称或编号。Of this row; a project with its indicators')
    .option('--entity-kind <kind>', `某种行：${choices(entityLabels)}。Of rows of this kind`)
    .option('--cell <cell>', '某单元格：名称或路径，如 年度指标值、funding.other。Of this cell')
    .option('--kind <kind>', `发生了什么：${choices(kindLabels)}。What happened`)
    .option('--effect <effect>', `指标值的变化：${choices(effectLabels)}。What became of a target`)
    .option('--delta <sign>', '数值变化：up、down、zero。Whether a number went up or down')
    .option('--actor <id>', '操作人。By this person')
    .option('--reason <text>', '理由含该文字。With this text in the reason')
    .option('--document <text>', '依据文号含该文字。With this text in the document’s number')
    .option('--text <text>', '之前、之后或行名含该文字，一个字起。With this text before, after or in the row’s name')
    .option('--versions <a..b>', '某一预算的这些版本。In these versions of one budget')
    .option('--drafts', '也含草案中的修改。With what changed in drafts')
    .option('--draft <draft>', '只看某草案中的修改。What changed in this draft alone')
    .option('--from <point>', '自某日、某时或某位置之后。From a date or time on, or behind a position')
    .option('--to <point>', '至某日、某时或某位置。Up to a date, a time or a position')
    .action((options: Options) =>
      asking(configOf(command), output, async (ask) => {
        const point = await findPoint(ask, options, options.at);
        const filter = await filterOf(ask, options, point);
        const read = (page: Parameters<typeof ask.queries.changes>[1]) =>
          ask.queries.changes(filter, page, ask.at(point));
        await printList(output, options, read, changeRows(output, ask));
      }),
    );
}

async function filterOf(ask: Asking, options: Options, point: At | null): Promise<ChangeFilter> {
  const { budget, unit, year, row, entityKind, cell, kind, effect, delta, versions } = options;
  const draftId = options.draft === undefined ? undefined : (await findDraft(ask, options, options.draft)).id;
  const own = row === undefined ? {} : await rowFilter(ask, options, row, point);
  return given({
    budgetId: budget,
    unit,
    fiscalYear: year === undefined ? undefined : yearOf(year),
    ...(versions === undefined
      ? {}
      : { budgetId: (await findBudget(ask, options, null)).id, versions: rangeOf(versions) }),
    ...own,
    draftId,
    includeDrafts: options.drafts,
    entityKind: oneOf('--entity-kind', entityKind, entityLabels),
    path: cell === undefined ? undefined : pathOf(cell),
    kind: oneOf('--kind', kind, kindLabels),
    effect: oneOf('--effect', effect, effectLabels),
    deltaSign: oneOf('--delta', delta, signs),
    actorId: options.actor,
    reason: options.reason,
    basisDocument: options.document,
    text: options.text,
    ...(await stretchOf(ask, options)),
  });
}

async function rowFilter(ask: Asking, options: Options, row: string, point: At | null): Promise<Partial<ChangeFilter>> {
  const found = await findRow(
    ask,
    options,
    row,
    options.draft === undefined ? point : { draft: { id: (await findDraft(ask, options, options.draft)).id } },
  );
  if ('budget' in found) return { budgetId: found.budget.id };
  if ('project' in found) return { projectId: found.project.id };
  return { entityId: 'fundUser' in found ? found.fundUser.id : found.indicator.id };
}

const signs = { POSITIVE: 'up', NEGATIVE: 'down', ZERO: 'zero' } as const;

function pathOf(cell: string): string {
  // 申报总计 is a cell of fund users and of projects, so its path has to be written out.
  const found = Object.entries(cellNames).filter(([path, label]) => path === cell || label === cell);
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only[0];
  const paths = (only === undefined ? Object.keys(cellNames) : found.map(([path]) => path)).join(', ');
  throw failure(
    'usage',
    'USAGE',
    `--cell“${cell}”不明确或不存在；可用：${paths}。`,
    `--cell "${cell}" is not known, or not one alone; there are: ${paths}.`,
  );
}

function rangeOf(text: string): { from?: number; to?: number } {
  const [whole, from = '', dots, to = ''] = /^v?(\d{0,9})(\.\.)?(?:v?(\d{1,9}))?$/.exec(text) ?? [];
  if (whole === undefined || (from === '' && to === '')) {
    throw failure(
      'usage',
      'USAGE',
      `--versions 写成 2..5、2.. 或 3，不是“${text}”。`,
      `--versions is written 2..5, 2.. or 3, not "${text}".`,
    );
  }
  if (dots === undefined) return { from: Number(from), to: Number(from) };
  return { ...(from === '' ? {} : { from: Number(from) }), ...(to === '' ? {} : { to: Number(to) }) };
}

/** A date means its beginning in `--from` and its end in `--to`, in Beijing. */
async function stretchOf(ask: Asking, options: Options): Promise<Partial<ChangeFilter>> {
  const { from, to } = options;
  const start = await findPoint(ask, options, from);
  const end = await findPoint(ask, options, to);
  if ([start, end].some((at) => (at?.version ?? at?.sealId ?? at?.draft ?? null) !== null)) {
    throw failure(
      'usage',
      'USAGE',
      '--from、--to 取日期、时间或位置；版本（定稿是其中之一）请用 --versions，草案请用 --draft。',
      '--from and --to take dates, times or positions; for versions, sealed ones too, there is --versions, for drafts --draft.',
    );
  }
  const clock = (at: At | null, ofDay: string) => (at?.date ? `${at.date}T${ofDay}+08:00` : at?.time);
  const times = given({ from: clock(start, '00:00:00.000'), to: clock(end, '23:59:59.999') });
  const positions = given({ from: start?.position, to: end?.position });
  return {
    ...(Object.keys(times).length === 0 ? {} : { times }),
    ...(Object.keys(positions).length === 0 ? {} : { positions }),
  };
}

type Given<T> = { [Member in keyof T]?: Exclude<T[Member], undefined> };

function given<T extends object>(members: T): Given<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>;
}
