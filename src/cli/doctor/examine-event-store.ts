import { examineLedger } from '../../app/examine-ledger.js';
import type { ReadOnlyLedger } from '../../compose.js';
import type { Config } from '../../config.js';
import { NoAbility } from '../../engines/abilities.js';
import { inspectEventStore, openEventReader, writerOf } from '../../engines/stores.js';
import type { Finding } from './finding.js';
import { findingsOf } from './finding.js';
import { caught, examineDamage, remind, sizeIn } from './look-at-store.js';

const store = findingsOf('事件库');

/** @param full whether every event is read; `onEvents`: so many more have been */
export async function examineEventStore(
  config: Config,
  full: boolean,
  onEvents: (count: number) => void,
): Promise<Finding[]> {
  return caught(store, async () => {
    const report = await inspectEventStore(config);
    const { engine, location, bytes, events, streams, check, caution } = report;
    const reader = await openEventReader(config);
    try {
      const head = await reader.head();
      return [
        store.ok(
          `${location}：${events} 条事件，${streams} 个流，末尾 ${head}${sizeIn(bytes, '，')}`,
          `${location}: ${events} events in ${streams} streams, up to ${head}${sizeIn(bytes, ', ')}`,
        ),
        ...examineDamage(store, check, {
          zh: '请停止服务，另存数据目录，再用备份恢复（restore）。',
          en: 'Stop the server, put the data folder aside, and restore a backup.',
        }),
        await examineWriter(config),
        caution === null ? store.ok(engine, engine) : store.ok(`${engine}：${caution.zh}`, `${engine}: ${caution.en}`),
        ...remind(store, report),
        ...(full ? [await examineEvents(reader, onEvents)] : []),
      ];
    } finally {
      await reader.close();
    }
  });
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
