import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { termsOf } from '../src/adapters/read-model/sqlite/change-terms.js';
import { openForWriting } from '../src/adapters/read-model/sqlite/generations.js';
import { openSqliteReadModelWriter } from '../src/adapters/read-model/sqlite/index.js';
import { changeColumns, toChange } from '../src/adapters/read-model/sqlite/row-codecs.js';
import { saveColumns, toSave } from '../src/adapters/read-model/sqlite/saves.js';
import { termsOfSave } from '../src/adapters/read-model/sqlite/save-terms.js';
import { applyLog, recordUnits } from './support/following.js';
import type { TemporaryLedger } from './support/ledger.js';
import { temporaryDirectory, temporaryLedger } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';

/** About what the projector's batches come to. */
const rowsPerCommit = 12_500;

/** A rebuild of the read model, against bare inserts of the very rows that it writes, in the same order and indexes. */
export async function projecting(): Promise<Figure[]> {
  const ledger = await temporaryLedger();
  const directory = temporaryDirectory();
  try {
    await recordUnits(ledger, { units: 10, projects: 100, edits: 1_000 });
    await rebuild(ledger, join(directory, 'first'));
    const rows = rowsIn(join(directory, 'first'));
    const ms = await measureInTurn(
      {
        bare: (round) => insertAll(rows, join(directory, `bare${round}`)),
        rebuild: (round) => rebuild(ledger, join(directory, `rebuild${round}`)),
      },
      5,
    );
    const rate = (total: number) => `${Math.round(rows.length / total)} rows/ms`;
    return [
      {
        name: 'rows of a rebuild ÷ bare inserts of the same rows',
        value: ms.bare / ms.rebuild,
        bound: '≥ 0.5',
        detail: `${rows.length} rows; ${rate(ms.rebuild)} and ${rate(ms.bare)}, ${milliseconds(ms.rebuild)} and ${milliseconds(ms.bare)}`,
      },
    ];
  } finally {
    await ledger.remove();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function rebuild(ledger: TemporaryLedger, directory: string): Promise<void> {
  mkdirSync(directory);
  const readModel = await openSqliteReadModelWriter(directory);
  await applyLog(ledger, readModel);
  await readModel.close();
}

interface Row {
  table: string;
  position: string;
  values: unknown[];
}

/** Every row, in the order of the ledger: that in which it was written. */
function rowsIn(directory: string): Row[] {
  const database = openForWriting(directory, 1);
  const all = (sql: string) => database.prepare(sql).raw().all() as unknown[][];
  const rows = (table: string, position: string) =>
    all(`select ${position}, * from ${table}`).map(([at, ...values]): Row => ({ table, position: String(at), values }));
  const found = [
    ...rows('budgets', 'opened_position'),
    ...rows('budget_totals', 'position'),
    ...rows('saves', 'last_position'),
    ...saveTerms(all),
    ...rows('events_by_id', 'position'),
    ...rows('fund_user_versions', 'position'),
    ...rows('project_versions', 'position'),
    ...rows('indicator_versions', 'position'),
    ...rows('changed_cells', 'position'),
    ...terms(all),
    ...contents(all),
    ...rows('snapshots', "'9'"),
  ];
  database.close();
  return found.sort((left, right) => (left.position < right.position ? -1 : left.position > right.position ? 1 : 0));
}

/** As below, of saves. */
function saveTerms(all: (sql: string) => unknown[][]): Row[] {
  return all(`select save_no, ${saveColumns} from saves`).map(([number, ...columns]) => {
    const save = toSave(columns as Parameters<typeof toSave>[0]);
    return { table: 'save_terms (rowid, terms)', position: save.lastPosition, values: [number, termsOfSave(save)] };
  });
}

/** The index of terms gives nothing back, so what was put into it is made again, before the clock runs. */
function terms(all: (sql: string) => unknown[][]): Row[] {
  return all(`select cell_no, ${changeColumns} from changed_cells`).map(([number, ...columns]) => {
    const cell = toChange(columns);
    return { table: 'change_terms (rowid, terms)', position: cell.position, values: [number, termsOf(cell)] };
  });
}

/** Contents lie in the order of their writing; the root document is the last that a save has written. */
function contents(all: (sql: string) => unknown[][]): Row[] {
  const saves = all("select last_position, body ->> '$.contentHash' from saves order by last_position") as string[][];
  const positions = new Map(saves.map(([position = '', hash = '']) => [hash, position]));
  const rows: Row[] = all('select hash, body from contents order by rowid').map((values) => {
    return { table: 'contents', position: '', values };
  });
  let position = '9';
  for (const row of rows.reverse()) {
    position = positions.get(Buffer.from(row.values[0] as ArrayBuffer).toString('hex')) ?? position;
    row.position = position;
  }
  return rows.reverse();
}

function insertAll(rows: readonly Row[], directory: string): void {
  mkdirSync(directory);
  const database = openForWriting(directory, 1);
  const inserts = new Map(
    [...new Map(rows.map(({ table, values }) => [table, values.length]))].map(([table, columns]) => {
      const marks = Array<string>(columns).fill('?').join(', ');
      return [table, database.prepare<unknown[]>(`insert into ${table} values (${marks})`)];
    }),
  );
  for (let start = 0; start < rows.length; start += rowsPerCommit) {
    database.exec('begin immediate');
    for (const { table, values } of rows.slice(start, start + rowsPerCommit)) inserts.get(table)?.run(...values);
    database.exec('commit');
  }
  database.close();
}
