import { unknownId } from '../../events/unknown.js';
import { decide } from '../../events/budget/budget.decide.js';
import type { TableOf } from '../../events/identity.js';
import type { Answering, Commands, EditRequest } from '../../services/services.js';
import type { Position } from '../ports/event-store.js';
import type { Progress, Rows } from '../ports/read-model.js';
import type { CurrentStates } from './command-lanes.js';
import type { Perform } from './command-runner.js';
import { draftTable } from './drafts/draft-table.js';
import { askedBy } from './intent.js';
import type { UpToDate } from './not-yet-applied.js';
import { reachHead } from './not-yet-applied.js';
import type { Decision } from './plan.js';
import { decision } from './plan.js';
import { answerOrRefusal } from './refused.js';

export interface EditorTools<Outcome> extends UpToDate {
  readModel: RowLookup;
  lanes: CurrentStates;
  perform: Perform<Outcome>;
}

type RowLookup = Progress & Rows;

/** Edits rows, in a budget or a draft. */
export function editor<Outcome>(tools: EditorTools<Outcome>): Answering<Pick<Commands, 'edit'>, Outcome> {
  const { readModel, lanes, perform } = tools;

  async function tableOf({ of, draftId }: EditRequest): Promise<TableOf> {
    const named = 'budgetId' in of ? of.budgetId : null;
    if (draftId) return draftTable(draftId, named, lanes);
    if ('budgetId' in of) return { budgetId: of.budgetId, draftId: null };
    const { position } = await readModel.status();
    // Another process may have just added the row.
    const budgetId =
      (await budgetOf(of, readModel, position)) ?? (await budgetOf(of, readModel, await reachHead(tools)));
    if (budgetId !== null) return { budgetId, draftId: null };
    const [path, id] = Object.entries(of)[0] as [string, string];
    throw unknownId('行', 'row', id, [path]);
  }

  return {
    edit: (request) =>
      answerOrRefusal(async () => {
        const table = await tableOf(request);
        return perform(request, () => planEdit(request, table));
      }),
  };
}

function planEdit({ expectedVersion, edits, caller, voidsReview }: EditRequest, table: TableOf): Decision {
  const { budgetId } = table;
  const by = askedBy({ caller });
  const about = { by, budgetId, expectedVersion, voidsReview: voidsReview === true };
  return decision(table, (state) => decide({ type: 'EditBudget', ...about, edits }, state));
}

/** The budget that a row belongs to; null: there is no such row up to the position. */
async function budgetOf(
  of: Exclude<EditRequest['of'], { budgetId: string }>,
  readModel: RowLookup,
  position: Position,
): Promise<string | null> {
  const [found] =
    'projectId' in of
      ? await readModel.projectVersions([of.projectId], position)
      : 'indicatorId' in of
        ? await readModel.indicatorVersions([of.indicatorId], position)
        : await readModel.fundUserVersions([of.fundUserId], position);
  return found?.budgetId ?? null;
}
