import type { Position } from '../../../events/position.js';
import type { SaveRow } from '../../../projections/rows.js';
import { QueryError } from '../../../services/query-error.js';
import type { Basis, DraftAt } from '../../../services/services.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';

export interface DraftPointsTools {
  readModel: Pick<ReadModel, 'draft' | 'saveAt'>;
  events: Pick<EventReader, 'head'>;
  /** Returns when the views show the position. */
  applied: (position: Position, argument: string[]) => Promise<void>;
  /** The point of the whole ledger at a past time. */
  timed: (point: { time: string }, argument: string[]) => Promise<Basis>;
  /** The point of the whole ledger at the end of a save. */
  at: (position: Position) => Promise<Basis>;
}

/** A save of a draft, seen from a point in the ledger. */
export interface DraftPoint {
  save: SaveRow;
  position: Position;
  recordedAt: string;
}

const place = ['at', 'draft'];

/** Drafts as points: a draft now, at a time, or at one of its own versions, which never changes. */
export function draftPoints({ readModel, events, applied, timed, at: pointAt }: DraftPointsTools) {
  /** @returns where the draft is looked at: the head, or what is recorded and was not shown yet at the head */
  async function known(id: string, head: Basis): Promise<Basis> {
    if ((await readModel.draft(id, head.position)) !== null) return head;
    const recorded = await recordedByNow('id');
    if ((await readModel.draft(id, recorded)) === null) throw unknownDraft(id);
    return pointAt(recorded);
  }

  async function recordedByNow(member: keyof DraftAt): Promise<Position> {
    const recorded = await events.head();
    await applied(recorded, [...place, member]);
    return recorded;
  }

  async function versionOf(id: string, version: number, from: Position): Promise<SaveRow> {
    let newest = await lastSave(id, from);
    if (version > newest.version) newest = await lastSave(id, await recordedByNow('version'));
    if (version < 0 || version > newest.version) throw unknownVersion(version, newest.version);
    if (version === newest.version) return newest;
    const save = await readModel.saveAt(id, { version });
    if (save === null) throw new Error(`the read model has lost version ${version} of the draft ${id}`);
    return save;
  }

  async function lastSave(id: string, position: Position): Promise<SaveRow> {
    const save = await readModel.saveAt(id, { position });
    if (save === null) throw new Error(`the read model has lost the draft ${id}`);
    return save;
  }

  return {
    /** @throws QueryError UNKNOWN_DRAFT, UNKNOWN_VERSION, INVALID_AT, FUTURE_TIME */
    async at({ id, version = null, time = null }: DraftAt, head: Basis): Promise<DraftPoint> {
      if (version !== null && time !== null) throw bothGiven();
      const now = await known(id, head);
      if (version !== null) {
        const save = await versionOf(id, version, now.position);
        return { save, position: save.lastPosition, recordedAt: save.clock };
      }
      const { position, recordedAt } = time === null ? now : await timed({ time }, place);
      const save = await readModel.saveAt(id, { position });
      if (save === null) throw notOpenedYet(id, time ?? recordedAt);
      return { save, position, recordedAt };
    },
  };
}

/** For a draft that is asked about together with another budget than its own. */
export function draftOfAnotherBudget(draftId: string, budgetId: string): QueryError {
  return new QueryError(
    'UNKNOWN_DRAFT',
    `草案“${draftId}”属于另一个预算（${budgetId}）；请核对草案与预算的编号。`,
    `The draft "${draftId}" is of another budget (${budgetId}); check the ids of draft and budget.`,
    [...place, 'id'],
  );
}

function unknownDraft(id: string): QueryError {
  const shown = id.slice(0, 80);
  return new QueryError(
    'UNKNOWN_DRAFT',
    `没有编号为“${shown}”的草案；请使用该预算 drafts 返回的 id。`,
    `There is no draft with the id "${shown}"; use an id that the budget’s "drafts" gives.`,
    [...place, 'id'],
  );
}

function notOpenedYet(id: string, time: string): QueryError {
  return new QueryError(
    'UNKNOWN_DRAFT',
    `草案“${id}”在“${time}”尚未开立；请给出更晚的时间，或以 version: 0 查看其基础。`,
    `The draft "${id}" was not opened yet at "${time}"; give a later time, or "version: 0" for its base.`,
    [...place, 'time'],
  );
}

function unknownVersion(version: number, newest: number): QueryError {
  return new QueryError(
    'UNKNOWN_VERSION',
    `草案没有版本 ${version}；已有版本 0 到 ${newest}。`,
    `The draft has no version ${version}; it has versions 0 to ${newest}.`,
    [...place, 'version'],
  );
}

function bothGiven(): QueryError {
  return new QueryError(
    'INVALID_AT',
    'at.draft 至多给出 version 与 time 之一；请去掉其中一个。',
    'Give "at.draft" at most one of version and time; leave one of them out.',
    place,
  );
}
