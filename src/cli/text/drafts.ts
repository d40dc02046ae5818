import { cellName } from '../../../events/budget/cell-names.js';
import { adjustmentKindNames } from '../../../events/draft/adjustment.js';
import type { DraftView, Queries, Recorded, ReviewDecisionView, ReviewRoundView } from '../../../services/services.js';
import { everyPage } from '../../app/whole-lists.js';
import { annotatedJson, annotatedText, reasonText } from './annotated.js';
import { actorLabel } from './changes.js';
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
      clock(draft.recordedAt),
      await actorLabel(queries, draft.actor.id),
      await editorsOf(queries, draft),
      draft.id,
      reasonText(draft),
    ].map((text) => ({ text })),
  );
  return table(output, columns, await Promise.all(rows));
}

/** A draft, with how the reason and the document of its promotion were corrected later. */
export async function draftJson(draft: DraftView): Promise<object> {
  const { promotion } = draft;
  return { ...draft, promotion: promotion && (await annotatedJson(promotion)) };
}

function nameOf({ name, adjustment }: DraftView): string {
  if (adjustment === null) return name;
  return `${name}（${adjustment.kind === null ? '调整' : adjustmentKindNames[adjustment.kind]}）`;
}

async function editorsOf(queries: Queries, { editors }: DraftView): Promise<string> {
  const names = await Promise.all(editors.map(({ id }) => actorLabel(queries, id)));
  return names.join('、');
}

/** What a draft is and what became of it, a line each. */
export async function draftHead(queries: Queries, draft: DraftView): Promise<string> {
  const { id, status, version, baseVersion, promotion, discard } = draft;
  const editors = await editorsOf(queries, draft);
  return [
    `${nameOf(draft)} · ${statusNames[status]} · 草案版本 ${version} · 基础：版本 ${baseVersion} · ${id}\n`,
    `${await whenAndWho(queries, draft)}开立${afterColon(reasonText(draft))}\n`,
    editors === '' ? '' : `编辑人：${editors}\n`,
    promotion === null
      ? ''
      : `${await whenAndWho(queries, promotion)}并入为版本 ${promotion.version}${afterColon(await annotatedText(promotion, promotion))}\n`,
    discard === null ? '' : `${await whenAndWho(queries, discard)}放弃${afterColon(reasonText(discard))}\n`,
  ].join('');
}

async function whenAndWho(queries: Queries, { recordedAt, actor }: Recorded): Promise<string> {
  return `${clock(recordedAt)} 由${await actorLabel(queries, actor.id)}`;
}

function afterColon(text: string): string {
  return text === '' ? '' : `：${text}`;
}

const outcomes: Record<ReviewDecisionView['outcome'], string> = {
  RETURNED: '退回',
  APPROVED: '批准',
  WITHDRAWN: '收回',
};

/** Each round, with its remarks below it. */
export async function roundsText(reader: Reader, draft: DraftView): Promise<string> {
  if (draft.rounds.length === 0) return '';
  const nameOfRow = await rowNames(reader, draft);
  const rounds = draft.rounds.map(async (round) =>
    [await roundLine(reader.queries, round), ...(round.decision?.remarks ?? []).map(remarkLine)].join(''),
  );
  return (await Promise.all(rounds)).join('');

  function remarkLine({ entityId, path, opinion }: ReviewDecisionView['remarks'][number]): string {
    return `  ${nameOfRow(entityId)}${path === null ? '' : ` ${cellName(path)}`}：${opinion}\n`;
  }
}

export async function roundLine(queries: Queries, round: ReviewRoundView): Promise<string> {
  const { number, version, submission, decision, voidedByVersion } = round;
  const decided = decision === null ? '待审' : await decisionText(queries, decision);
  const voided = voidedByVersion === null ? '' : `（已由草案版本 ${voidedByVersion} 的修改作废）`;
  return `第 ${number} 轮：草案版本 ${version}，${await whenAndWho(queries, submission)}送审；${decided}${voided}\n`;
}

async function decisionText(queries: Queries, decision: ReviewDecisionView): Promise<string> {
  const { outcome, opinion, basisDocument } = decision;
  const said = [opinion, basisDocument].filter((part) => part !== null).join(' ');
  return `${await whenAndWho(queries, decision)}${outcomes[outcome]}${afterColon(said)}`;
}

/** As people know rows: `1.2 名称`; of one that the draft withdrew, its name or id. */
async function rowNames(reader: Reader, draft: DraftView): Promise<(id: string) => string> {
  const names = new Map<string, string>();
  if (draft.rounds.some(({ decision }) => (decision?.remarks ?? []).length > 0)) {
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
