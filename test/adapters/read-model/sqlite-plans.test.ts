import { expect, it } from '@jest/globals';
import type { Position } from '../../../events/position.js';
import { openSqliteReadModelWriter } from '../../../src/adapters/read-model/sqlite/index.js';
import { currentGeneration, openForReading, preparer } from '../../../src/adapters/read-model/sqlite/generations.js';
import type { Prepare } from '../../../src/adapters/read-model/sqlite/query.js';
import { rowsOf } from '../../../src/adapters/read-model/sqlite/rows.js';
import type { BudgetFilter, IndicatorFilter, Page, ProjectFilter, Rows } from '../../../src/ports/read-model.js';
import { ids, openModel, positions } from '../../contracts/read-model/filled-model.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { budgetOrders, indicatorOrders, orders } from '../../support/oracles/all-answers.js';

const head = positions.at(-1) as Position;
const budgetId = ids.budgets[0] ?? '';

/** The lists that a grid pages through: each has an index that gives its rows in its order. */
const projectFilters: ProjectFilter[] = [{}, { status: 'WITHDRAWN' }, { budgetIds: [budgetId] }];
const indicatorFilters: IndicatorFilter[] = [{}, { status: 'WITHDRAWN' }, { budgetIds: [budgetId] }];
const budgetFilters: BudgetFilter[] = [{}];

async function askEverything(rows: Rows): Promise<void> {
  const start: Page[] = [
    { first: 2, after: null },
    { last: 2, before: null },
  ];
  const pagesOf = async (list: (page: Page) => Promise<{ rows: { key: string }[] }>) => {
    for (const page of start) {
      const key = (await list(page)).rows[0]?.key;
      if (key === undefined) continue;
      await list({ first: 2, after: key });
      await list({ last: 2, before: key });
    }
  };
  for (const order of orders) {
    for (const filter of projectFilters) await pagesOf((page) => rows.projects(filter, order, head, page));
  }
  for (const order of indicatorOrders) {
    for (const filter of indicatorFilters) await pagesOf((page) => rows.indicators(filter, order, head, page));
  }
  for (const order of budgetOrders) {
    for (const filter of budgetFilters) await pagesOf((page) => rows.budgets(filter, order, head, page));
  }
}

it('a list of rows comes out of an index in each of its orders, whichever way it is paged', () =>
  inFolder(async (folder) => {
    const asked = new Map<string, number>();
    const engine = {
      openWriter: (directory: string) => openSqliteReadModelWriter(directory),
      openReader: async (directory: string) => {
        const database = openForReading(directory, currentGeneration(directory) ?? 0);
        const plan = preparer(database);
        const prepare: Prepare = (sql) => {
          const statement = plan(sql);
          return {
            get: (...values) => statement.get(...values),
            all(...values) {
              for (const [, current = ''] of sql.matchAll(currentRows)) asked.set(current, values.length);
              return statement.all(...values);
            },
          };
        };
        const planOf = (sql: string) => {
          const marks = sql.split('?').length - 1;
          const steps = plan(`explain query plan ${sql}`).all(...Array.from({ length: marks }, () => ''));
          return steps.map((step) => String((step as unknown[]).at(-1)));
        };
        return { ...rowsOf(prepare), planOf, close: async () => void database.close() };
      },
    };
    const { reader } = await openModel(engine, folder);
    await askEverything(reader);
    expect(asked.size).toBeGreaterThan(40);
    for (const sql of asked.keys()) {
      const plan = reader.planOf(sql).join('; ');
      expect([sql, plan]).toEqual([sql, expect.stringMatching(/ USING (COVERING )?INDEX /)]);
      expect([sql, plan]).not.toEqual([sql, expect.stringContaining('TEMP B-TREE')]);
    }
  }));

/** The part of a list that its current rows are: those that ended since a position are sorted afterwards. */
const currentRows = /select \* from \((select (?:(?!until_position >)[^])*?limit \?)\)/g;
