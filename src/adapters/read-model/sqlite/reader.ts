import { setTimeout as wait } from 'node:timers/promises';
import type { EntityKind } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import { ledgerStart } from '../../../ports/event-store.js';
import type { Branch, ReadModel } from '../../../ports/read-model.js';
import { countBudgets, pageOfBudgets, totalsOfBudgets } from './budgets.js';
import { countChanges, lastChangesOf, pageOfChanges } from './changes.js';
import { draftStatements } from './drafts.js';
import type { Connection } from './generations.js';
import { currentGeneration, isReadable, noViews, openForReading } from './generations.js';
import { earlier, readKey, writeKey } from './keys.js';
import { countOf, indicatorConditions, pageOfIndicators, pageOfProjects, projectConditions } from './lists.js';
import { contentStatements, metaStatements, saveStatements } from './lookups.js';
import type { Select } from './query.js';
import {
  budgetColumns,
  fundUserColumns,
  indicatorColumns,
  projectColumns,
  toBudget,
  toFundUser,
  toIndicator,
  toProject,
} from './row-codecs.js';
import { sealingStatements } from './sealing.js';
import { listener } from './wake.js';

/** How often a waiting reader looks for itself: the writer may be another process. */
const pollMs = 100;

/** Everything that is asked of one generation, statements prepared once. */
function openGeneration(database: Connection) {
  const prepare = (sql: string) => database.prepare<unknown[]>(sql).raw();
  const prepared = new Map<string, ReturnType<typeof prepare>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? prepare(sql);
    if (prepared.size < 500) prepared.set(sql, known);
    return known;
  };
  const select: Select = ({ sql, values }) => statement(sql).all(...values) as unknown[][];
  const latest = <Row>(table: string, columns: string, decode: (row: unknown) => Row) => {
    const sql = `select ${columns} from ${table} where id = ? and position <= ? order by position desc limit 1`;
    return (id: string, position: Position): Row | null => {
      const row = statement(sql).get(id, position);
      return row === undefined ? null : decode(row);
    };
  };
  return {
    database,
    select,
    statement,
    meta: metaStatements(database),
    saves: saveStatements(database),
    ...contentStatements(database),
    sealing: sealingStatements(database),
    drafts: draftStatements(database),
    fundUser: latest('fund_user_versions', fundUserColumns, toFundUser),
    project: latest('project_versions', projectColumns, toProject),
    indicator: latest('indicator_versions', indicatorColumns, toIndicator),
  };
}

/** What an id names, as the first of these says; rows that are only in a draft stand among its rows. */
const kinds: readonly string[] = [
  "select 'BUDGET' from budgets where budget_id = ?",
  "select 'PROJECT' from project_versions where id = ? limit 1",
  "select 'INDICATOR' from indicator_versions where id = ? limit 1",
  "select 'FUND_USER' from fund_user_versions where id = ? limit 1",
  "select 'EVENT' from events_by_id where event_id = ?",
  "select 'DRAFT' from drafts where draft_id = ?",
  'select kind from draft_rows where id = ? limit 1',
];

/** Rows by id; as a draft sees them: its own, else those that its budget had where it was opened. */
function rowsAt<Row>(
  ofBudget: (id: string, position: Position) => Row | null,
  ofDraft: (draftId: string, id: string, position: Position) => Row | null,
  ids: readonly string[],
  position: Position,
  branch?: Branch,
): (Row | null)[] {
  if (branch === undefined) return ids.map((id) => ofBudget(id, position));
  const { draftId, openedOn } = branch;
  return ids.map((id) => ofDraft(draftId, id, position) ?? ofBudget(id, earlier(position, openedOn)));
}

/**
 * Reads the views beside their writer, in another thread or process, and goes over to a new generation when one is
 * served. Waits while the current generation is one that this program cannot read: its rebuild is under way.
 * @param building aborts when nothing builds the views any more
 * @throws CannotRead if there are none to read, and none will be
 */
