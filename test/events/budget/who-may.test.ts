import { describe, expect, it } from '@jest/globals';
import type { BudgetCommand } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetState } from '../../../events/budget/budget.state.js';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import type { AskedBy } from '../../../events/budget/roles.js';
import {
  anyone,
  editing,
  fact,
  fundUserAdded,
  openBudget,
  opened,
  setting,
} from '../../support/given-when-then/budget-builders.js';
import { given, outcomeOf, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { draftAfter, opening } from '../../support/given-when-then/drafts.js';
import { openDraft } from '../../../events/draft/draft.decide.js';
import { everyEdit, hospitalBudget } from '../../support/given-when-then/every-edit.js';
import { annotating } from '../../support/given-when-then/sealing.js';

const as = (role: string, unit: string | null = null): AskedBy => ({ ...anyone, role, unit });
const editorOf = (unit: string | null) => as('editor', unit);

/** Every command that an editor may give about a budget, each of which the state allows. */
const everyCommand: BudgetCommand[] = [
  ...Object.values(everyEdit)
    .filter(({ type }) => type !== 'WithdrawFundUser')
    .map((edit) => editing(edit)),
  setting({ ward: { cells: { name: '病房' } } }),
  annotating(2, '更正', null),
];
const hospital = stateAfter(...hospitalBudget);
const asked = (command: BudgetCommand, by: AskedBy) => ({ ...command, by });

/** What a command is refused with on a state; null: it is not. */
function refusedWith(command: BudgetCommand, state: BudgetState): string | null {
  try {
    decide(command, state);
    return null;
  } catch {
    return refusalOf(() => decide(command, state)).code;
  }
}

describe('a budget', () => {
  it.each(['viewer', 'auditor', '', 'king'])('is not changed by the role %j, whatever its unit', (role) => {
    for (const command of everyCommand) {
      given(...hospitalBudget)
        .when(asked(command, as(role, '卫生局')))
        .thenRefused('FORBIDDEN');
    }
    given()
      .when(openBudget({ by: as(role, '卫生局') }))
      .thenRefused('FORBIDDEN');
  });

  it.each(['reviewer', 'finance', 'admin'])('is changed by the role %s, of whatever unit', (role) => {
    for (const unit of [null, '卫生局', '教育局']) {
      for (const command of everyCommand) expect(refusedWith(asked(command, as(role, unit)), hospital)).toBeNull();
      expect(() => decide(openBudget({ by: as(role, unit) }), stateAfter())).not.toThrow();
    }
  });

  it('is changed by the editors of its unit alone', () => {
    for (const command of everyCommand) {
      expect(refusedWith(asked(command, editorOf('卫生局')), hospital)).toBeNull();
      for (const unit of [null, '', '教育局', '卫生局 ', '卫生']) {
        expect(refusedWith(asked(command, editorOf(unit)), hospital)).toBe('FORBIDDEN');
      }
    }
  });

  it('is of the unit that has its key, or its present name', () => {
    const renamed = stateAfter(opened(), fact('BudgetRenamed', { name: '卫健局' }), fundUserAdded('hospital'));
    const again = stateAfter(
      opened({ name: '原名' }),
      fact('BudgetRenamed', { name: '卫健局' }),
      fundUserAdded('hospital'),
    );
    const by = (unit: string) => asked(editing(everyEdit.RenameFundUser), editorOf(unit));
    expect(['卫生局', '卫健局', '原名'].map((unit) => refusedWith(by(unit), renamed))).toEqual([
      null,
      null,
      'FORBIDDEN',
    ]);
    expect(['卫生局', '卫健局', '原名'].map((unit) => refusedWith(by(unit), again))).toEqual([null, null, 'FORBIDDEN']);
  });

  it('is opened by an editor for their own unit alone', () => {
    const wanted = { unitKey: '4401', name: '卫生局' };
    given()
      .when(openBudget({ ...wanted, by: editorOf('4401') }))
      .then(opened(wanted));
    // The name is only what this editor would call it: under it they could take another unit's place.
    for (const unit of [null, '教育局', '卫生局']) {
      given()
        .when(openBudget({ ...wanted, by: editorOf(unit) }))
        .thenRefused('FORBIDDEN');
    }
  });
});

describe('a draft', () => {
  it('is opened and edited by the editors of its budget’s unit alone', () => {
    const draft = draftAfter();
    const edit = editing(everyEdit.RenameProject);
    const opens = (unit: string | null) => () => [openDraft(opening({ by: editorOf(unit) }), hospital, usualRules)];
    expect(opens('卫生局')).not.toThrow();
    expect(refusedWith(asked(edit, editorOf('卫生局')), draft)).toBeNull();
    for (const unit of [null, '教育局']) {
      outcomeOf(opens(unit), hospital).thenRefused('FORBIDDEN');
      expect(refusedWith(asked(edit, editorOf(unit)), draft)).toBe('FORBIDDEN');
    }
  });
});

describe('who may not is told', () => {
  const told = (by: AskedBy) => {
    const { message, messageEn } = refusalOf(() => decide(asked(editing(everyEdit.RenameProject), by), hospital));
    return [message, messageEn];
  };

  it('who may', () => {
    expect(told(as('auditor'))).toEqual([
      '审计人员不能开立或修改预算表；请由编辑人员、审核人员、财政人员或管理员办理。',
      'The role "auditor" may not open or edit a table; have it done by one of editor, reviewer, finance, admin.',
    ]);
  });

  it('how to say one’s unit', () => {
    expect(told(editorOf(null))).toEqual([
      expect.stringMatching(/x-actor-unit.*--unit/),
      expect.stringMatching(/x-actor-unit.*--unit/),
    ]);
  });

  it('whose table it is, and of which unit they said that they are', () => {
    expect(told(editorOf('教育局'))).toEqual([
      expect.stringMatching(/“卫生局”.*“教育局”/),
      expect.stringMatching(/"卫生局".*"教育局"/),
    ]);
  });
});
