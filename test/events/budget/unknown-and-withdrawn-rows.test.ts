import { describe, it } from '@jest/globals';
import { editing, fact, fundUserAdded, opened } from '../../support/given-when-then/budget-builders.js';
import { given } from '../../support/given-when-then/decider-spec.js';
import {
  everyEdit,
  hospitalBudget,
  onFundUser,
  onIndicator,
  onProject,
} from '../../support/given-when-then/every-edit.js';

const at = (...argument: string[]) => ({ argument: ['edits', '0', ...argument] });

describe('a row that is not in the budget', () => {
  it.each([...onFundUser, 'RestoreFundUser'] as const)('refuses %s', (type) => {
    given(opened())
      .when(editing(everyEdit[type]))
      .thenRefused('NOT_FOUND', { ...at('fundUserId'), entityId: 'hospital' });
  });

  it.each([...onProject, 'RestoreProject', 'AddIndicator'] as const)('refuses %s', (type) => {
    given(opened())
      .when(editing(everyEdit[type]))
      .thenRefused('NOT_FOUND', { ...at('projectId'), entityId: 'ward' });
  });

  it.each([...onIndicator, 'RestoreIndicator'] as const)('refuses %s', (type) => {
    given(opened())
      .when(editing(everyEdit[type]))
      .thenRefused('NOT_FOUND', { ...at('indicatorId'), entityId: 'a' });
  });
});

describe('a withdrawn row', () => {
  it.each([...onFundUser, 'AddProject'] as const)('refuses %s', (type) => {
    given(opened(), fundUserAdded('hospital'), fact('FundUserWithdrawn', { fundUserId: 'hospital' }))
      .when(editing(everyEdit[type]))
      .thenRefused('WITHDRAWN', { ...at(), entityId: 'hospital' });
  });

  it.each([...onProject, 'AddIndicator'] as const)('refuses %s', (type) => {
    given(...hospitalBudget, fact('ProjectWithdrawn', { projectId: 'ward' }))
      .when(editing(everyEdit[type]))
      .thenRefused('WITHDRAWN', { ...at(), entityId: 'ward' });
  });

  it.each(onIndicator)('refuses %s', (type) => {
    given(...hospitalBudget, fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'a' }))
      .when(editing(everyEdit[type]))
      .thenRefused('WITHDRAWN', { ...at(), entityId: 'a' });
  });

  it.each([...onIndicator, 'RestoreIndicator'] as const)('refuses, being a project, %s of its indicators', (type) => {
    given(...hospitalBudget, fact('ProjectWithdrawn', { projectId: 'ward' }))
      .when(editing(everyEdit[type]))
      .thenRefused('WITHDRAWN', { ...at(), entityId: 'ward' });
  });
});
