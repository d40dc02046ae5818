import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadModelReport } from '../../../ports/store-reports.js';
import type { Connection } from './generations.js';
import { currentGeneration, formatOf, isAltered, isReadable, openForReading } from './generations.js';
import { leaderIn } from './lock.js';

/** What the folder of the read model says about itself, beside its writer. @throws CannotRead */
export function inspectSqliteReadModel(directory: string): ReadModelReport {
  const generation = currentGeneration(directory);
  const altered = generation !== null && isAltered(directory, generation);
  const format = generation === null || altered ? null : formatOf(directory, generation);
  const database = generation === null || format === null ? null : openForReading(directory, generation);
  try {
    return {
      engine: 'SQLite',
      location: directory,
      bytes: sizeOf(directory),
      serving: generation === null ? null : { generation, format, isReadable: isReadable(directory, generation) },
      check: { name: 'quick_check', damage: altered ? [otherBytes] : database === null ? [] : damageIn(database) },
      reminders: [],
      isBeingWritten: leaderIn(directory) !== null,
    };
  } finally {
    database?.close();
  }
}

const otherBytes = 'the bytes are not those that it was closed with';

function damageIn(database: Connection): string[] {
  const found = database.prepare('pragma quick_check(10)').raw().all() as [string][];
  return found.map(([row]) => row).filter((row) => row !== 'ok');
}

function sizeOf(directory: string): number {
  if (!existsSync(directory)) return 0;
  return readdirSync(directory).reduce(
    (sum, name) => sum + (statSync(join(directory, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
