import { describe, it } from '@jest/globals';
import {
  editing,
  fact,
  fundUserAdded,
  indicator,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given } from '../../support/given-when-then/decider-spec.js';

const at = (...argument: string[]) => ({ argument: ['edits', '0', ...argument] });
const hospital = [opened(), fundUserAdded('hospital')] as const;
const before = [...hospital, projectAdded('ward', { indicators: [indicator('a')] })] as const;

describe('withdrawing and restoring a project', () => {
  const withdrawn = fact('ProjectWithdrawn', { projectId: 'ward' });
  const restored = fact('ProjectRestored', { projectId: 'ward' });
  const withdraw = { type: 'WithdrawProject', projectId: 'ward' } as const;
  const restore = { type: 'RestoreProject', projectId: 'ward' } as const;

  it('are an event each', () => {
    given(...before)
      .when(editing(withdraw))
      .then(withdrawn);
    given(...before, withdrawn)
      .when(editing(restore))
      .then(restored);
  });

  it('can be asked for in one command', () => {
    given(...before)
      .when(editing(withdraw, restore))
      .then(withdrawn, restored);
  });

  it('changes nothing where a project to restore is in force', () => {
    given(...before)
      .when(editing(restore))
      .thenNothing();
  });

  it('brings the indicators back as they were, withdrawn ones withdrawn', () => {
    given(...before, fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'a' }), withdrawn, restored)
      .when(editing({ type: 'WithdrawIndicator', indicatorId: 'a' }))
      .thenRefused('WITHDRAWN', { ...at(), entityId: 'a' });
    given(...before, withdrawn, restored)
      .when(editing({ type: 'WithdrawIndicator', indicatorId: 'a' }))
      .then(fact('IndicatorWithdrawn', { projectId: 'ward', indicatorId: 'a' }));
  });

  it('refuses restoring under a withdrawn fund user', () => {
    given(...before, [withdrawn, fact('FundUserWithdrawn', { fundUserId: 'hospital' })])
      .when(editing(restore))
      .thenRefused('WITHDRAWN', { ...at(), entityId: 'hospital' });
  });

  it('refuses restoring when another project has taken the name', () => {
    given(...before, withdrawn, projectAdded('b', { name: 'ward', place: 'a1' }))
      .when(editing(restore))
      .thenRefused('DUPLICATE_NAME', { ...at('projectId'), entityId: 'b' });
  });

  it('restores the fund user and its project in one command', () => {
    given(...before, [withdrawn, fact('FundUserWithdrawn', { fundUserId: 'hospital' })])
      .when(editing({ type: 'RestoreFundUser', fundUserId: 'hospital' }, restore))
      .then(fact('FundUserRestored', { fundUserId: 'hospital' }), restored);
  });
});

describe('withdrawing and restoring an indicator', () => {
  const row = { projectId: 'ward', indicatorId: 'a' };
  const withdraw = { type: 'WithdrawIndicator', indicatorId: 'a' } as const;
  const restore = { type: 'RestoreIndicator', indicatorId: 'a' } as const;

  it('are an event each', () => {
    given(...before)
      .when(editing(withdraw))
      .then(fact('IndicatorWithdrawn', row));
    given(...before, fact('IndicatorWithdrawn', row))
      .when(editing(restore))
      .then(fact('IndicatorRestored', row));
  });

  it('changes nothing where one to restore is in force', () => {
    given(...before)
      .when(editing(restore))
      .thenNothing();
  });

  it('refuses restoring when another one has taken the class and name', () => {
    const taken = { projectId: 'ward', indicator: indicator('b', { name: 'a', place: 'a1' }) };
    given(...before, fact('IndicatorWithdrawn', row), fact('IndicatorAdded', taken))
      .when(editing(restore))
      .thenRefused('DUPLICATE_NAME', { ...at('indicatorId'), entityId: 'b' });
  });
});
