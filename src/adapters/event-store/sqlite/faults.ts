import { statfsSync } from 'node:fs';
import { sqliteFailureOf } from '../../../files/sqlite-failure.js';
import { StoreFault } from '../../../ports/store-fault.js';
import { eventsFile } from './database.js';

/** Of a commit, with what SQLite writes beside it: where there is less, the next one is as likely to fail. */
const roomForSaves = 4 * 1024 * 1024;

/** Whether there is still no room to speak of. A disk that does not say is taken for one that has room. */
export function isStillFull(directory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize < roomForSaves;
  } catch {
    return false;
  }
}

/** What kept a save from being written, to be told. */
export function faultOf(error: unknown, directory: string): StoreFault {
  const file = eventsFile(directory);
  const why = error instanceof Error ? error.message : String(error);
  const failure = sqliteFailureOf(error);
  if (failure === 'DISK_FULL' || (failure === 'INPUT_OUTPUT' && isStillFull(directory)))
    return new StoreFault('DISK_FULL', {
      zh: `${directory} 所在的磁盘已满，修改没有保存；请腾出空间，之后本程序会自行继续。`,
      en: `The disk of ${directory} is full, and nothing is saved; make room. The program goes on by itself then.`,
    });
  if (failure === 'DAMAGED')
    return new StoreFault('DAMAGED', {
      zh: `事件库文件 ${file} 已损坏（${why}），不再接受修改；请停止服务，另存数据目录，再用备份恢复（restore）。`,
      en: `The file of the events, ${file}, is damaged (${why}), and no edit is taken; stop the server, put the data folder aside and restore a backup.`,
    });
  return new StoreFault('INPUT_OUTPUT', {
    zh: `事件库 ${file} 无法写入（${why}），暂不接受修改；请检查磁盘，恢复后本程序会自行继续。`,
    en: `The events in ${file} cannot be written (${why}), and no edit is taken; look after the disk. The program goes on by itself once it is well.`,
  });
}

export function notEmptied(error: unknown, directory: string): StoreFault {
  const why = error instanceof Error ? error.message : String(error);
  return new StoreFault('CHECKPOINT', {
    zh: `事件库的日志未能并入 ${eventsFile(directory)}（${why}）；已确认的保存都在日志（events.db-wal）里，没有丢失，请勿删除它；请检查磁盘。`,
    en: `The log of the events could not be brought into ${eventsFile(directory)} (${why}). What was acknowledged is in the log (events.db-wal), and nothing is lost: do not remove it; look after the disk.`,
  });
}

export function threadEnded(why: string, directory: string): StoreFault {
  return new StoreFault('STOPPED', {
    zh: `写入 ${directory} 的线程已意外结束（${why}），暂不接受修改；本程序正在重新打开它，如不成功请重启服务。`,
    en: `The thread that writes to ${directory} has ended unexpectedly (${why}), and no edit is taken. The program is opening it again; restart the server if that does not help.`,
  });
}
