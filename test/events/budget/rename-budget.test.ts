import { describe, it } from '@jest/globals';
import { editing, editingOn, fact, fundUserAdded, opened } from '../../support/given-when-then/budget-builders.js';
import { given } from '../../support/given-when-then/decider-spec.js';
import { stampOf } from '../../support/random/edits.js';

const renameTo = (name: string) => ({ type: 'RenameBudget', name }) as const;

describe('renaming a budget', () => {
  it('changes the printed name', () => {
    given(opened())
      .when(editing(renameTo('卫生健康局')))
      .then(fact('BudgetRenamed', { name: '卫生健康局' }));
  });

  it('to the name that it has changes nothing', () => {
    given(opened())
      .when(editing(renameTo('卫生局')))
      .thenNothing();
  });

  it('does not conflict with a change of one of its rows', () => {
    given(opened(), fundUserAdded('hospital'))
      .when(editingOn(1, renameTo('卫生健康局')))
      .then(fact('BudgetRenamed', { name: '卫生健康局' }));
  });

  it('conflicts with another renaming that the editor had not seen', () => {
    const { version, actorId, recordedAt } = stampOf(2);
    given(opened(), fact('BudgetRenamed', { name: '卫健局' }), fundUserAdded('hospital'))
      .when(editingOn(1, renameTo('卫生健康局')))
      .thenRefused('CONFLICT', {
        argument: ['edits', '0'],
        entityId: 'budget-1',
        conflict: { current: { name: '卫健局' }, version, actorId, recordedAt },
      });
  });

  it('refuses a name that no cell can hold', () => {
    given(opened())
      .when(editing(renameTo('')))
      .thenRefused('INVALID_INPUT', { argument: ['edits', '0', 'name'] });
    given(opened())
      .when(editing(renameTo('局'.repeat(501))))
      .thenRefused('TOO_LARGE', { argument: ['edits', '0', 'name'] });
  });
});
