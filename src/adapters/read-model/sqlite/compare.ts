import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Position } from '../../../../events/position.js';
import { ledgerStart } from '../../../ports/event-store.js';
import type { ComparedViews, FillViews } from '../../../ports/store-reports.js';
import type { Connection } from './generations.js';
import { currentGeneration, fileOf, noViews, openForReading } from './generations.js';
import { openSqliteReadModelWriter } from './writer.js';

/**
 * Holds every table of the views that serve against views that are made anew beside them, in a folder of their own that is
 * removed again. The served ones are read as they were when this began, whoever fills them meanwhile.
 * @throws CannotRead where none serve; what `fill` throws
 */
export async function compareSqliteReadModel(directory: string, fill: FillViews): Promise<ComparedViews> {
  const generation = currentGeneration(directory);
  if (generation === null) throw noViews(directory);
  const scratch = mkdtempSync(join(tmpdir(), 'budget-ledger-views-'));
  const served = openForReading(directory, generation);
  try {
    const writer = await openSqliteReadModelWriter(scratch);
    try {
      served.exec(`attach '${pathToFileURL(fileOf(scratch, 1)).href}?mode=ro' as made; begin`);
      await fill(writer, positionIn(served));
    } finally {
      await writer.close();
    }
    return differencesIn(served);
  } finally {
    if (served.inTransaction) served.exec('rollback');
    served.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Up to where the served views show the ledger. From here on they are read as they are now. */
function positionIn(served: Connection): Position {
  const [checkpoint] = (served
    .prepare("select json_extract(value, '$.position') from main.meta where key = 'checkpoint'")
    .raw()
    .get() ?? [null]) as [Position | null];
  return checkpoint ?? ledgerStart;
}

function differencesIn(served: Connection): ComparedViews {
  const names = (sql: string) => (served.prepare(sql).raw().all() as [string][]).map(([name]) => name);
  const indexes = names("select name from main.sqlite_master where type = 'table' and sql like 'create virtual%'");
  const isPartOfIndex = (table: string) => indexes.some((index) => table === index || table.startsWith(`${index}_`));
  const tables = names("select name from main.sqlite_master where type = 'table' order by name").filter(
    (table) => !isPartOfIndex(table),
  );
  const found = [
    ...tables.map((table) => ({ table, rows: differingRows(served, table) })),
    ...indexes.map((table) => ({ table, rows: differingTerms(served, table) })),
  ];
  return {
    tables: found.length,
    differences: found.filter(({ rows }) => rows > 0),
  };
}

/** Rows that are in one alone, or not the same in both. Compared by SQLite itself, whatever bytes are in them. */
function differingRows(served: Connection, table: string): number {
  const columns = served.prepare(`pragma main.table_info(${table})`).raw().all() as [
    number,
    string,
    string,
    number,
    unknown,
    number,
  ][];
  const keys = columns.filter(([, , , , , key]) => key > 0).map(([, name]) => name);
  const by = (keys.length === 0 ? ['rowid'] : keys).map((key) => `a.${key} = b.${key}`).join(' and ');
  const others = columns.map(([, name]) => `(a.${name} is not b.${name} or typeof(a.${name}) <> typeof(b.${name}))`);
  const key = keys[0] ?? 'rowid';
  const [altered] = count(
    served,
    `select count(*) from main.${table} a join made.${table} b on ${by} where ${others.join(' or ')}`,
  );
  // Where snapshots are taken depends on where a projector began.
  if (table === 'snapshots') return altered;
  const only = (one: string, other: string) =>
    count(
      served,
      `select count(*) from ${one}.${table} a left join ${other}.${table} b on ${by} where b.${key} is null`,
    )[0];
  return altered + only('main', 'made') + only('made', 'main');
}

/** Entries of an index of terms that are in one alone. How it lays them out depends on how they came. */
function differingTerms(served: Connection, index: string): number {
  served.exec(`
    create virtual table temp.${index}_served using fts5vocab(main, ${index}, instance);
    create virtual table temp.${index}_made using fts5vocab(made, ${index}, instance)`);
  const of = (name: string) => `select term, doc, col, offset from temp.${index}_${name}`;
  const only = (one: string, other: string) =>
    count(served, `select count(*) from (${of(one)} except ${of(other)})`)[0];
  return only('served', 'made') + only('made', 'served');
}

function count(served: Connection, sql: string): [number] {
  return served.prepare(sql).raw().get() as [number];
}
