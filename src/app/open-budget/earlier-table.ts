import type { OpenedFrom } from '../../../events/budget/budget.events.js';
import { Refusal, refusalCodes } from '../../../events/refusal.js';
import type { SaveRow } from '../../../projections/rows.js';
import { QueryError } from '../../../services/query-error.js';
import type { BudgetAt } from '../../../services/services.js';
import type { EventStore } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { ProvenTable } from '../proven-contents.js';
import { provenTable } from '../proven-contents.js';
import { createPoints } from '../queries/points/points.js';
import { unknownBudget } from '../queries/unknown.js';
import type { TableToTakeOver } from './take-over.js';

/** A table at a point, whole. */
export interface EarlierTable extends TableToTakeOver {
  name: string;
  taxonomy: string;
  openedFrom: OpenedFrom;
  /** Of the version that was looked at; null: none was, or there is no such version. */
  seenHash: string | null;
}

export interface EarlierTableTools {
  store: Pick<EventStore, 'head' | 'readAt' | 'sharedWriters'>;
  readModel: ReadModel;
  /** Milliseconds since the epoch. */
  clock: () => number;
  /** How long reading waits for the read model to show everything recorded. */
  patienceMs: number;
}

/**
 * Reads the table that a budget is opened from; without `at` as it stands once everything recorded is shown.
 * @throws Refusal below `from` if there is none at that point; QueryError if it cannot be read just now, and BROKEN_SEAL or
 *   BROKEN_CONTENT if what is read is not what was recorded
 */
export function earlierTables({ store, readModel, clock, patienceMs }: EarlierTableTools) {
  const points = createPoints({ readModel, events: store, now: clock, patienceMs });

  async function saveAt({ budgetId, at }: BudgetAt): Promise<SaveRow> {
    if ((at?.draft ?? null) !== null) throw notFromDraft();
    try {
      const head = await points.head(await store.head());
      const point = await points.ofBudget(budgetId, at, head);
      if (point === null) throw unknownBudget(budgetId);
      return point.save;
    } catch (error) {
      throw error instanceof QueryError ? refusedFor(error) : error;
    }
  }

  /** Every row is hashed anew, because it becomes a row of the ledger. */
  async function tableOf(save: SaveRow, { at }: BudgetAt): Promise<ProvenTable> {
    try {
      return await provenTable(readModel, save);
    } catch (error) {
      if (!(error instanceof QueryError) || error.code !== 'BROKEN_CONTENT') throw error;
      const code = at?.sealId ? 'BROKEN_SEAL' : error.code;
      throw new QueryError(code, error.message, error.messageEn, ['from'], error);
    }
  }

  return async (point: BudgetAt, seenVersion: number | null): Promise<EarlierTable> => {
    const save = await saveAt(point);
    const { root, rows } = await tableOf(save, point);
    const { budgetId, version, contentHash } = save;
    const seen = seenVersion === null ? null : await readModel.saveAt(budgetId, { version: seenVersion });
    return {
      name: root.name,
      taxonomy: root.taxonomy,
      openedFrom: { budgetId, version, contentHash },
      seenHash: seen?.contentHash ?? null,
      fundUsers: rows.filter((row) => row.kind === 'fundUser'),
      projects: rows.filter((row) => row.kind === 'project'),
    };
  };
}

/** What is wrong with the point is wrong with the command; that it cannot be read just now is not. */
function refusedFor(error: QueryError): Error {
  const code = refusalCodes.find((each) => each === error.code);
  if (code === undefined) return error.within('from');
  return new Refusal(code, error.message, error.messageEn, { argument: ['from', ...error.argument] });
}

function notFromDraft(): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    '新年度的表只能由预算开立，不能由草案开立；请先并入草案，再指明预算的版本。',
    'A new table is opened from a budget, not from a draft; promote the draft first, then name the version of the budget.',
    { argument: ['from', 'at', 'draft'] },
  );
}
