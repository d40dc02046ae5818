import type { EventSource } from '../../../events/envelope.js';
import { originOf } from '../../../events/origin.js';
import type { ChangedCell, SaveRow } from '../../../projections/rows.js';
import type { DraftView, LedgerEventView, MergedFrom, Queries } from '../../../services/services.js';
import type { Position } from '../../ports/event-store.js';
import type { Changes, Drafts, Points, Seals } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { BudgetViews } from './budget-views.js';
import { draftView } from './draft-view.js';
import { tablePoint } from './points/table-point.js';
import type { RowQueries } from './rows.js';

export interface ChangeOriginTools {
  readModel: Changes & Drafts & Points & Pick<Seals, 'annotations'>;
  budgets: BudgetViews;
  event: Queries['event'];
  rows: Pick<RowQueries, 'projectIn' | 'fundUserIn' | 'indicatorIn'>;
}

type ChangeOrigins = Pick<
  Queries,
  'budgetAtChange' | 'projectAtChange' | 'rowAtChange' | 'draftAtChange' | 'mergedFrom'
>;

/** Where a changed cell comes from: its table right after the save, and the draft that it was changed in. */
export function changeOrigins({ readModel, budgets, event, rows }: ChangeOriginTools): ChangeOrigins {
  const budgetAtChange: Queries['budgetAtChange'] = async ({ budgetId, draftId, version }) => {
    const tableId = draftId ?? budgetId;
    const save = checkNotLost(await readModel.saveAt(tableId, { version }), `version ${version} of ${tableId}`);
    return budgets.view(tablePoint(save));
  };

  /** The draft right after a save, of its own or of its budget. */
  async function draftAfter(id: string, save: SaveRow): Promise<DraftView | null> {
    const { lastPosition: position, clock: recordedAt } = save;
    const found = await readModel.draft(id, position);
    return found && draftView(readModel, found, { position, recordedAt });
  }

  /**
   * What had set the cell to the value that it got, in a draft or in the budget itself; null: nothing had. It tells what
   * events of older programs do not, which named one origin for a whole new row.
   */
  async function setBefore(
    { budgetId, entityId, path, after, position }: ChangedCell,
    draftId: string | null,
  ): Promise<Position | null> {
    const drafts = draftId === null ? {} : { drafts: { only: draftId } };
    const filter = { budgetIds: [budgetId], entityIds: [entityId], paths: [path], ...drafts };
    const { rows } = await readModel.changes(filter, 'NEWEST_FIRST', position, { first: 1, after: null });
    const last = rows[0]?.row;
    return last !== undefined && last.after === after ? last.position : null;
  }

  /** The event that the source of a merge's event names for the cell; null: it names none. */
  async function originAt(
    source: Extract<EventSource, { kind: 'promote' | 'refresh' }>,
    change: ChangedCell,
  ): Promise<LedgerEventView | null> {
    const { event: id } = originOf(source, change.entityId, change.path);
    const named = id === null ? null : await readModel.eventPosition(id);
    const draftId = source.kind === 'promote' ? source.draft : null;
    const position = source.others === undefined ? ((await setBefore(change, draftId)) ?? named) : named;
    return position === null ? null : event(position);
  }

  async function promotedFrom(
    source: Extract<EventSource, { kind: 'promote' }>,
    change: ChangedCell,
    version: number,
  ): Promise<MergedFrom> {
    const save = await readModel.saveAt(change.budgetId, { version });
    const draft = checkNotLost(save && (await draftAfter(source.draft, save)), `the draft ${source.draft}`);
    return { draft, event: await originAt(source, change) };
  }

  return {
    budgetAtChange,

    async projectAtChange(change) {
      if (change.projectId === null) return null;
      return rows.projectIn(change.projectId, await budgetAtChange(change));
    },

    async rowAtChange(change) {
      const { entityId: id, entityKind: kind } = change;
      const budget = await budgetAtChange(change);
      switch (kind) {
        case 'BUDGET':
          return { kind, budget };
        case 'FUND_USER':
          return { kind, fundUser: checkNotLost(await rows.fundUserIn(id, budget), `the fund user ${id}`) };
        case 'PROJECT':
          return { kind, project: checkNotLost(await rows.projectIn(id, budget), `the project ${id}`) };
        case 'INDICATOR':
          return { kind, indicator: checkNotLost(await rows.indicatorIn(id, budget), `the indicator ${id}`) };
      }
    },

    async draftAtChange({ draftId, version }) {
      if (draftId === null) return null;
      const save = await readModel.saveAt(draftId, { version });
      return save && draftAfter(draftId, save);
    },

    async mergedFrom(change) {
      const { source } = await event(change.position);
      if (source.kind === 'promote') return promotedFrom(source, change, change.version);
      if (source.kind !== 'refresh') return null;
      const taken = await originAt(source, change);
      if (taken?.source.kind === 'promote') return promotedFrom(taken.source, change, taken.version);
      return { draft: null, event: taken };
    },
  };
}
