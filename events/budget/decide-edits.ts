import { checkText } from '../text.js';
import type { Refusal } from '../refusal.js';
import { mostRefusals, refusalsIn, together } from '../refusals.js';
import type { BudgetEdit, EditBudget } from './budget.commands.js';
import type { BudgetEvent } from './budget.events.js';
import { evolve, provisional } from './budget.evolve.js';
import type { OpenBudgetState } from './budget.state.js';
import { budgetCells } from './cells.js';
import type { Editing } from './editing.js';
import { checkUnchangedSince } from './editing.js';
import { decideFundUser } from './fund-user.decide.js';
import { decideIndicator } from './indicator.decide.js';
import { decideProject } from './project.decide.js';
import { restsOn, rowsSettledBy } from './rests-on.js';
import { CommandOrders } from './row-order.js';

export interface DecidedEdit {
  edit: number | null;
  events: BudgetEvent[];
}

type Edits = Pick<EditBudget, 'edits'> & Partial<Pick<EditBudget, 'expectedVersion' | 'restoring'>>;

const noRows: ReadonlySet<string> = new Set();

/**
 * Decides edits in order, each on what the ones before it make. Behind a refused one it goes on, so that everybody is
 * told at once what else is wrong; what rests on a refused edit is neither decided nor refused.
 * @throws Refusal, or Refusals if several are refused, at the place `edits` and the index
 */
export function decideEdits(
  { edits, expectedVersion = null, restoring = noRows }: Edits,
  before: OpenBudgetState,
): DecidedEdit[] {
  const stamp = provisional(before);
  const orders = new CommandOrders();
  const decided: DecidedEdit[] = [];
  const refusals: Refusal[] = [];
  const unsettled = new Set<string>();
  let now = before;
  let made: BudgetEvent[] = [];
  for (const [index, edit] of edits.entries()) {
    if (refusals.length >= mostRefusals) throw together(refusals, false);
    // Only here, so that nothing is folded behind the last edit: the caller folds again, with the true stamp.
    for (const event of made) {
      now = evolve(now, event, stamp) as OpenBudgetState;
      orders.apply(event);
    }
    const { events, refused } = decideOne(edit, { now, before, expectedVersion, orders, restoring }, unsettled);
    made = events;
    decided.push({ edit: index, events });
    if (refused === null) continue;
    refusals.push(...refused.map((refusal) => refusal.within('edits', String(index))));
    for (const id of rowsSettledBy(edit, now)) unsettled.add(id);
  }
  if (refusals.length > 0) throw together(refusals);
  return decided;
}

interface Outcome {
  events: BudgetEvent[];
  /** What it is refused with by itself: nothing, if it only rests on refused edits; null: it is not refused. */
  refused: readonly Refusal[] | null;
}

function decideOne(edit: BudgetEdit, editing: Editing, unsettled: ReadonlySet<string>): Outcome {
  if (restsOn(edit, unsettled, editing.now)) return { events: [], refused: [] };
  try {
    return { events: decideEdit(edit, editing), refused: null };
  } catch (error) {
    const refusals = refusalsIn(error);
    if (refusals === null) throw error;
    // A name that an unsettled row has, a fund user that is not there: nobody knows whether that would be so.
    const isItsOwn = ({ entityId }: Refusal) => entityId === undefined || !unsettled.has(entityId);
    return { events: [], refused: refusals.filter(isItsOwn) };
  }
}

function decideEdit(edit: BudgetEdit, editing: Editing): BudgetEvent[] {
  if (edit.type === 'RenameBudget') return renameBudget(edit.name, editing);
  if ('indicatorId' in edit) return decideIndicator(edit, editing);
  return 'projectId' in edit ? decideProject(edit, editing) : decideFundUser(edit, editing);
}

function renameBudget(wanted: string, editing: Editing): BudgetEvent[] {
  const { now, before } = editing;
  const name = checkText('name', wanted, ['name']);
  if (name === now.name) return [];
  checkUnchangedSince(editing, { id: now.budgetId, name: now.name }, before.stamp, () => budgetCells(now));
  return [{ type: 'BudgetRenamed', data: { name } }];
}