export async function openSqliteReadModel(directory: string, building?: AbortSignal): Promise<ReadModel> {
  let generation = await readableGeneration(directory, building);
  let readModel = openGeneration(openForReading(directory, generation));
  const wakes = new Set<() => void>();
  const ears = listener(directory, (news) => {
    if (news === 'served') goOver();
    for (const wake of wakes) wake();
  });

  let looked = 0;
  /** The writer of another process cannot be heard, so that whoever asks for the status also looks, from time to time. */
  function lookAround(): void {
    if (Date.now() - looked >= pollMs) goOver();
  }

  function goOver(): void {
    looked = Date.now();
    const next = currentGeneration(directory);
    if (next === null || next === generation) return;
    readModel.database.close();
    generation = next;
    readModel = openGeneration(openForReading(directory, next));
  }

  /** Until the writer tells something, or the time is over, or the signal aborts. */
  function news(patienceMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        wakes.delete(wake);
        clearTimeout(poll);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const poll = setTimeout(wake, Math.min(pollMs, patienceMs));
      wakes.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  async function reached(position: Position, timeoutMs: number): Promise<boolean> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      goOver();
      if (readModel.meta.checkpoint().position >= position) return true;
      const left = until - Date.now();
      if (left <= 0 || readModel.meta.halt() !== null) return false;
      await news(left);
    }
  }

  async function advanced(position: Position, signal: AbortSignal): Promise<void> {
    for (goOver(); !signal.aborted && readModel.meta.checkpoint().position <= position; goOver()) {
      await news(pollMs, signal);
    }
  }

  return {
    async status() {
      lookAround();
      return readModel.meta.status();
    },
    reached,
    advanced,
    async saveEnd(position) {
      const over = readModel.saves.over(position);
      if (over !== null && over.firstPosition <= position) return over.lastPosition;
      return readModel.saves.last(position)?.lastPosition ?? ledgerStart;
    },
    positionAt: async (time) => readModel.saves.upToClock(time)?.lastPosition ?? ledgerStart,
    lastSave: async (position) => readModel.saves.last(position),
    async kindOf(id) {
      for (const sql of kinds) {
        const row = readModel.statement(sql).get(id);
        if (row !== undefined) return (row as [EntityKind | 'EVENT' | 'DRAFT'])[0];
      }
      return null;
    },
    async eventPosition(eventId) {
      const row = readModel.statement('select position from events_by_id where event_id = ?').get(eventId);
      return (row as [Position] | undefined)?.[0] ?? null;
    },
    async budget(budgetId) {
      const row = readModel.statement(`select ${budgetColumns} from budgets where budget_id = ?`).get(budgetId);
      return row === undefined ? null : toBudget(row);
    },
    budgets: async (filter, position, page) => pageOfBudgets(readModel, filter, position, page),
    countBudgets: async (filter, position, bound) => countBudgets(readModel.select, filter, position, bound),
    budgetTotals: async (filter, position) => totalsOfBudgets(readModel.select, filter, position),
    saveAt: async (tableId, at) => readModel.saves.at(tableId, at),
    async saves(tableId, version, page) {
      const below = page.after === null ? Number.MAX_SAFE_INTEGER : Number(readKey(page.after)[0]);
      const rows = readModel.saves.before(tableId, version, below, page.first + 1);
      const shown = rows.slice(0, page.first).map((row) => ({ key: writeKey([String(row.version)]), row }));
      return { rows: shown, more: rows.length > page.first };
    },
    drafts: async (budgetId, position) => readModel.drafts.ofBudget(budgetId, position),
    draft: async (draftId, position) => readModel.drafts.at(draftId, position),
    seals: async (budgetId, position) => readModel.sealing.ofBudget(budgetId, position),
    seal: async (sealId, position) => readModel.sealing.byId(sealId, position),
    controlNumber: async (budgetId, position) => readModel.sealing.controlNumber(budgetId, position),
    annotations: async (budgetId, versions, position) =>
      versions.map((version) => readModel.sealing.annotations(budgetId, version, position)),
    contents: async (hashes) =>
      hashes.map((hash) => {
        const body = readModel.content(hash);
        if (body === null) throw new Error(`the views have lost the content ${hash}`);
        return body;
      }),
    fundUserVersions: async (ids, position, branch) =>
      rowsAt(readModel.fundUser, readModel.drafts.fundUser, ids, position, branch),
    projectVersions: async (ids, position, branch) =>
      rowsAt(readModel.project, readModel.drafts.project, ids, position, branch),
    indicatorVersions: async (ids, position, branch) =>
      rowsAt(readModel.indicator, readModel.drafts.indicator, ids, position, branch),
    projects: async (filter, order, position, page) => pageOfProjects(readModel.select, filter, order, position, page),
    countProjects: async (filter, position, bound) =>
      countOf(readModel.select, 'project_versions', projectConditions(filter), position, bound),
    indicators: async (filter, position, page) => pageOfIndicators(readModel.select, filter, position, page),
    countIndicators: async (filter, position, bound) =>
      countOf(readModel.select, 'indicator_versions', indicatorConditions(filter), position, bound),
    changes: async (filter, order, position, page) => pageOfChanges(readModel.select, filter, order, position, page),
    countChanges: async (filter, position, bound) => countChanges(readModel.select, filter, position, bound),
    lastChanges: async (cells, position, branch) => lastChangesOf(readModel.select, cells, position, branch),
    snapshot: async (stream) => readModel.snapshot(stream),
    async close() {
      ears.close();
      readModel.database.close();
    },
  };
}

async function readableGeneration(directory: string, building: AbortSignal | undefined): Promise<number> {
  for (;;) {
    const over = building?.aborted === true;
    const generation = currentGeneration(directory);
    if (generation !== null && isReadable(directory, generation)) return generation;
    // Between the two looks a rebuild can have put another in its place.
    if (over && currentGeneration(directory) === generation) throw noViews(directory);
    await wait(pollMs);
  }
}
