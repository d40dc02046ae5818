import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteEventReader } from '../src/adapters/event-store/sqlite/index.js';
import { openForWriting } from '../src/adapters/read-model/sqlite/generations.js';
import { openSqliteReadModelWriter } from '../src/adapters/read-model/sqlite/index.js';
import { runProjector } from '../src/app/projector.js';
import type { TemporaryLedger } from './support/ledger.js';
import { editTimes, openBudget, temporaryDirectory, temporaryLedger } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { interleaved, milliseconds } from './support/measure.js';

const rowsPerCommit = 5_000;

/** A rebuild of the views, against bare inserts of the very rows that it writes, into the same tables and indexes. */
export async function projecting(): Promise<Figure[]> {
  const ledger = await temporaryLedger();
  const directory = temporaryDirectory();
  try {
    for (let unit = 0; unit < 10; unit += 1) {
      const budget = await openBudget(ledger, { unit: `单位${unit}`, projects: 100, indicators: 8 });
      await editTimes(ledger, budget.budgetId, budget.projectIds, 1_000);
    }
    await rebuild(ledger, join(directory, 'first'));
    const tables = rowsIn(join(directory, 'first'));
    const count = tables.reduce((sum, { rows }) => sum + rows.length, 0);
    const ms = await interleaved(
      {
        bare: (round) => insertAll(tables, join(directory, `bare${round}`)),
        rebuild: (round) => rebuild(ledger, join(directory, `rebuild${round}`)),
      },
      5,
    );
    const rate = (total: number) => `${Math.round(count / total)} rows/ms`;
    return [
      {
        ...{ name: 'rows of a rebuild ÷ bare inserts of the same rows', value: ms.bare / ms.rebuild, bound: '≥ 0.5' },
        detail: `${count} rows; ${rate(ms.rebuild)} and ${rate(ms.bare)}, ${milliseconds(ms.rebuild)} and ${milliseconds(ms.bare)}`,
      },
    ];
  } finally {
    await ledger.remove();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function rebuild({ directory_, store }: TemporaryLedger, directory: string): Promise<void> {
  mkdirSync(directory);
  const head = await store.head();
  const events = openSqliteEventReader(join(directory_, 'events'));
  const views = await openSqliteReadModelWriter(directory);
  const stop = new AbortController();
  await runProjector({
    ...{ events, views, signal: stop.signal, now: () => new Date().toISOString() },
    onApplied: ({ position }) => position === head && stop.abort(),
  });
  await views.close();
  await events.close();
}

interface Table {
  name: string;
  columns: string[];
  rows: unknown[][];
}

function rowsIn(directory: string): Table[] {
  const database = openForWriting(directory, 1);
  const names = database.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'");
  const tables = (names.all() as { name: string }[])
    .filter(({ name }) => name !== 'meta')
    .map(({ name }) => {
      const columns = (database.prepare(`pragma table_info(${name})`).all() as { name: string }[]).map(
        (row) => row.name,
      );
      return { name, columns, rows: database.prepare(`select * from ${name}`).raw().all() as unknown[][] };
    });
  database.close();
  return tables;
}

function insertAll(tables: readonly Table[], directory: string): void {
  mkdirSync(directory);
  const database = openForWriting(directory, 1);
  for (const { name, columns, rows } of tables) {
    const insert = database.prepare(`insert into ${name} values (${columns.map(() => '?').join(', ')})`);
    for (let start = 0; start < rows.length; start += rowsPerCommit) {
      database.exec('begin immediate');
      for (const row of rows.slice(start, start + rowsPerCommit)) insert.run(...row);
      database.exec('commit');
    }
  }
  database.close();
}
