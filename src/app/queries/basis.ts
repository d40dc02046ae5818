import { setTimeout } from 'node:timers/promises';
import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { At, Basis, DraftAt, Reading } from '../../../services/services.js';
import { QueryError } from '../../../services/query-error.js';
import type { SaveRow } from '../../../projections/rows.js';
import type { EventReader } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import { notYetApplied } from '../not-yet-applied.js';
import type { DraftPoint } from './draft-points.js';
import { draftPoints } from './draft-points.js';
import { sealedSaves } from './sealed-saves.js';

export interface BasisTools {
  readModel: ReadModel;
  events: Pick<EventReader, 'head'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** How long a reader waits for the views to reach a position. */
  patienceMs: number;
}

const beginning = '1970-01-01T00:00:00.000Z';

export interface BasisResolver {
  head(minPosition: string | null): Promise<Basis>;
  /** The point in the whole ledger. @throws QueryError; VERSION_NEEDS_ONE_BUDGET for a version, a seal or a draft */
  overall(reading: Reading): Promise<Basis>;
  /** The save of one budget that the reading sees; null: the budget does not exist there. Of a draft: see `draftAt`. */
  saveOf(budgetId: string, reading: Reading): Promise<SaveRow | null>;
  /** The draft's save that a point in it names. @throws QueryError UNKNOWN_DRAFT, UNKNOWN_VERSION, INVALID_AT, FUTURE_TIME */
  draftAt(point: DraftAt, head: Basis): Promise<DraftPoint>;
  /** Returns when the views show the position. @throws QueryError POSITION_PAST_HEAD, NOT_YET_APPLIED */
  applied(position: Position, argument: string[]): Promise<void>;
}

export function basisResolver({ readModel, events, now, patienceMs }: BasisTools): BasisResolver {
  async function head(minPosition: string | null): Promise<Basis> {
    if (minPosition !== null && minPosition !== '') await applied(minPosition as Position, ['minPosition']);
    const { position, clock } = await readModel.status();
    return { position, recordedAt: clock === '' ? beginning : clock, version: null };
  }

  async function applied(position: Position, argument: string[]): Promise<void> {
    if ((await readModel.status()).position >= position) return;
    if (position > (await events.head())) {
      throw new QueryError(
        'POSITION_PAST_HEAD',
        `“${position.slice(0, 80)}”不是本账本给出过的位置，或在账本末尾之后；请使用账本返回过的位置。`,
        `"${position.slice(0, 80)}" is no position that this ledger has given, or lies past its head; use one that the ledger has returned.`,
        argument,
      );
    }
    if (!(await readModel.reached(position, patienceMs))) {
      throw notYetApplied(position, argument);
    }
  }

  async function at(position: Position): Promise<Basis> {
    const save = await readModel.lastSave(position);
    if (save === null) return { position: ledgerStart, recordedAt: beginning, version: null };
    return { position: save.lastPosition, recordedAt: save.clock, version: null };
  }

  async function overall({ at: point, head: shared }: Reading): Promise<Basis> {
    if (point === null) return shared;
    for (const member of ['version', 'sealId', 'draft'] as const) {
      if (present(point[member])) throw ofOneBudget(member);
    }
    if (present(point.position)) {
      await applied(point.position as Position, ['at', 'position']);
      return at(await readModel.saveEnd(point.position as Position));
    }
    return timed(point, ['at']);
  }

  async function timed(point: Pick<At, 'time' | 'date'>, argument: string[]): Promise<Basis> {
    return at(await readModel.positionAt(await settled(instantOf(point, now(), argument))));
  }

  /** A time whose answer cannot change any more: everything recorded up to it has been applied. */
  async function settled(instant: number): Promise<string> {
    const time = new Date(instant).toISOString();
    // Within the millisecond that is passing, something can still be recorded.
    while (now() <= instant) await setTimeout(1);
    const { clock } = await readModel.status();
    // The clock never runs backwards, so once it is past the time nothing can come before it.
    if (clock <= time) {
      const position = await events.head();
      if (position > ledgerStart) await applied(position, ['at']);
    }
    return time;
  }

  const seals = sealedSaves({ readModel, events, applied });
  const drafts = draftPoints({ readModel, events, applied, timed, at });

  async function saveOf(budgetId: string, reading: Reading): Promise<SaveRow | null> {
    if (present(reading.at?.sealId)) return seals.saveOf(budgetId, reading.at.sealId, reading.head.position);
    const version = reading.at?.version;
    if (!present(version))
      return ofBudget(await readModel.saveAt(budgetId, { position: (await overall(reading)).position }));
    let newest = ofBudget(await readModel.saveAt(budgetId, { position: reading.head.position }));
    if (version > (newest?.version ?? 0)) {
      // Perhaps it is recorded and not shown yet.
      const recorded = await events.head();
      await applied(recorded, ['at', 'version']);
      newest = ofBudget(await readModel.saveAt(budgetId, { position: recorded }));
    }
    if (newest === null) return null;
    if (version < 1 || version > newest.version) {
      throw new QueryError(
        'UNKNOWN_VERSION',
        `预算没有版本 ${version}；已有版本 1 到 ${newest.version}。`,
        `The budget has no version ${version}; it has versions 1 to ${newest.version}.`,
        ['at', 'version'],
      );
    }
    return version === newest.version ? newest : readModel.saveAt(budgetId, { version });
  }

  return { head, overall, saveOf, draftAt: drafts.at, applied };
}

/** A draft is no budget, though its saves are found by its id as a budget's are. */
function ofBudget(save: SaveRow | null): SaveRow | null {
  return save?.draftId === null ? save : null;
}

/** Milliseconds since the epoch of a past time, or of the end of a past date in Asia/Shanghai (today: now). */
function instantOf({ time, date }: Pick<At, 'time' | 'date'>, now: number, argument: string[]): number {
  if (present(time)) {
    const instant = Date.parse(time);
    if (instant > now) throw future(time, [...argument, 'time']);
    return instant;
  }
  if (!present(date)) {
    throw new QueryError(
      'INVALID_AT',
      'at 需要恰好一个成员：version、time、date、position、sealId 或 draft。',
      'Give "at" exactly one member: version, time, date, position, sealId or draft.',
      ['at'],
    );
  }
  // China has kept +08:00 without daylight saving since 1991, before any budget here.
  const start = Date.parse(`${date}T00:00:00.000+08:00`);
  if (start > now) throw future(date, [...argument, 'date']);
  return Math.min(start + 24 * 3_600_000 - 1, now);
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
    `${zh}；请改用 time、date 或 position。`,
    `${en}; use time, date or position.`,
    ['at', member],
  );
}

function present<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
