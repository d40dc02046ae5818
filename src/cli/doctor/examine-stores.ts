import { examineLedger } from '../../app/examine-ledger.js';
import { decodeEnvelope } from '../../../events/record.js';
import type { ReadOnlyLedger } from '../../compose.js';
import { openLedger } from '../../compose.js';
import type { Config } from '../../config.js';
import { NoAbility } from '../../engines/abilities.js';
import { inspectEventStore, inspectReadModel, openEventReader, writerOf } from '../../engines/stores.js';
import type { IntegrityCheck } from '../../ports/store-reports.js';
import { CannotRead } from '../../ports/cannot-read.js';
import type { Finding } from './finding.js';
import { findingsOf } from './finding.js';
import { describeSize } from './examine-machine.js';

const store = findingsOf('事件库');

/** @param full whether every event is read; `onEvents`: so many more have been */
export async function examineEventStore(
  config: Config,
  full: boolean,
  onEvents: (count: number) => void,
): Promise<Finding[]> {
  return caught(store, async () => {
    const { engine, location, bytes, events, streams, check, caution } = await inspectEventStore(config);
    const reader = await openEventReader(config);
    try {
      const head = await reader.head();
      return [
        store.ok(
          `${location}：${events} 条事件，${streams} 个流，末尾 ${head}${size(bytes, '，')}`,
          `${location}: ${events} events in ${streams} streams, up to ${head}${size(bytes, ', ')}`,
        ),
        ...examineDamage(store, check, {
          zh: '请停止服务，另存数据目录，再用备份恢复（restore）。',
          en: 'Stop the server, put the data folder aside, and restore a backup.',
        }),
        await examineWriter(config),
        caution === null ? store.ok(engine, engine) : store.ok(`${engine}：${caution.zh}`, `${engine}: ${caution.en}`),
        ...(full ? [await examineEvents(reader, onEvents)] : []),
      ];
    } finally {
      await reader.close();
    }
  });
}

/** Nothing is said where the engine does not know it. */
function size(bytes: number | null, comma: string): string {
  return bytes === null ? '' : `${comma}${describeSize(bytes)}`;
}

function examineDamage(
  area: ReturnType<typeof findingsOf>,
  check: IntegrityCheck | null,
  advice: { zh: string; en: string },
): Finding[] {
  if (check === null) return [];
  const { name, damage } = check;
  if (damage.length === 0) return [area.ok(`数据库检查通过（${name}）`, `passes the check of its database (${name})`)];
  return [
    area.problem(
      `数据库已损坏：${damage.join('；')}；${advice.zh}`,
      `The database is damaged: ${damage.join('; ')}. ${advice.en}`,
    ),
  ];
}

async function examineWriter(config: Config): Promise<Finding> {
  try {
    const writer = await writerOf(config);
    if (writer === null) return store.ok('没有进程在写入（服务未运行）', 'nothing writes to it (no server runs)');
    const { pid } = writer;
    return store.ok(`进程 ${pid ?? '（未知）'} 正在写入`, `process ${pid ?? '(unknown)'} writes to it`);
  } catch (error) {
    if (!(error instanceof NoAbility)) throw error;
    return store.ok(error.message, error.messageEn);
  }
}

async function examineEvents(reader: ReadOnlyLedger['events'], onEvents: (count: number) => void): Promise<Finding> {
  const { events, findings } = await examineLedger(reader, onEvents);
  const [first] = findings;
  if (first === undefined) return store.ok(`${events} 条事件逐条检查通过`, `all ${events} events are sound`);
  return store.problem(
    `事件（位置 ${first.position}）${first.message}；请用备份恢复，或用写入它的版本打开。`,
    `The event at ${first.position} ${first.messageEn}; restore a backup, or open it with the version that wrote it.`,
  );
}

const readModel = findingsOf('视图');

export async function examineViews(config: Config): Promise<Finding[]> {
  return caught(readModel, async () => {
    const { location, bytes, serving, check, isBeingWritten } = await inspectReadModel(config);
    if (serving === null) return [noneServe(isBeingWritten)];
    const { generation, format, isReadable } = serving;
    if (!isReadable) {
      return [
        readModel.warning(
          `${location}：第 ${generation} 代（格式 ${format ?? '无法识别'}）不是本程序的格式；启动服务或运行 rebuild 会重建。`,
          `${location}: generation ${generation} (format ${format ?? 'unknown'}) is not of this program; starting the server or "rebuild" makes them anew.`,
        ),
      ];
    }
    return [
      readModel.ok(
        `${location}：第 ${generation} 代，格式 ${format ?? ''}${size(bytes, '，')}`,
        `${location}: generation ${generation}, format ${format ?? ''}${size(bytes, ', ')}`,
      ),
      ...examineDamage(readModel, check, { zh: '请运行 budget-ledger rebuild。', en: 'Run "budget-ledger rebuild".' }),
      await lag(config, isBeingWritten),
    ];
  });
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

async function lag(config: Config, isBeingWritten: boolean): Promise<Finding> {
  const ledger = await openLedger(config, { write: false });
  try {
    const { position, halt } = await ledger.readModel.status();
    if (halt !== null) {
      return readModel.problem(
        `停在事件 ${halt.eventId}（位置 ${halt.position}，自 ${halt.since}）：${halt.message}；请用写入该事件的版本或更新的版本启动。`,
        `Halted before event ${halt.eventId} (position ${halt.position}, since ${halt.since}): ${halt.message}. Start the version that wrote it, or a newer one.`,
      );
    }
    const missing = await ledger.events.readAll(position, counted + 1);
    const [oldest] = missing;
    if (oldest === undefined)
      return readModel.ok(`与账本一致，到位置 ${position}`, `show the whole ledger, up to ${position}`);
    const ms = Math.max(0, Date.now() - Date.parse(decodeEnvelope(oldest.body).recordedAt));
    const count = missing.length > counted ? `${counted}+` : String(missing.length);
    if (isBeingWritten)
      return readModel.warning(
        `比账本少 ${count} 条事件（${ms} 毫秒），正在更新。`,
        `lack ${count} events (${ms} ms) and are being brought up to date.`,
      );
    return readModel.warning(
      `比账本少 ${count} 条事件（${ms} 毫秒），且没有服务在更新；请启动服务，或运行 budget-ledger rebuild。`,
      `lack ${count} events (${ms} ms) and nothing brings them up to date; start the server, or run "budget-ledger rebuild".`,
    );
  } finally {
    await ledger.close();
  }
}

/** A store that cannot be looked at is a finding, too. */
async function caught(area: ReturnType<typeof findingsOf>, look: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof CannotRead) {
      const { zh, en } = error.explanation;
      return [error.code === 'NOTHING_THERE' ? area.warning(zh, en) : area.problem(zh, en)];
    }
    const said = error instanceof Error ? error.message : String(error);
    return [area.problem(`无法检查：${said}`, `Cannot be checked: ${said}`)];
  }
}
