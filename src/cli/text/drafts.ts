import { cellName } from '../../../events/budget/cell-names.js';
import { adjustmentKindNames } from '../../../events/draft/adjustment.js';
import type { DraftView, Queries, ReviewRoundView } from '../../../services/services.js';
import { everyPage } from '../../app/whole-lists.js';
import { reasonText, actorLabel } from './changes.js';
import { statusNames } from '../../../events/draft/draft.rules.js';
import { clock } from './labels.js';
import type { Output } from '../terminal/output.js';
import type { Reader } from '../ledger/read-ledger.js';
import { columnsOf, table } from '../terminal/table.js';

const columns = columnsOf('名称', '状态', '基础版本', '草案版本', '开立时间', '开立人', '编辑人', '编号', '理由');

export async function draftsTable(output: Output, queries: Queries, drafts: readonly DraftView[]): Promise<string> {
  const rows = drafts.map(async (draft) =>
    [
      nameOf(draft),
      statusNames[draft.status],
      String(draft.baseVersion),
      String(draft.version),
      clock(draft.openedAt),
      await actorLabel(queries, draft.openedBy.id),
      await editorsOf(queries, draft),
      draft.id,
      reasonText(draft),
    ].map((text) => ({ text })),
  );
  return table(output, columns, await Promise.all(rows));
}

function nameOf({ name, adjustment, adjustmentKind: kind }: DraftView): string {
  return adjustment ? `${name}（${kind === null ? '调整' : adjustmentKindNames[kind]}）` : name;
}

async function editorsOf(queries: Queries, { editors }: DraftView): Promise<string> {
  const names = await Promise.all(editors.map(({ id }) => actorLabel(queries, id)));
  return names.join('、');
}

/** What a draft is and what became of it, a line each. */
export async function draftHead(queries: Queries, draft: DraftView): Promise<string> {
  const { id, status, version, baseVersion, openedBy, openedAt, promotedAs, discarded } = draft;
  const editors = await editorsOf(queries, draft);
  return [
    `${nameOf(draft)} · ${statusNames[status]} · 草案版本 ${version} · 基础：版本 ${baseVersion} · ${id}\n`,
    `${clock(openedAt)} 由${await actorLabel(queries, openedBy.id)}开立${afterColon(reasonText(draft))}\n`,
    editors === '' ? '' : `编辑人：${editors}\n`,
    promotedAs === null
      ? ''
      : `${clock(promotedAs.at)} 由${await actorLabel(queries, promotedAs.by.id)}并入为版本 ${promotedAs.version}${afterColon(reasonText(promotedAs))}\n`,
    discarded === null
      ? ''
      : `${clock(discarded.at)} 由${await actorLabel(queries, discarded.by.id)}放弃${afterColon(reasonText(discarded))}\n`,
  ].join('');
}

function afterColon(text: string): string {
  return text === '' ? '' : `：${text}`;
}

const outcomes: Record<NonNullable<ReviewRoundView['outcome']>, string> = {
  RETURNED: '退回',
  APPROVED: '批准',
  WITHDRAWN: '收回',
};

/** Each round, with its remarks below it. */
export async function roundsText(reader: Reader, draft: DraftView): Promise<string> {
  if (draft.rounds.length === 0) return '';
  const nameOfRow = await rowNames(reader, draft);
  const rounds = draft.rounds.map(async (round) =>
    [await roundLine(reader.queries, round), ...round.remarks.map(remarkLine)].join(''),
  );
  return (await Promise.all(rounds)).join('');

  function remarkLine({ entityId, path, opinion }: ReviewRoundView['remarks'][number]): string {
    return `  ${nameOfRow(entityId)}${path === null ? '' : ` ${cellName(path)}`}：${opinion}\n`;
  }
}

export async function roundLine(queries: Queries, round: ReviewRoundView): Promise<string> {
  const { number, version, submittedBy, submittedAt, outcome, decidedBy, decidedAt, opinion, basisDocument } = round;
  const decided =
    outcome === null || decidedBy === null || decidedAt === null
      ? '待审'
      : `${clock(decidedAt)} 由${await actorLabel(queries, decidedBy.id)}${outcomes[outcome]}${afterColon([opinion, basisDocument].filter((part) => part !== null).join(' '))}`;
  const voided = round.voidedByVersion === null ? '' : `（已由草案版本 ${round.voidedByVersion} 的修改作废）`;
  return `第 ${number} 轮：草案版本 ${version}，${clock(submittedAt)} 由${await actorLabel(queries, submittedBy.id)}送审；${decided}${voided}\n`;
}

/** As people know rows: `1.2 名称`; of one that the draft withdrew, its name or id. */
async function rowNames(reader: Reader, draft: DraftView): Promise<(id: string) => string> {
  const names = new Map<string, string>();
  if (draft.rounds.some(({ remarks }) => remarks.length > 0)) {
    const budget = await reader.queries.draftTable(draft);
    for (const { id, name } of await reader.queries.fundUsers(budget)) names.set(id, name);
    let ordinal = 0;
    for await (const projects of everyPage((page) => reader.queries.projectsOf(budget, {}, page))) {
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
