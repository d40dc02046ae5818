import { readTarget } from '../../../../events/target.js';
import type { ProjectedSave, SaveRow } from '../../../../projections/rows.js';
import type { Checkpoint, Halt, ReadModelWriter, Snapshot } from '../../../ports/read-model.js';
import type { Connection } from './generations.js';
import {
  currentGeneration,
  isReadable,
  makeCurrent,
  nextGeneration,
  openForWriting,
  removeOthers,
} from './generations.js';
import { insertStatements } from './inserts.js';
import { amountKey, placeKey, toBlob } from './keys.js';
import { lockForWriting } from './lock.js';
import { contentStatements, metaStatements, saveStatements } from './lookups.js';
import { announcer } from './wake.js';

/**
 * The one writer of a directory's views. It goes on with the current generation; with `rebuild`, or where the current
 * one was made by another version of the tables, it fills a fresh one, which readers see only after `serve()`. The very
 * first generation of a directory serves from the start.
 * @throws WriterLocked if another projector holds the directory
 */
export async function openSqliteReadModelWriter(
  directory: string,
  { rebuild = false }: { rebuild?: boolean } = {},
): Promise<ReadModelWriter> {
  const lock = lockForWriting(directory);
  const current = currentGeneration(directory);
  // What a rebuild that was cut off has left behind.
  if (current !== null) removeOthers(directory, current);
  const goesOn = current !== null && !rebuild && isReadable(directory, current);
  const generation = goesOn ? current : nextGeneration(directory);
  const database = openForWriting(directory, generation);
  if (current === null) makeCurrent(directory, generation);
  const announce = announcer(directory);
  const insert = insertStatements(database);
  const save = saveStatements(database);
  const meta = metaStatements(database);
  const { content, snapshot } = contentStatements(database);

  function applyAll(saves: readonly ProjectedSave[], snapshots: readonly Snapshot[], next: Checkpoint): void {
    const { position } = meta.checkpoint();
    for (const projected of saves) if (projected.save.lastPosition > position) write(projected);
    for (const { stream, revision, body } of snapshots) insert.snapshot.run(stream, revision, body);
    if (next.position > position) meta.write('checkpoint', next);
    meta.write('halt', null);
  }

  function write({ save: row, budget, fundUsers, projects, indicators, contents, changes, events }: ProjectedSave) {
    const { budgetId, version, firstPosition, lastPosition, clock, ...rest } = row;
    insert.save.run(budgetId, version, firstPosition, lastPosition, clock, JSON.stringify(rest));
    if (budget !== null) {
      const { unitKey, fiscalYear, taxonomy, openedPosition } = budget;
      const key = placeKey({ fiscalYear, unitKey, orderKey: budgetId });
      insert.budget.run(budgetId, unitKey, fiscalYear, taxonomy, openedPosition, key);
    }
    // Rows of the save that opens a budget have no version before them to end.
    const follows = budget === null;
    for (const [hash, body] of contents) insert.content.run(toBlob(hash), body);
    for (const { eventId, position } of events) insert.event.run(eventId, position);
    for (const each of fundUsers) {
      if (follows) insert.endFundUser.run(each.position, each.fundUserId);
      insert.fundUser.run(
        each.fundUserId,
        each.position,
        budgetId,
        version,
        each.status,
        each.orderKey,
        each.name,
        JSON.stringify(each.declared),
      );
    }
    for (const each of projects) {
      const { fiscalAppropriation, specialAccount, other } = each.funding;
      if (follows) insert.endProject.run(each.position, each.projectId);
      insert.project.run(
        each.projectId,
        each.position,
        budgetId,
        version,
        each.status,
        each.unitKey,
        each.fiscalYear,
        placeKey(each),
        each.hash,
        each.fundUserId,
        each.name,
        fiscalAppropriation,
        specialAccount,
        other,
        each.declaredTotal,
        each.total,
        amountKey(each.total),
      );
    }
    for (const each of indicators) {
      if (follows) insert.endIndicator.run(each.position, each.indicatorId);
      insert.indicator.run(
        each.indicatorId,
        each.position,
        budgetId,
        version,
        each.status,
        each.unitKey,
        each.fiscalYear,
        placeKey(each),
        each.projectId,
        each.changedVersion,
        each.level2,
        each.name,
        each.cycleTarget,
        each.annualTarget,
        each.place,
        readTarget(each.annualTarget).kind,
      );
    }
    // One command, one actor: the same in every cell of the save.
    const actor = JSON.stringify(row.actor);
    for (const each of changes) {
      insert.change.run(
        each.position,
        each.ordinal,
        each.eventId,
        each.budgetId,
        each.projectId,
        each.entityId,
        each.entityKind,
        each.entityName,
        each.kind,
        each.path,
        each.before,
        each.after,
        each.delta,
        each.effect,
        each.version,
        each.recordedAt,
        actor,
        each.reason,
        each.basisDocument,
      );
    }
  }

  return {
    checkpoint: async () => meta.checkpoint(),
    async apply(saves, snapshots, next) {
      transaction(database, () => applyAll(saves, snapshots, next));
      announce.tell('applied');
    },
    async halt(halt: Halt) {
      meta.write('halt', halt);
      announce.tell('applied');
    },
    content: async (hash) => content(hash),
    saveAt: async (budgetId, at): Promise<SaveRow | null> => save.at(budgetId, at),
    snapshot: async (stream) => snapshot(stream),
    async serve() {
      if (currentGeneration(directory) === generation) return;
      makeCurrent(directory, generation);
      announce.tell('served');
      removeOthers(directory, generation);
    },
    async close() {
      announce.close();
      database.close();
      lock.release();
    },
  };
}

function transaction(database: Connection, work: () => void): void {
  database.exec('begin immediate');
  try {
    work();
    database.exec('commit');
  } catch (error) {
    if (database.inTransaction) database.exec('rollback');
    throw error;
  }
}
