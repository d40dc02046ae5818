import type { Reverted } from '../../../events/envelope.js';
import { budgetOfStream } from '../../../events/identity.js';
import type { SaveKind } from '../../../projections/sealing-rows.js';
import type { VersionView } from '../../../services/services.js';
import { checkNotLost } from '../../app/lost.js';
import { rowHead, rowOf } from '../arguments/row.js';
import type { Reader } from '../ledger/read-ledger.js';

/** What a save did; that of an edit is told by where it came from. */
export const saveKindLabels: Record<SaveKind, string> = {
  EDIT: '修改',
  CONTROL_NUMBER: '控制数',
  SEAL: '定稿',
  CONTROL_NUMBER_WITHDRAWAL: '撤销控制数',
  SEAL_WITHDRAWAL: '撤销定稿',
  ANNOTATION: '更正',
  DRAFT_OPENING: '开立草案',
  SUBMISSION: '送审',
  SUBMISSION_WITHDRAWAL: '收回送审',
  RETURN: '退回',
  APPROVAL: '批准',
  REFRESH: '更新草案',
  CONVERSION: '转为调整草案',
  DISCARD: '放弃草案',
  PROMOTION: '并入草案',
};

/** What a save was, with the names of what it came from. */
export async function saveKindLabel({ source, kind, draftId }: VersionView, reader: Reader): Promise<string> {
  if (source.kind === 'promote') return `并入草案“${await draftName(source.draft, reader)}”`;
  if (kind !== 'EDIT') return saveKindLabels[kind];
  switch (source.kind) {
    case 'api':
      return '接口';
    case 'cli':
      return '命令行';
    case 'import':
      return `导入 ${source.fileName}`;
    case 'revert':
      return revertLabel(source, draftId, reader);
    case 'refresh':
      return '更新草案';
  }
}

async function draftName(draftId: string, { queries, at }: Reader): Promise<string> {
  return checkNotLost(await queries.draft(draftId, at(null)), `the draft ${draftId}`).name;
}

/** 撤回 takes changes back; setting a row or a table to a version (恢复到) changes again whatever came in between. */
async function revertLabel(reverted: Reverted, draftId: string | null, reader: Reader): Promise<string> {
  if ('event' in reverted) return `撤回 ${await saveOfEvent(reverted.event, draftId, reader)}中的一条事件`;
  if ('change' in reverted) {
    const [eventId = ''] = reverted.change.split(':');
    return `撤回 ${await saveOfEvent(eventId, draftId, reader)}中的一处修改`;
  }
  const whose = reverted.ofBudget === true ? '预算' : '';
  if ('save' in reverted) return `撤回 ${whose}版本 ${reverted.save}`;
  const what = 'row' in reverted ? await rowName(reverted.row, draftId, reader) : '表';
  return `恢复到${whose}版本 ${reverted.toVersion}（${what}）`;
}

/** @param draftId the draft that it was reverted in, where the budget's versions are told from its own */
async function saveOfEvent(eventId: string, draftId: string | null, { queries, at }: Reader): Promise<string> {
  const node = await queries.node(eventId, at(null));
  const { stream, version } = checkNotLost(node?.kind === 'EVENT' ? node.event : null, `the event ${eventId}`);
  const whose = draftId !== null && budgetOfStream(stream) !== null ? '预算' : '';
  return `${whose}版本 ${version} `;
}

/** The row as it is called today, in the draft that it was set back in. */
async function rowName(id: string, draftId: string | null, { queries, at }: Reader): Promise<string> {
  const node = await queries.node(id, at(draftId === null ? null : { draft: { id: draftId } }));
  const row = node === null ? null : rowOf(node);
  return `“${rowHead(checkNotLost(row, `the row ${id}`)).name}”`;
}
