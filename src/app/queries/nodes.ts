import { budgetOfStream, draftOfStream } from '../../../events/identity.js';
import type { LedgerEventView, NodeView, Queries, RootArguments } from '../../../services/services.js';
import type { Drafts, Points } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import type { QueryPoints } from './points/points.js';
import type { RowQueries } from './rows.js';

export interface NodeTools {
  readModel: Points & Drafts;
  points: QueryPoints;
  budgets: BudgetViews;
  rows: Pick<RowQueries, 'fundUser' | 'project' | 'indicator'>;
  draft: Queries['draft'];
  event: Queries['event'];
}

/** Anything that has an id, by that id. */
export function nodeQuery({ readModel, points, budgets, rows, draft, event }: NodeTools): Queries['node'] {
  /** null: it was recorded behind the point that is asked about. */
  async function eventAt(id: string, { at, head }: RootArguments): Promise<LedgerEventView | null> {
    const position = await readModel.eventPosition(id);
    if (position === null) return null;
    const found = await event(position);
    const budget = await points.ofBudget(await budgetOf(found), at, head);
    return budget === null || position > budget.basis.position ? null : found;
  }

  async function budgetOf({ stream, position }: LedgerEventView): Promise<string> {
    const draftId = draftOfStream(stream);
    const found = draftId === null ? null : await readModel.draft(draftId, position);
    return found?.draft.budgetId ?? budgetOfStream(stream) ?? '';
  }

  return async (id, root): Promise<NodeView | null> => {
    switch (await readModel.kindOf(id)) {
      case 'BUDGET': {
        const budget = await budgets.read(id, root.at, root.head);
        return budget && { kind: 'BUDGET', budget };
      }
      case 'FUND_USER': {
        const fundUser = await rows.fundUser(id, root);
        return fundUser && { kind: 'FUND_USER', fundUser };
      }
      case 'PROJECT': {
        const project = await rows.project(id, root);
        return project && { kind: 'PROJECT', project };
      }
      case 'INDICATOR': {
        const indicator = await rows.indicator(id, root);
        return indicator && { kind: 'INDICATOR', indicator };
      }
      case 'EVENT': {
        const found = await eventAt(id, root);
        return found && { kind: 'EVENT', event: found };
      }
      case 'DRAFT': {
        const found = await draft(id, root);
        return found && { kind: 'DRAFT', draft: found };
      }
      case null:
        return null;
    }
  };
}
