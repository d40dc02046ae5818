import { budgetNotOpened } from '../unknown.js';
import { Refusal } from '../refusal.js';
import { taxonomies, taxonomyOf } from '../taxonomy.js';
import { checkText } from '../text.js';
import type { BudgetCommand, BudgetEdit, EditBudget, OpenBudget } from './budget.commands.js';
import type { BudgetEvent } from './budget.events.js';
import { evolve, provisional } from './budget.evolve.js';
import type { BudgetState, OpenBudgetState } from './budget.state.js';
import { budgetCells } from './cells.js';
import { checkEditable, checkEditor } from '../draft/draft.rules.js';
import type { Editing } from './editing.js';
import { checkVersion, checkUnchangedSince } from './editing.js';
import { decideFundUser } from './fund-user.decide.js';
import { decideIndicator } from './indicator.decide.js';
import { decideProject } from './project.decide.js';
import { CommandOrders } from './row-order.js';
import { decideSealing } from '../sealing/sealing.decide.js';
import { checkRole } from './roles.js';
import { setRows } from './set-rows/set-rows.decide.js';

/**
 * The events that a command comes to on a state. Pure; a command that changes nothing yields none.
 * @throws Refusal when the rules do not allow it; its path begins with `edits` and the index, or `rows` and
 *   the id, where one of them is at fault
 */
export function decide(command: BudgetCommand, state: BudgetState): BudgetEvent[] {
  return decideByEdit(command, state).flatMap(({ events }) => events);
}

/** The same, and which of the command's edits the events answer; null: the command itself. */
export function decideByEdit(command: BudgetCommand, state: BudgetState): DecidedEdit[] {
  if (command.type === 'OpenBudget') {
    checkRole(command.by, 'EDIT_TABLE', command);
    const opened = decideOpening(command, state);
    const first = evolve(state, opened, provisional(state));
    return [{ edit: null, events: [opened] }, ...decideEdits(command, first as OpenBudgetState)];
  }
  if (state.status === 'absent') {
    throw budgetNotOpened(command.budgetId);
  }
  if (command.type === 'EditBudget' || command.type === 'SetRows') checkEditor(command.by, state);
  checkVersion(command.expectedVersion, state);
  switch (command.type) {
    case 'EditBudget':
      checkEditable(state);
      return decideEdits(command, state);
    case 'SetRows':
      checkEditable(state);
      return [{ edit: null, events: setRows(command, state) }];
    case 'SealVersion':
    case 'WithdrawSeal':
    case 'IssueControlNumber':
    case 'WithdrawControlNumber':
    case 'AnnotateSave':
      return [{ edit: null, events: decideSealing(command, state) }];
  }
}

export interface DecidedEdit {
  edit: number | null;
  events: BudgetEvent[];
}

function decideOpening(command: OpenBudget, state: BudgetState): BudgetEvent {
  const { budgetId, fiscalYear, taxonomy, openedFrom } = command;
  if (state.status === 'open') {
    throw new Refusal(
      'ALREADY_EXISTS',
      `“${state.unitKey}”的 ${state.fiscalYear} 年预算已存在；请直接编辑它。`,
      `The budget of "${state.unitKey}" for ${state.fiscalYear} exists already; edit that one.`,
      { path: ['unitKey'], entityId: state.budgetId },
    );
  }
  if (!Number.isInteger(fiscalYear) || fiscalYear < 1949 || fiscalYear > 2199) {
    throw new Refusal(
      'INVALID_INPUT',
      `财政年度 ${fiscalYear} 无效；请填写四位年份，如 2024。`,
      `The fiscal year ${fiscalYear} is not valid; give a four-digit year such as 2024.`,
      { path: ['fiscalYear'] },
    );
  }
  if (taxonomyOf(taxonomy) === undefined) {
    const known = taxonomies.map(({ id }) => id).join(', ');
    throw new Refusal(
      'INVALID_INPUT',
      `没有指标分类“${taxonomy}”；可用：${known}。`,
      `There is no taxonomy "${taxonomy}"; there are: ${known}.`,
      { path: ['taxonomy'] },
    );
  }
  const unitKey = checkText('name', command.unitKey, ['unitKey']);
  const name = checkText('name', command.name, ['name']);
  const opened = { budgetId, unitKey, name, fiscalYear, taxonomy };
  return { type: 'BudgetOpened', data: openedFrom === undefined ? opened : { ...opened, openedFrom } };
}

type Edits = Pick<EditBudget, 'edits'> & Partial<Pick<EditBudget, 'expectedVersion' | 'restoring'>>;

function decideEdits(
  { edits, expectedVersion = null, restoring = noRows }: Edits,
  before: OpenBudgetState,
): DecidedEdit[] {
  const stamp = provisional(before);
  const orders = new CommandOrders();
  let now = before;
  let made: BudgetEvent[] = [];
  return edits.map((edit, index) => {
    // Only here, so that nothing is folded behind the last edit: the caller folds again, with the true stamp.
    for (const event of made) {
      now = evolve(now, event, stamp) as OpenBudgetState;
      orders.apply(event);
    }
    made = decideAt(edit, { now, before, expectedVersion, orders, restoring }, index);
    return { edit: index, events: made };
  });
}

const noRows: ReadonlySet<string> = new Set();

function decideAt(edit: BudgetEdit, editing: Editing, index: number): BudgetEvent[] {
  try {
    return decideEdit(edit, editing);
  } catch (error) {
    throw error instanceof Refusal ? error.within('edits', String(index)) : error;
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
