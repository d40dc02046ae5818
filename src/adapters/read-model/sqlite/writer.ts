import { markClosed } from '../../../files/closed-file.js';
import type { ChangedCell, ProjectedSave, SaveRow } from '../../../../projections/rows.js';
import type { Checkpoint, ClockAt, Halt, ReadModelWriter, Snapshot, WriterOptions } from '../../../ports/read-model.js';
import { takeInTurn } from '../../../ports/writer-locked.js';
import type { Connection } from './generations.js';
import {
  currentGeneration,
  isReadable,
  makeCurrent,
  nextGeneration,
  dropDamaged,
  emptyLog,
  fileOf,
  openForWriting,
  preparer,
  removeOthers,
} from './generations.js';
import { contentStatement, snapshotsOf } from './contents.js';
import { draftInserts, newestDraft } from './drafts.js';
import { rowInserts } from './inserts.js';
import { lockForWriting } from './lock.js';
import { metaInsert, metaStatements } from './meta.js';
import { saveStatements } from './saves.js';
import { sealingInserts } from './seals.js';
import { asUnavailable, translated } from './unavailable.js';
import { announcer } from './wake.js';

/**
 * The one writer of a directory's read model. It goes on with the current generation; with `rebuild`, or where the
 * current one was made by another version of the tables, it fills a fresh one, which readers see only after `serve()`.
 * @throws WriterLocked if another projector holds the directory and is not to be waited for
 */
export async function openSqliteReadModelWriter(
  directory: string,
  { rebuild = false, standBy }: WriterOptions = {},
): Promise<ReadModelWriter> {
  const lock = await takeInTurn(() => lockForWriting(directory), standBy);
  try {
    return writerOf(directory, rebuild, lock);
  } catch (error) {
    lock.release();
    throw asUnavailable(error, directory);
  }
}

function writerOf(directory: string, rebuild: boolean, lock: { release(): void }): ReadModelWriter {
  dropDamaged(directory);
  const current = currentGeneration(directory);
  // Removes what an interrupted rebuild left behind.
  if (current !== null) removeOthers(directory, current);
  const goesOn = current !== null && !rebuild && isReadable(directory, current);
  const generation = goesOn ? current : nextGeneration(directory);
  const database = openForWriting(directory, generation);
  try {
    return translated(fillerOf(database, { directory, generation, lock }), directory);
  } catch (error) {
    database.close();
    throw error;
  }
}

interface Filled {
  directory: string;
  generation: number;
  lock: { release(): void };
}

function fillerOf(database: Connection, { directory, generation, lock }: Filled): ReadModelWriter {
  const announce = announcer(directory);
  const insert = rowInserts(database);
  const insertSealing = sealingInserts(database);
  const insertDraft = draftInserts(database);
  const insertMeta = metaInsert(database);
  const prepare = preparer(database);
  const meta = metaStatements(prepare);
  const saves = saveStatements(prepare);
  const draft = newestDraft(prepare);
  const content = contentStatement(prepare);
  const setClock = database.prepare('update saves set clock = ? where last_position = ?');

  function applyAll(
    saves: readonly ProjectedSave[],
    snapshots: readonly Snapshot[],
    next: Checkpoint,
    clocks: readonly ClockAt[],
  ): void {
    const { position } = meta.checkpoint();
    for (const projected of saves) if (projected.save.lastPosition > position) write(projected);
    for (const { position: end, clock } of clocks) setClock.run([clock, end]);
    for (const { stream, revision, body } of snapshots) insert.snapshot(stream, revision, body);
    if (next.position > position) insertMeta('checkpoint', next);
    insertMeta('halt', null);
  }

  function write(projected: ProjectedSave): void {
    const { save, contents, changes, events, draft } = projected;
    insert.save(save);
    for (const [hash, body] of contents) insert.content(hash, body);
    for (const { eventId, position } of events) insert.event(eventId, position);
    if (draft !== null) insertDraft.draft(draft);
    if (save.draftId === null) writeBudget(projected);
    else insertDraft.rows(save.draftId, projected);
    const actor = JSON.stringify(save.actor);
    for (const row of [...changes].sort(byNumber)) insert.change(row, actor);
  }

  /** Rows that only a save of the budget itself has, never one of a draft. */
  function writeBudget({ save, budget, fundUsers, projects, indicators, sealing, promotions }: ProjectedSave): void {
    if (budget !== null) insert.budget(budget);
    insert.budgetTotal(save);
    // Rows of the save that opens a budget have no version before them to end.
    const follows = budget === null;
    for (const row of fundUsers) insert.fundUser(row, follows);
    for (const row of projects) insert.project(row, follows);
    for (const row of indicators) insert.indicator(row, follows);
    insertSealing(sealing);
    for (const row of promotions) insertDraft.promotion(row);
  }

  return {
    checkpoint: async () => meta.checkpoint(),
    async apply(saves, snapshots, next, clocks = []) {
      transaction(database, () => applyAll(saves, snapshots, next, clocks));
      announce.tell('applied');
    },
    async halt(halt: Halt) {
      insertMeta('halt', halt);
      // If no generation serves yet, this one does: it has everything before the event, and says where it stopped.
      if (currentGeneration(directory) === null) makeCurrent(directory, generation);
      announce.tell('applied');
    },
    content: async (hash) => content(hash),
    draft: async (draftId) => draft(draftId),
    saveAt: async (tableId, at): Promise<SaveRow | null> => saves.at(tableId, at),
    lastSave: async (position) => saves.last(position),
    ...snapshotsOf(prepare),
    async serve() {
      if (currentGeneration(directory) === generation) return;
      makeCurrent(directory, generation);
      announce.tell('served');
      removeOthers(directory, generation);
    },
    async close() {
      announce.close();
      try {
        closeWhole(database, fileOf(directory, generation));
        // A generation that never served is made anew next time.
        const serving = currentGeneration(directory);
        if (serving !== null && serving !== generation) removeOthers(directory, serving);
      } finally {
        // Whatever could not be written: nobody could fill the views any more while it is held.
        lock.release();
      }
    },
  };
}

/** A connection with statements that are not collected yet lives on, with its transaction: so that is ended first. */
function closeWhole(database: Connection, file: string): void {
  try {
    if (database.inTransaction) database.exec('rollback');
    if (!emptyLog(database)) return;
  } finally {
    database.close();
  }
  markClosed(file);
}

/** Cells are numbered as they are inserted: those of one event from its last rank to its first (`change-tables.ts`). */
function byNumber(one: ChangedCell, other: ChangedCell): number {
  if (one.position !== other.position) return one.position < other.position ? -1 : 1;
  return other.rank - one.rank;
}

function transaction(database: Connection, work: () => void): void {
  database.exec('begin immediate');
  try {
    work();
    database.exec('commit');
  } catch (error) {
    if (database.inTransaction) rollBackQuietly(database);
    throw error;
  }
}

/** What it fails with says less than what made it necessary. */
function rollBackQuietly(database: Connection): void {
  try {
    database.exec('rollback');
  } catch {
    // The connection is given up.
  }
}
