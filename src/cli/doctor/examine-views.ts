import { leapFrom, sayLeap } from '../../app/held-clock.js';
import { adviceOn } from '../../app/projector/halt-advice.js';
import { replayViews } from '../../app/replay-views.js';
import { sampleLedger } from '../../app/sample-ledger.js';
import { envelopeOf } from '../../app/stored-event.js';
import type { ReadOnlyLedger } from '../../compose.js';
import { openLedger } from '../../compose.js';
import type { Config } from '../../config.js';
import { compareViews, inspectReadModel, openEventReader } from '../../engines/stores.js';
import { CannotConnect } from '../../ports/cannot-connect.js';
import { StoreUnavailable } from '../../ports/event-store.js';
import type { Leader } from '../../ports/read-model.js';
import type { Finding } from './finding.js';
import { findingsOf } from './finding.js';
import { caught, examineDamage, remind, sizeIn } from './look-at-store.js';

const readModel = findingsOf('视图');
const clock = findingsOf('时钟');

/** @param full whether every table is compared with a replay; `onEvents`: so many more have been replayed */
export async function examineViews(
  config: Config,
  full: boolean,
  onEvents: (count: number) => void,
): Promise<Finding[]> {
  return caught(readModel, async () => {
    const report = await inspectReadModel(config);
    const { engine, location, bytes, serving, check, isBeingWritten } = report;
    const reminders = remind(readModel, report);
    if (serving === null) return [noneServe(isBeingWritten), ...reminders];
    const { generation, format, isReadable } = serving;
    const damage = examineDamage(readModel, check, {
      zh: '请运行 budget-ledger rebuild，或启动服务，视图会重建。',
      en: 'Run "budget-ledger rebuild", or start the server, which makes them anew.',
    });
    if (!isReadable && (check?.damage.length ?? 0) > 0) return [...damage, ...reminders];
    if (!isReadable) {
      return [
        readModel.warning(
          `${location}：第 ${generation} 代（格式 ${format ?? '无法识别'}）不是本程序的格式；启动服务或运行 rebuild 会重建。`,
          `${location}: generation ${generation} (format ${format ?? 'unknown'}) is not of this program; starting the server or "rebuild" makes them anew.`,
        ),
        ...reminders,
      ];
    }
    return [
      readModel.ok(
        `${location}：第 ${generation} 代，格式 ${format ?? ''}${sizeIn(bytes, '，')}`,
        `${location}: generation ${generation}, format ${format ?? ''}${sizeIn(bytes, ', ')}`,
      ),
      readModel.ok(engine, engine),
      ...reminders,
      ...damage,
      ...(await examineProgress(config)),
      ...(full && damage.every(({ status }) => status === 'ok') ? [await examineTables(config, onEvents)] : []),
    ];
  });
}

/** What a rebuild would answer otherwise. */
async function examineTables(config: Config, onEvents: (count: number) => void): Promise<Finding> {
  const events = await openEventReader(config);
  try {
    const now = () => new Date().toISOString();
    const compared = await compareViews(config, (writer, upTo) =>
      replayViews(upTo, { events, readModel: writer, now, onEvents }),
    );
    if (compared === null)
      return readModel.ok(
        '此引擎中的视图不与重放比较；如有疑问，请运行 budget-ledger rebuild 重建',
        'views in this engine are not compared with a replay; where in doubt, "budget-ledger rebuild" makes them anew',
      );
    const { tables, differences } = compared;
    if (differences.length === 0)
      return readModel.ok(
        `${tables} 个表逐行与由事件重放所得一致`,
        `all rows of ${tables} tables are those that a replay of the events makes`,
      );
    const named = differences.map(({ table, rows }) => `${table} (${rows})`).join(', ');
    return readModel.problem(
      `以下各表有与由事件重放所得不同的行：${named}；视图被改动过，请运行 budget-ledger rebuild 重建。`,
      `Rows of these tables are not those that a replay of the events makes: ${named}. The views were altered; run "budget-ledger rebuild".`,
    );
  } finally {
    await events.close();
  }
}

function noneServe(isBeingWritten: boolean): Finding {
  if (isBeingWritten)
    return readModel.warning('还没有视图，正在建立。', 'There are no views yet; they are being built.');
  return readModel.warning(
    '没有视图：无法查询；请启动服务，或运行 budget-ledger rebuild。',
    'There are no views, so nothing can be asked; start the server, or run "budget-ledger rebuild".',
  );
}

const counted = 10_000;

async function examineProgress(config: Config): Promise<Finding[]> {
  const ledger = await openLedger(config, { write: false }).catch((error: unknown) => {
    // The views were just looked at: it is the event store that does not answer, which has been said.
    if (error instanceof CannotConnect || error instanceof StoreUnavailable) return null;
    throw error;
  });
  if (ledger === null) return [];
  try {
    const leader = await ledger.readModel.leader();
    const sample = await examineSample(ledger);
    return [whoFillsThem(leader), await examineLag(ledger, leader !== null), ...(await examineClock(ledger)), sample];
  } finally {
    await ledger.close();
  }
}

/** By a clock that nobody can vouch for nothing would be recorded. */
async function examineClock({ readModel: views }: ReadOnlyLedger): Promise<Finding[]> {
  const leap = leapFrom((await views.status()).clock, Date.now);
  if (leap === null) return [];
  const { zh, en } = sayLeap(leap);
  return [clock.warning(zh, en)];
}

async function examineSample({ events, readModel: views }: ReadOnlyLedger): Promise<Finding> {
  const { events: looked, tables, fault } = await sampleLedger(events, views);
  if (fault !== null) return readModel.problem(fault.message, fault.messageEn);
  return readModel.ok(
    `抽查 ${looked} 条事件与其视图，并由事件重放 ${tables} 个表，一致；全部核对用 --full`,
    `a sample of ${looked} events fits the views, and ${tables} tables are what their events make; --full looks at all of it`,
  );
}

function whoFillsThem(leader: Leader | null): Finding {
  if (leader === null) return readModel.ok('没有进程在更新（投影未运行）', 'nothing fills them (no projector runs)');
  return readModel.ok(`由 ${leader.process ?? '一个进程'} 更新`, `filled by ${leader.process ?? 'a process'}`);
}

async function examineLag({ readModel: views, events }: ReadOnlyLedger, isFilled: boolean): Promise<Finding> {
  const { position, halt } = await views.status();
  if (halt !== null) {
    const { zh, en } = adviceOn(halt);
    return readModel.problem(
      `停在事件 ${halt.eventId}（位置 ${halt.position}，自 ${halt.since}）：${halt.message}；${zh}。`,
      `Halted before event ${halt.eventId} (position ${halt.position}, since ${halt.since}): ${halt.message}. ${en}.`,
    );
  }
  const missing = await events.readAll(position, counted + 1);
  const [oldest] = missing;
  if (oldest === undefined)
    return readModel.ok(`与账本一致，到位置 ${position}`, `show the whole ledger, up to ${position}`);
  const ms = Math.max(0, Date.now() - Date.parse(envelopeOf(oldest).recordedAt));
  const count = missing.length > counted ? `${counted}+` : String(missing.length);
  if (isFilled)
    return readModel.warning(
      `比账本少 ${count} 条事件（${ms} 毫秒），正在更新。`,
      `lack ${count} events (${ms} ms) and are being brought up to date.`,
    );
  return readModel.warning(
    `比账本少 ${count} 条事件（${ms} 毫秒），且没有进程在更新；请启动服务，或运行 budget-ledger rebuild。`,
    `lack ${count} events (${ms} ms) and nothing brings them up to date; start the server, or run "budget-ledger rebuild".`,
  );
}
