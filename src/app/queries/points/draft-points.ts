import { noSuchVersion } from '../../../../events/unknown.js';
import type { Position } from '../../../../events/position.js';
import type { SaveRow } from '../../../../projections/rows.js';
import { QueryError } from '../../../../services/query-error.js';
import type { AtDraft, Basis } from '../../../../services/services.js';
import type { Drafts, Points } from '../../../ports/read-model.js';
import { checkNotLost } from '../../lost.js';
import { draftNotOpenedYet, unknownDraft } from '../unknown.js';
import type { CatchingUp } from './catching-up.js';
import type { LedgerPoints } from './ledger-points.js';
import type { TablePoint } from './table-point.js';
import { tablePoint } from './table-point.js';

export interface DraftPointsTools {
  readModel: Points & Drafts;
  ledger: LedgerPoints;
  catchUp: CatchingUp;
}

const argument = ['at', 'draft'];

/** Drafts as points: a draft now, at a time, or at one of its own versions, which never changes. */
export function draftPoints({ readModel, ledger, catchUp }: DraftPointsTools) {
  /** A draft's save is found by the draft's id, as a budget's is by the budget's. */
  async function saveAt(id: string, position: Position): Promise<SaveRow | null> {
    const save = await readModel.saveAt(id, { position });
    return save?.draftId === id ? save : null;
  }

  /** The newest save, and the point that it is seen from: the head, or what was recorded and not shown yet at the head. */
  async function newest(id: string, head: Basis): Promise<{ save: SaveRow; seenFrom: Basis }> {
    const shown = await saveAt(id, head.position);
    if (shown !== null) return { save: shown, seenFrom: head };
    const recorded = await catchUp.recorded([...argument, 'id']);
    const save = await saveAt(id, recorded);
    if (save === null) throw unknownDraft(id);
    return { save, seenFrom: { ...(await ledger.endOfSave(recorded)), live: true } };
  }

  async function saveOfVersion(id: string, version: number, shown: SaveRow): Promise<SaveRow> {
    let last = shown;
    if (version > last.version) {
      const recorded = await catchUp.recorded([...argument, 'version']);
      last = checkNotLost(await saveAt(id, recorded), `the draft ${id}`);
    }
    if (version < 0 || version > last.version) throw unknownVersion(version, last.version);
    if (version === last.version) return last;
    return checkNotLost(await readModel.saveAt(id, { version }), `version ${version} of the draft ${id}`);
  }

  /** @throws QueryError NOT_FOUND, INVALID_INPUT, FUTURE_TIME */
  return async ({ id, version = null, time = null, position = null }: AtDraft, head: Basis): Promise<TablePoint> => {
    if (version !== null && time !== null) throw bothGiven();
    const now = await newest(id, head);
    if (version !== null) return tablePoint(await saveOfVersion(id, version, now.save));
    const moment = time ?? position;
    if (moment === null) return tablePoint(now.save, now.seenFrom);
    const then =
      position === null
        ? await ledger.atTime({ time }, argument)
        : await ledger.atPosition(position, [...argument, 'position']);
    const save = await saveAt(id, then.position);
    if (save === null) {
      const known = checkNotLost(await readModel.draft(id, now.save.lastPosition), `the draft ${id}`);
      throw draftNotOpenedYet(known.draft.name, moment);
    }
    return tablePoint(save, then);
  };
}

function unknownVersion(version: number, newest: number): QueryError {
  const { zh, en } = noSuchVersion('DRAFT', version, newest);
  return new QueryError('NOT_FOUND', zh, en, [...argument, 'version']);
}

function bothGiven(): QueryError {
  return new QueryError(
    'INVALID_INPUT',
    'at.draft 至多给出 version 与 time 之一；请去掉其中一个。',
    'Give "at.draft" at most one of version and time; leave one of them out.',
    argument,
  );
}
