import { budgetNotOpened } from '../unknown.js';
import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import { taxonomies, taxonomyOf } from '../taxonomy.js';
import { checkText } from '../text.js';
import type { BudgetCommand, OpenBudget } from './budget.commands.js';
import type { BudgetEvent } from './budget.events.js';
import { evolve, provisional } from './budget.evolve.js';
import type { BudgetState, OpenBudgetState } from './budget.state.js';
import type { BureauRules } from '../draft/adjustment.rules.js';
import { checkGrounds, isSealedForGood, usualRules } from '../draft/adjustment.rules.js';
import { checkEditable, checkEditor, checkReviewStands } from '../draft/draft.rules.js';
import type { DecidedEdit } from './decide-edits.js';
import { decideEdits } from './decide-edits.js';
import { checkSeenEarlier } from './earlier-table.rules.js';
import { checkVersion } from './editing.js';
import type { SealingCommand } from '../sealing/sealing.commands.js';
import { decideSealing } from '../sealing/sealing.decide.js';
import { checkRole, unitToOpen } from './roles.js';
import { setRows } from './set-rows/set-rows.decide.js';

/**
 * The events that a command comes to on a state. Pure; a command that changes nothing yields none.
 * @throws Refusal when the rules do not allow it, Refusals when several things are wrong; a place begins with `edits`
 *   and the index, or `rows` and the id, where one of them is at fault
 */
export function decide(command: BudgetCommand, state: BudgetState, rules = usualRules): BudgetEvent[] {
  return decideByEdit(command, state, rules).flatMap(({ events }) => events);
}

/** The same, and which of the command's edits the events answer; null: the command itself. */
export function decideByEdit(command: BudgetCommand, state: BudgetState, rules = usualRules): DecidedEdit[] {
  if (command.type === 'OpenBudget') {
    checkRole(command.by, 'EDIT_TABLE', unitToOpen(command));
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
      checkReviewStands(state, command.voidsReview);
      return decideEdits(command, state);
    case 'SetRows':
      checkEditable(state);
      checkReviewStands(state, command.voidsReview);
      return [{ edit: null, events: setRows(command, state) }];
    case 'SealVersion':
    case 'WithdrawSeal':
    case 'IssueControlNumber':
    case 'WithdrawControlNumber':
    case 'AnnotateSave':
      return [{ edit: null, events: decideWithGrounds(command, state, rules) }];
  }
}

/** After 二下 what changes nothing rests on nothing; everything else has its grounds. */
function decideWithGrounds(command: SealingCommand, state: OpenBudgetState, rules: BureauRules): BudgetEvent[] {
  const events = decideSealing(command, state);
  if (events.length > 0 && isSealedForGood(state)) checkGrounds(command.grounds, rules);
  return events;
}

function decideOpening(command: OpenBudget, state: BudgetState): BudgetEvent {
  const { budgetId, fiscalYear, taxonomy, openedFrom } = command;
  if (state.status === 'open') {
    throw new Refusal(
      'ALREADY_EXISTS',
      `“${state.unitKey}”的 ${state.fiscalYear} 年预算已存在；请直接编辑它。`,
      `The budget of "${state.unitKey}" for ${state.fiscalYear} exists already; edit that one.`,
      { argument: ['unit'], entityId: state.budgetId },
    );
  }
  return checkAll((part) => {
    part(() => {
      checkFiscalYear(fiscalYear);
    });
    part(() => {
      checkTaxonomy(taxonomy);
    });
    part(() => {
      checkSeenEarlier(command);
    });
    const unitKey = part(() => checkText('name', command.unitKey, ['unit']));
    const name = part(() => checkText('name', command.name, ['name']));
    return () => {
      const opened = { budgetId, unitKey: unitKey(), name: name(), fiscalYear, taxonomy };
      return { type: 'BudgetOpened', data: openedFrom === undefined ? opened : { ...opened, openedFrom } };
    };
  });
}

function checkFiscalYear(year: number): void {
  if (Number.isInteger(year) && year >= 1949 && year <= 2199) return;
  throw new Refusal(
    'INVALID_INPUT',
    `财政年度 ${year} 无效；请填写四位年份，如 2024。`,
    `The fiscal year ${year} is not valid; give a four-digit year such as 2024.`,
    { argument: ['fiscalYear'] },
  );
}

function checkTaxonomy(id: string): void {
  if (taxonomyOf(id) !== undefined) return;
  const known = taxonomies.map((each) => each.id).join(', ');
  throw new Refusal(
    'INVALID_INPUT',
    `没有指标分类“${id}”；可用：${known}。`,
    `There is no taxonomy "${id}"; there are: ${known}.`,
    { argument: ['taxonomy'] },
  );
}
