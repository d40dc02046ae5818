import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { compareSqliteReadModel, openSqliteReadModelWriter } from '../../../src/adapters/read-model/sqlite/index.js';
import { openSqliteEventStore } from '../../../src/adapters/event-store/sqlite/index.js';
import { replayViews } from '../../../src/app/replay-views.js';
import { runProjector } from '../../../src/app/projector.js';
import type { EventStore } from '../../../src/ports/event-store.js';
import type { ComparedViews } from '../../../src/ports/store-reports.js';
import { sayOf } from '../../support/ledgers/own-events.js';
import { never, now } from '../../support/ledgers/projecting.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { growing, newSave } from '../../support/ledgers/stored-history.js';
import { sampleHistory } from '../../support/random/history.js';
import { withDrafts } from '../../support/stories/drafted-history.js';
import { withMerges } from '../../support/stories/merged-history.js';
import { withSealing } from '../../support/stories/sealed-history.js';

const folder = openFolder();
let store: EventStore;
/** Filled a few events at a time, by projectors that came one after the other. */
let views = '';
let tables: string[] = [];

beforeAll(async () => {
  store = folder.closing(await openSqliteEventStore(folder.directory()));
  const drafted = withMerges(withDrafts(withSealing(sampleHistory({ budgets: 3, saves: 40 }, 17))));
  const history = drafted.map(({ events }, number) => ({
    events: events.map((event) => ({ ...event, commandId: `command-${number}` })),
  }));
  views = folder.directory();
  for (let start = 0; start < history.length; start += 50) {
    for (const save of history.slice(start, start + 50)) await store.append(newSave(save));
    await sayOf(store);
    const readModel = await openSqliteReadModelWriter(views);
    const events = growing(store, await store.head(), 7);
    await runProjector({ events, readModel, signal: never, now }).finally(() => readModel.close());
  }
  tables = inFile(views, (database) => {
    const found = database.prepare("select name from sqlite_master where type = 'table'").raw().all() as [string][];
    const isFilled = (name: string) => database.prepare(`select 1 from ${name} limit 1`).raw().get() !== undefined;
    return found.map(([name]) => name).filter((name) => !/_terms(_|$)|^snapshots$/.test(name) && isFilled(name));
  });
});
afterAll(() => folder.leave());

function inFile<T>(directory: string, work: (database: Database.Database) => T): T {
  const database = new Database(join(directory, 'views-1.db'));
  try {
    return work(database);
  } finally {
    database.exec('pragma wal_checkpoint(truncate)');
    database.close();
  }
}

function altered(work: string): string {
  const copy = folder.directory();
  cpSync(views, copy, { recursive: true });
  inFile(copy, (database) => database.exec(work));
  return copy;
}

function compared(directory: string): Promise<ComparedViews> {
  const onEvents = () => undefined;
  return compareSqliteReadModel(directory, (readModel, upTo) =>
    replayViews(upTo, { events: store, readModel, now, onEvents }),
  );
}

describe('views that are held against a replay', () => {
  it('do not differ, however they were filled', async () => {
    const { tables: count, differences } = await compared(views);
    expect(differences).toEqual([]);
    expect(count).toBeGreaterThan(tables.length);
    expect(tables.length).toBeGreaterThan(12);
  });

  it('are named by each table in which a row is missing, and by no other', async () => {
    const all = tables.filter((table) => table !== 'meta');
    for (const table of all) {
      const found = await compared(altered(deletionIn(table)));
      expect({ table, differences: found.differences }).toEqual({ table, differences: [{ table, rows: 1 }] });
    }
  });

  it('are named by a table in which a cell is another, is of another kind, or is no text at all', async () => {
    const first = 'rowid = (select min(rowid) from contents)';
    for (const value of ["body || ' '", 'cast(body as blob)', "cast(x'ff' as text)"])
      expect((await compared(altered(`update contents set body = ${value} where ${first}`))).differences).toEqual([
        { table: 'contents', rows: 1 },
      ]);
    const names = "update project_versions set name = name || 'x' where until_position is null";
    expect((await compared(altered(names))).differences).toEqual([
      { table: 'project_versions', rows: expect.any(Number) },
    ]);
  });

  it('are named by an index of terms that has lost or gained one', async () => {
    const gained = "insert into change_terms (rowid, terms) values (1000000, 'xyz')";
    expect((await compared(altered(gained))).differences).toEqual([{ table: 'change_terms', rows: 1 }]);
  });

  it('are named by what they say of where they are', async () => {
    const later = `update meta set value = json_set(value, '$.clock', '2031-01-01T00:00:00.000Z') where key = 'checkpoint'`;
    expect((await compared(altered(later))).differences).toEqual([{ table: 'meta', rows: 1 }]);
  });
});

/** Of one row, by its key. */
function deletionIn(table: string): string {
  const keys = inFile(views, (database) => {
    const columns = database.prepare(`pragma table_info(${table})`).raw().all() as [
      number,
      string,
      string,
      number,
      string,
      number,
    ][];
    return columns.filter(([, , , , , key]) => key > 0).map(([, name]) => name);
  }).join(', ');
  return `delete from ${table} where (${keys}) in (select ${keys} from ${table} limit 1)`;
}
