import { originOf } from '../../../events/origin.js';
import type { ChangedCell, SaveRow } from '../../../projections/rows.js';
import type { BudgetView, DraftView, ProjectView, Queries } from '../../../services/services.js';
import type { Position } from '../../ports/event-store.js';
import type { Changes, Drafts, Points } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';
import type { BudgetViews } from './budget-views.js';
import { draftView } from './draft-view.js';
import { tablePoint } from './points/table-point.js';

export interface ChangeOriginTools {
  readModel: Changes & Drafts & Points;
  budgets: BudgetViews;
  event: Queries['event'];
  projectIn: (id: string, budget: BudgetView) => Promise<ProjectView | null>;
}

type ChangeOrigins = Pick<Queries, 'budgetAtChange' | 'projectAtChange' | 'draftAtChange' | 'promotedFrom'>;

/** Where a changed cell comes from: its table right after the save, and the draft that it was changed in. */
export function changeOrigins({ readModel, budgets, event, projectIn }: ChangeOriginTools): ChangeOrigins {
  const budgetAtChange: Queries['budgetAtChange'] = async ({ budgetId, draftId, version }) => {
    const tableId = draftId ?? budgetId;
    const save = checkNotLost(await readModel.saveAt(tableId, { version }), `version ${version} of ${tableId}`);
    return budgets.view(tablePoint(save));
  };

  /** The draft right after a save, of its own or of its budget. */
  async function draftAfter(id: string, save: SaveRow): Promise<DraftView | null> {
    const { lastPosition: position, clock: recordedAt } = save;
    const found = await readModel.draft(id, position);
    return found && draftView(found, { position, recordedAt });
  }

  /**
   * The draft's event that had set the cell to the value that it got; null: none had. It tells what events of older
   * programs do not, which named one origin for a whole new row.
   */
  async function setInDraft(
    { entityId, path, after, position }: ChangedCell,
    draftId: string,
  ): Promise<Position | null> {
    const filter = { entityId, path, drafts: { only: draftId } };
    const { rows } = await readModel.changes(filter, 'NEWEST_FIRST', position, { first: 1, after: null });
    const last = rows[0]?.row;
    return last !== undefined && last.after === after ? last.position : null;
  }

  return {
    budgetAtChange,

    async projectAtChange(change) {
      if (change.projectId === null) return null;
      return projectIn(change.projectId, await budgetAtChange(change));
    },

    async draftAtChange({ draftId, version }) {
      if (draftId === null) return null;
      const save = await readModel.saveAt(draftId, { version });
      return save && draftAfter(draftId, save);
    },

    async promotedFrom(change) {
      const { draftId, budgetId, entityId, path, position, version } = change;
      if (draftId !== null) return null;
      const { source } = await event(position);
      if (source.kind !== 'promote') return null;
      const save = await readModel.saveAt(budgetId, { version });
      const draft = checkNotLost(save && (await draftAfter(source.draft, save)), `the draft ${source.draft}`);
      const origin = originOf(source, entityId, path).event;
      const named = origin === null ? null : await readModel.eventPosition(origin);
      const set = source.others === undefined ? ((await setInDraft(change, source.draft)) ?? named) : named;
      return { draft, event: set === null ? null : await event(set) };
    },
  };
}
