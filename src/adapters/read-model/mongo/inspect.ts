import type { ReadModelReport } from '../../../ports/store-reports.js';
import type { Connection } from './connection.js';
import { connect } from './connection.js';
import { format, indexFaults } from './copies.js';
import { answered } from './failures.js';
import { leaderIn } from './progress.js';
import type { MongoPlace } from './url.js';
import { shownPlace } from './url.js';
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
    isBeingWritten: views !== null && (await leaderIn(views, connection)) !== null,
  };
}
