import { noSuchVersion } from '../../../../events/unknown.js';
import type { SaveRow } from '../../../../projections/rows.js';
import { QueryError } from '../../../../services/query-error.js';
import type { At, AtDraft, Basis } from '../../../../services/services.js';
import type { EventReader } from '../../../ports/event-store.js';
import type { ReadModel } from '../../../ports/read-model.js';
import { checkNotLost } from '../../lost.js';
import { draftOfAnotherBudget } from '../unknown.js';
import type { CatchingUp } from './catching-up.js';
import { catchingUp } from './catching-up.js';
import { draftPoints } from './draft-points.js';
import type { LedgerPoints } from './ledger-points.js';
import { ledgerPoints } from './ledger-points.js';
import { settlingTimes } from './settling-times.js';
import type { SealPoints } from './seal-points.js';
import { sealPoints } from './seal-points.js';
import type { TablePoint } from './table-point.js';
import { tablePoint } from './table-point.js';

export interface PointsTools {
  readModel: ReadModel;
  events: Pick<EventReader, 'head' | 'readAt' | 'sharedWriters'>;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** How long a reader waits for the read model to reach a position. */
  patienceMs: number;
  /** Waits so many milliseconds. Default: by the machine's clock. */
  pause?: (ms: number) => Promise<void>;
}

/** Turns what a client names (`At`) into the one point that the answer is read at. */
export interface QueryPoints
  extends
    Pick<CatchingUp, 'given'>,
    Pick<LedgerPoints, 'head' | 'overall' | 'movedOnFrom'>,
    Pick<SealPoints, 'sealed'> {
  /**
   * The table of the budget at a point, or that of a draft of it; null: the budget does not exist there.
   * @throws QueryError for a point that cannot be read, or is of another budget
   */
  ofBudget(budgetId: string, at: At | null, head: Basis): Promise<TablePoint | null>;
  /** The table of a draft, whatever its budget. @throws QueryError NOT_FOUND, INVALID_INPUT, FUTURE_TIME */
  ofDraft(at: AtDraft, head: Basis): Promise<TablePoint>;
}

export function createPoints({ readModel, events, now, patienceMs, pause }: PointsTools): QueryPoints {
  const catchUp = catchingUp({ readModel, events, patienceMs });
  const { sharedWriters } = events;
  const settled = settlingTimes({ readModel, now, catchUp, sharedWriters, pause });
  const ledger = ledgerPoints({ readModel, now, catchUp, settled });
  const seals = sealPoints({ readModel, catchUp });
  const ofDraft = draftPoints({ readModel, ledger, catchUp });

  async function ofBudget(budgetId: string, at: At | null, head: Basis): Promise<TablePoint | null> {
    const { draft = null, sealId = null, version = null } = at ?? {};
    if (draft !== null) {
      const point = await ofDraft(draft, head);
      if (point.save.budgetId !== budgetId) throw await ofAnotherBudget(draft.id, point.save);
      return point;
    }
    if (sealId !== null) return seals.byId(budgetId, sealId, head.position);
    if (version !== null) return ofVersion(budgetId, version, head);
    const seenFrom = await ledger.overall(at, head);
    const save = budgetSave(await readModel.saveAt(budgetId, { position: seenFrom.position }));
    return save && tablePoint(save, seenFrom);
  }

  async function ofAnotherBudget(draftId: string, { lastPosition }: SaveRow): Promise<QueryError> {
    const { draft } = checkNotLost(await readModel.draft(draftId, lastPosition), `the draft ${draftId}`);
    return draftOfAnotherBudget(draft, readModel);
  }

  async function ofVersion(budgetId: string, version: number, head: Basis): Promise<TablePoint | null> {
    let newest = budgetSave(await readModel.saveAt(budgetId, { position: head.position }));
    if (version > (newest?.version ?? 0)) {
      const position = await catchUp.recorded(['at', 'version']);
      newest = budgetSave(await readModel.saveAt(budgetId, { position }));
    }
    if (newest === null) return null;
    if (version < 1 || version > newest.version) throw unknownVersion(version, newest.version);
    const save = version === newest.version ? newest : await readModel.saveAt(budgetId, { version });
    return save && tablePoint(save);
  }

  return {
    given: catchUp.given,
    head: ledger.head,
    overall: ledger.overall,
    movedOnFrom: ledger.movedOnFrom,
    sealed: seals.sealed,
    ofBudget,
    ofDraft,
  };
}

/** Whether the point is one of a budget's, which is none for a question about the whole ledger. */
export function isOfOneBudget(at: At | null): boolean {
  return (at?.version ?? at?.sealId ?? at?.draft ?? null) !== null;
}

/** Whether somebody asked for this very point; a draft by its id alone is the draft now. */
export function isFixed(at: At | null): boolean {
  if (at === null) return false;
  return !at.draft || (at.draft.version ?? at.draft.time ?? at.draft.position ?? null) !== null;
}

/** A draft is no budget, though its saves are found by its id as a budget's are. */
function budgetSave(save: SaveRow | null): SaveRow | null {
  return save?.draftId === null ? save : null;
}

function unknownVersion(version: number, newest: number): QueryError {
  const { zh, en } = noSuchVersion('BUDGET', version, newest);
  return new QueryError('NOT_FOUND', zh, en, ['at', 'version']);
}
