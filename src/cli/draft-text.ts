import { cellName } from '../../events/budget/cell-names.js';
import type { DraftView, Queries, ReviewRoundView } from '../../services/services.js';
import { everyPage } from '../app/whole-lists.js';
import { grounds, whoIs } from './change-rows.js';
import { statusNames } from '../../events/draft/draft.rules.js';
import { clock } from './labels.js';
import type { Output } from './output.js';
import type { Asking } from './reading.js';
import { columnsOf, table } from './table.js';

const columns = columnsOf('名称', '状态', '基础版本', '草案版本', '开立时间', '开立人', '编辑人', '编号', '理由');

export function draftsTable(output: Output, queries: Queries, drafts: readonly DraftView[]): string {
  const rows = drafts.map((draft) =>
    [
      nameOf(draft),
      statusNames[draft.status],
      String(draft.baseVersion),
      String(draft.version),
      clock(draft.openedAt),
      whoIs(queries, draft.openedBy.id),
      editorsOf(queries, draft),
      draft.id,
      grounds(draft),
    ].map((text) => ({ text })),
  );
  return table(output, columns, rows);
}

function nameOf({ name, adjustment }: DraftView): string {
  return adjustment ? `${name}（调整）` : name;
}

function editorsOf(queries: Queries, { editors }: DraftView): string {
  return editors.map(({ id }) => whoIs(queries, id)).join('、');
}

/** What a draft is and what became of it, a line each. */
export function draftHead(queries: Queries, draft: DraftView): string {
  const { id, status, version, baseVersion, openedBy, openedAt, promotedAs, discarded } = draft;
  const editors = editorsOf(queries, draft);
  return [
    `${nameOf(draft)} · ${statusNames[status]} · 草案版本 ${version} · 基础：版本 ${baseVersion} · ${id}\n`,
    `${clock(openedAt)} 由${whoIs(queries, openedBy.id)}开立${tail(grounds(draft))}\n`,
    editors === '' ? '' : `编辑人：${editors}\n`,
    promotedAs === null
      ? ''
      : `${clock(promotedAs.at)} 由${whoIs(queries, promotedAs.by.id)}并入为版本 ${promotedAs.version}${tail(grounds(promotedAs))}\n`,
    discarded === null
      ? ''
      : `${clock(discarded.at)} 由${whoIs(queries, discarded.by.id)}放弃${tail(grounds(discarded))}\n`,
  ].join('');
}

function tail(text: string): string {
  return text === '' ? '' : `：${text}`;
}

const outcomes: Record<NonNullable<ReviewRoundView['outcome']>, string> = { RETURNED: '退回', APPROVED: '批准' };

/** Each round, with its remarks below it. */
export async function roundsText(ask: Asking, draft: DraftView): Promise<string> {
  if (draft.rounds.length === 0) return '';
  const nameOfRow = await rowNames(ask, draft);
  return draft.rounds
    .map((round) => [roundLine(ask.queries, round), ...round.remarks.map(remarkLine)].join(''))
    .join('');

  function remarkLine({ entityId, path, opinion }: ReviewRoundView['remarks'][number]): string {
    return `  ${nameOfRow(entityId)}${path === null ? '' : ` ${cellName(path)}`}：${opinion}\n`;
  }
}

function roundLine(queries: Queries, round: ReviewRoundView): string {
  const { number, version, submittedBy, submittedAt, outcome, decidedBy, decidedAt, opinion, basisDocument } = round;
  const decided =
    outcome === null || decidedBy === null || decidedAt === null
      ? '待审'
      : `${clock(decidedAt)} 由${whoIs(queries, decidedBy.id)}${outcomes[outcome]}${tail([opinion, basisDocument].filter((part) => part !== null).join(' '))}`;
  const voided = round.voidedByVersion === null ? '' : `（已由草案版本 ${round.voidedByVersion} 的修改作废）`;
  return `第 ${number} 轮：草案版本 ${version}，${clock(submittedAt)} 由${whoIs(queries, submittedBy.id)}送审；${decided}${voided}\n`;
}

/** As people know rows: `1.2 名称`; of one that the draft withdrew, its name or id. */
async function rowNames(ask: Asking, draft: DraftView): Promise<(id: string) => string> {
  const names = new Map<string, string>();
  if (draft.rounds.some(({ remarks }) => remarks.length > 0)) {
    const budget = await ask.queries.draftTable(draft);
    for (const { id, name } of await ask.queries.fundUsers(budget)) names.set(id, name);
    let ordinal = 0;
    for await (const projects of everyPage((page) => ask.queries.projectsOf(budget, {}, page))) {
      for (const project of projects) {
        const place = project.status === 'ACTIVE' ? String(++ordinal) : '';
        names.set(project.id, `${place} ${project.name}`.trim());
        for (const { id, name, ordinal: own } of project.indicators) {
          names.set(id, place === '' ? name : `${place}.${own} ${name}`);
        }
      }
    }
  }
  return (id) => names.get(id) ?? id;
}
