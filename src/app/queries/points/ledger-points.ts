import type { Position } from '../../../../events/position.js';
import { ledgerStart } from '../../../../events/position.js';
import { shownId } from '../../../../events/unknown.js';
import type { Unreadable } from '../../../../services/instants.js';
import { asClock, clockBefore, readDate, readInstant } from '../../../../services/instants.js';
import { QueryError } from '../../../../services/query-error.js';
import type { At, Basis } from '../../../../services/services.js';
import type { Points, Progress } from '../../../ports/read-model.js';
import type { CatchingUp } from './catching-up.js';

export interface LedgerPoints {
  head(minPosition: string | null): Promise<Basis>;
  /** @throws QueryError; VERSION_NEEDS_ONE_BUDGET for a version, a seal or a draft */
  overall(at: At | null, head: Basis): Promise<Basis>;
  /** At a past time, or the end of a past date. @throws QueryError FUTURE_TIME, INVALID_INPUT if neither is given */
  atTime(at: Pick<At, 'time' | 'date'>, argument: string[]): Promise<Basis>;
  /** At the end of the save that a position is in, which a client gives. @throws QueryError unless this ledger gave it */
  atPosition(position: string, argument: string[]): Promise<Basis>;
  /** Whether what `at` names moves on with the ledger, as today's date does, and was at this position before. */
  movedOnFrom(at: At | null, position: Position): Promise<boolean>;
  /** At the end of the last save that ends there or before. */
  endOfSave(position: Position): Promise<Basis>;
}

export interface LedgerPointsTools {
  readModel: Progress & Points;
  /** Milliseconds since the epoch. */
  now: () => number;
  catchUp: CatchingUp;
  /** Waits until the answer at the instant cannot change any more, and gives it as the ledger's clock writes it. */
  settled: (instant: number) => Promise<string>;
}

/** Points of the ledger as a whole: its head, a position, a time. */
export function ledgerPoints({ readModel, now, catchUp, settled }: LedgerPointsTools): LedgerPoints {
  async function endOfSave(position: Position): Promise<Basis> {
    const save = await readModel.lastSave(position);
    if (save === null) return { position: ledgerStart, recordedAt: clockBefore, version: null };
    return { position: save.lastPosition, recordedAt: save.clock, version: null };
  }

  async function atTime(at: Pick<At, 'time' | 'date'>, argument: string[]): Promise<Basis> {
    return endOfSave(await readModel.positionAt(await settled(instantOf(at, now(), argument))));
  }

  async function atPosition(position: string, argument: string[]): Promise<Basis> {
    return endOfSave(await readModel.saveEnd(await catchUp.given(position, argument)));
  }

  async function positionOf(eventId: string): Promise<Position> {
    const shown = await readModel.eventPosition(eventId);
    if (shown !== null) return shown;
    await catchUp.recorded(['at', 'event']);
    const position = await readModel.eventPosition(eventId);
    if (position === null) throw unknownEvent(eventId);
    return position;
  }

  return {
    endOfSave,
    atTime,
    atPosition,

    async movedOnFrom(at, position) {
      const date = at?.date ?? null;
      if (date === null) return false;
      const start = startOf(date);
      const isOver = start + dayMs <= now();
      return !isOver && position >= (await readModel.positionAt(asClock(start - 1)));
    },

    async head(minPosition) {
      if (minPosition !== null) await catchUp.given(minPosition, ['minPosition']);
      const { position, clock, corrected } = await readModel.status();
      return {
        position,
        recordedAt: clock === '' ? clockBefore : clock,
        version: null,
        live: true,
        ...(corrected !== undefined && { corrected }),
      };
    },

    async overall(at, head) {
      if (at === null) return head;
      for (const member of ['version', 'sealId', 'draft'] as const) {
        if ((at[member] ?? null) !== null) throw ofOneBudget(member);
      }
      const { position = null, event = null } = at;
      if (event !== null) return endOfSave(await readModel.saveEnd(await positionOf(event)));
      if (position !== null) return atPosition(position, ['at', 'position']);
      return atTime(at, ['at']);
    },
  };
}

/** Milliseconds since the epoch of a past time, or of the end of a date in Asia/Shanghai; of today it is now. */
function instantOf({ time = null, date = null }: Pick<At, 'time' | 'date'>, now: number, argument: string[]): number {
  if (time !== null) {
    const read = readInstant(time);
    if ('zh' in read) throw unreadable(time, read, [...argument, 'time']);
    if (read.milliseconds > now) throw future(time, [...argument, 'time']);
    return read.milliseconds;
  }
  if (date === null) {
    throw new QueryError(
      'INVALID_INPUT',
      'at 需要恰好一个成员：version、time、date、position、sealId、event 或 draft。',
      'Give "at" exactly one member: version, time, date, position, sealId, event or draft.',
      ['at'],
    );
  }
  const read = readDate(date);
  if (typeof read !== 'string') throw unreadable(date, read, [...argument, 'date']);
  const start = startOf(date);
  if (start > now) throw future(date, [...argument, 'date']);
  return Math.min(start + dayMs - 1, now);
}

const dayMs = 24 * 3_600_000;

/** China has kept +08:00 without daylight saving since 1991, before any budget here. */
function startOf(date: string): number {
  return Date.parse(`${date}T00:00:00.000+08:00`);
}

function unknownEvent(eventId: string): QueryError {
  const shown = shownId(eventId);
  return new QueryError(
    'NOT_FOUND',
    `没有编号为“${shown}”的事件；请使用本账本返回过的事件编号（LedgerEvent.id）。`,
    `There is no event with the id "${shown}"; use one that this ledger has returned (LedgerEvent.id).`,
    ['at', 'event'],
  );
}

function unreadable(given: string, { zh, en }: Unreadable, argument: string[]): QueryError {
  return new QueryError('INVALID_INPUT', `“${given}”${zh}`, `"${given}" ${en}`, argument);
}

function future(given: string, argument: string[]): QueryError {
  return new QueryError(
    'FUTURE_TIME',
    `“${given}”在未来；账本只能回答已经过去的时间。`,
    `"${given}" lies in the future; the ledger answers for what has passed.`,
    argument,
  );
}

const narrower = {
  version: {
    zh: '版本号按每个预算单独计数，不能用于跨预算的列表',
    en: 'Versions are counted per budget and name no point for a list over many',
  },
  sealId: {
    zh: '定稿属于某一个预算，不能用于跨预算的列表',
    en: 'A seal is of one budget and names no point for a list over many',
  },
  draft: {
    zh: '草案属于某一个预算，不能用于跨预算的列表',
    en: 'A draft is of one budget and names no point for a list over many',
  },
} as const;

/** For a point of one budget, where many are asked about. */
function ofOneBudget(member: keyof typeof narrower): QueryError {
  const { zh, en } = narrower[member];
  return new QueryError(
    'VERSION_NEEDS_ONE_BUDGET',
    `${zh}；请改用 time、date、position 或 event；列表可按预算筛选的，也可在 filter.budgetIds 中给出一个预算。`,
    `${en}; use time, date, position or event, or, where the list takes it, give one budget in filter.budgetIds.`,
    ['at', member],
  );
}
