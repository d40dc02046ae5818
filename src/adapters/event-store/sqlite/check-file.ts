import { existsSync } from 'node:fs';
import { forgetClosing, leftAs } from '../../../files/closed-file.js';
import { AlteredFile } from '../../../ports/altered-file.js';
import type { Connection } from './database.js';
import { eventsFile, isNothing, openForReading } from './database.js';

/**
 * Before the file is written to: it has to be what it was closed with; where nobody had closed it, SQLite's own check has
 * to find nothing. From then on it counts as in use.
 * @param isAnother it is known to be another file than the one that was closed
 * @throws AlteredFile; CannotRead
 */
export function checkFile(directory: string, isAnother: boolean): void {
  const file = eventsFile(directory);
  if (!existsSync(file)) return forgetClosing(file);
  const left = leftAs(file);
  if (left === 'ALTERED' && !isAnother) throw new AlteredFile(file, otherBytes, advice(`${file}.closed`));
  // As a process leaves it that was killed while it made it, or as whoever emptied it.
  if (isNothing(directory)) return forgetClosing(file);
  if (left !== 'AS_CLOSED') checkStructure(directory);
  forgetClosing(file);
}

/** SQLite's own check has to find nothing in it. @throws AlteredFile; CannotRead */
export function checkStructure(directory: string): void {
  const [damage] = damageIn(directory);
  if (damage !== undefined) throw new AlteredFile(eventsFile(directory), foundBySqlite(damage), restore);
}

function damageIn(directory: string): string[] {
  let database: Connection | null = null;
  try {
    database = openForReading(directory);
    const found = database.prepare('pragma integrity_check(10)').raw().all() as [string][];
    return found.map(([row]) => row).filter((row) => row !== 'ok');
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') return [message];
    throw error;
  } finally {
    database?.close();
  }
}

const otherBytes = {
  zh: '内容与上次正常关闭时的摘要不符',
  en: 'its bytes are not those that it was closed with',
};
const restore = {
  zh: '请另存数据目录，再用备份恢复（restore）',
  en: 'Put the data folder aside, and restore a backup',
};

function foundBySqlite(damage: string): { zh: string; en: string } {
  return { zh: `SQLite 的检查发现：${damage}`, en: `SQLite's check found: ${damage}` };
}

function advice(mark: string): { zh: string; en: string } {
  return {
    zh: `${restore.zh}；哪条事件被改动，见 budget-ledger doctor --full；如其认为事件完好，且已知是谁改动了文件，可删去 ${mark} 后再启动`,
    en: `${restore.en}; "budget-ledger doctor --full" names the event that was altered. If it finds the events sound, and it is known who changed the file, remove ${mark} and start again`,
  };
}
