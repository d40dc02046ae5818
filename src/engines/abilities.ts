import type { EventStoreBackup } from '../ports/backup.js';
import type { Writer } from '../ports/store-reports.js';
import type { EventStoreEngine, StoreConfig } from './engine.js';

/** What was asked of an engine that cannot do it. */
export class NoAbility extends Error {
  override readonly name = 'NoAbility';
  readonly code = 'NOT_SUPPORTED';
  constructor(
    /** Chinese: what cannot be done and what to do instead. */
    message: string,
    readonly messageEn: string,
  ) {
    super(message);
  }
}

type With<Ability extends keyof EventStoreEngine, Config extends StoreConfig> = Pick<
  EventStoreEngine<Config>,
  'name' | Ability
>;

/** @throws NoAbility */
export function backupOf<Config extends StoreConfig>(
  engine: With<'backup' | 'ownBackups', Config>,
  config: Config,
): EventStoreBackup {
  if (engine.backup !== undefined) return engine.backup(config);
  const { name, ownBackups = { zh: `${name} 另有自带的备份工具`, en: `${name} has tools of its own` } } = engine;
  throw new NoAbility(
    `本程序不能用 backup 和 restore 备份或恢复 ${name} 中的事件库；请用 budget-ledger dump 转储，用 load 载入空的账本，或用 migrate 迁往其他引擎，任何引擎均可；${ownBackups.zh}，见 docs/operations.md。`,
    `This program can neither copy nor restore an event store in ${name} with "backup" and "restore"; use "budget-ledger dump", and "load" into an empty ledger, or "migrate" to other engines, which work with any of them. ${ownBackups.en}: see docs/operations.md.`,
  );
}

/** The process that holds the writer's lock; null: nobody does. @throws NoAbility */
export async function writerOf<Config extends StoreConfig>(
  engine: With<'writer', Config>,
  config: Config,
): Promise<Writer | null> {
  if (engine.writer !== undefined) return engine.writer(config);
  const { name } = engine;
  throw new NoAbility(
    `${name} 没有写锁，无法得知哪些进程正在写入；需要独占时，请自行确认没有服务在运行。`,
    `${name} has no lock for writers, so nobody can say who writes; where nothing else may, look for running servers yourself.`,
  );
}
