import { describe, it } from '@jest/globals';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { textBounds } from '../../../events/text.js';
import { addProject, editing, newIndicator } from '../../support/given-when-then/budget-builders.js';
import { given } from '../../support/given-when-then/decider-spec.js';
import { everyEdit, hospitalBudget } from '../../support/given-when-then/every-edit.js';

const { AddIndicator, ReviseIndicator, AddFundUser, RenameFundUser, RenameProject, ReviseGoal } = everyEdit;

/** Every cell of text that an edit can fill: where the edit holds it, its bound, and the edit with a text there. */
const cells: [cell: string, bound: number, edit: (text: string) => BudgetEdit][] = [
  ['name', textBounds.name, (name) => ({ type: 'RenameBudget', name })],
  ['name', textBounds.name, (name) => ({ ...AddFundUser, name })],
  ['name', textBounds.name, (name) => ({ ...RenameFundUser, name })],
  ['name', textBounds.name, (name) => addProject('n', { name })],
  ['goal', textBounds.goal, (goal) => addProject('n', { goal })],
  ['indicators/0/name', textBounds.name, (name) => addProject('n', { indicators: [newIndicator('x', { name })] })],
  ...(['cycleTarget', 'annualTarget'] as const).map((target): (typeof cells)[number] => [
    `indicators/0/${target}`,
    textBounds.target,
    (text) => addProject('n', { indicators: [newIndicator('x', { [target]: text })] }),
  ]),
  ['name', textBounds.name, (name) => ({ ...RenameProject, name })],
  ['goal', textBounds.goal, (goal) => ({ ...ReviseGoal, goal })],
  ...[AddIndicator, ReviseIndicator].flatMap((edit): typeof cells => [
    ['name', textBounds.name, (name) => ({ ...edit, name })],
    ['cycleTarget', textBounds.target, (cycleTarget) => ({ ...edit, cycleTarget })],
    ['annualTarget', textBounds.target, (annualTarget) => ({ ...edit, annualTarget })],
  ]),
];
const cases = cells.map(([cell, bound, edit]) => ({ type: edit('').type, cell, bound, edit }));
const at = (cell: string) => ({ argument: ['edits', '0', ...cell.split('/')] });

describe('a cell of text', () => {
  it.each(cases)('refuses, as $cell of $type, more than $bound characters', ({ cell, bound, edit }) => {
    given(...hospitalBudget)
      .when(editing(edit('字'.repeat(bound + 1))))
      .thenRefused('TOO_LARGE', at(cell));
  });

  it.each(cases)('refuses, as $cell of $type, a line break or white space around', ({ cell, edit }) => {
    for (const text of ['一\n二', '一 ', '\u3000一']) {
      given(...hospitalBudget)
        .when(editing(edit(text)))
        .thenRefused('INVALID_INPUT', at(cell));
    }
  });

  it.each(cases.filter(({ cell }) => cell.endsWith('name')))('refuses, as $cell of $type, none', ({ cell, edit }) => {
    given(...hospitalBudget)
      .when(editing(edit('')))
      .thenRefused('INVALID_INPUT', at(cell));
  });
});
