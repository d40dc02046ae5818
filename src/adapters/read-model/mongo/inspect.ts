import type { ReadModelReport } from '../../../ports/store-reports.js';
import { unencrypted } from '../../../ports/store-url.js';
import type { Connection } from './connection.js';
import { connect } from './connection.js';
import { format, indexFaults } from './copies.js';
import { answered } from './failures.js';
import { leaderIn } from './progress.js';
import type { MongoPlace } from './url.js';
import { sendsPasswordOpenly, shownPlace } from './url.js';
import { readViews } from './views.js';

/** What the server says about the read model, beside its writer. Makes nothing. @throws CannotConnect */
export async function inspectMongoReadModel(place: MongoPlace): Promise<ReadModelReport> {
  const connection = await connect(place);
  try {
    return await answered(place, () => reportOf(connection));
  } finally {
    await connection.close();
  }
}

async function reportOf(connection: Connection): Promise<ReadModelReport> {
  const { database, kind, place, version } = connection;
  const views = await readViews(connection);
  const generation = views?.serving ?? null;
  const found = generation === null ? null : (views?.copies[generation]?.format ?? null);
  const { storageSize, indexSize } = await database.stats();
  return {
    engine: `MongoDB ${version}, ${kind}`,
    location: shownPlace(place),
    bytes: Number(storageSize) + Number(indexSize),
    serving: generation === null ? null : { generation, format: found, isReadable: found === format },
    check: {
      name: 'listIndexes',
      damage: generation === null || found !== format ? [] : await indexFaults(connection, generation),
    },
    reminders: [...remindersOf(kind, version), ...(sendsPasswordOpenly(place) ? [unencrypted('READ_MODEL')] : [])],
    isBeingWritten: views !== null && (await leaderIn(views, connection)) !== null,
  };
}

function remindersOf(kind: Connection['kind'], version: string): ReadModelReport['reminders'] {
  const unproven = {
    zh: `MongoDB ${version} 未经证实：尚无在真实服务器上运行的记录，本程序只用 FerretDB 验证过；请先在测试环境中试用`,
    en: `MongoDB ${version} is unproven: no run on a real server is on record, only on FerretDB; try it in a test environment first`,
  };
  const alone = {
    zh: '单机，不是副本集：它停机时无法查询，它的磁盘损坏时视图须重建，人员姓名与附件只剩备份；请设为三个成员的副本集',
    en: 'a single server, no replica set: nothing can be asked while it is down, and if its disk is lost the views are to be built again, and names and files are only in backups; make it a replica set of three',
  };
  return kind === 'standalone' ? [unproven, alone] : [unproven];
}
