import { describe, it } from '@jest/globals';
import {
  amount,
  editing,
  editingOn,
  fact,
  fundUserAdded,
  indicator,
  noFunding,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given } from '../../support/given-when-then/decider-spec.js';

const at = (...argument: string[]) => ({ argument: ['edits', '0', ...argument] });
const funding = { ...noFunding, fiscalAppropriation: amount('60'), other: amount('4.70') };
const content = { name: '设备购置', goal: '购置设备。', funding, declaredTotal: amount('64.70') };
const before = [
  opened(),
  [fundUserAdded('hospital'), fundUserAdded('school', { place: 'a1' })],
  projectAdded('ward', content),
] as const;

describe('renaming a project', () => {
  const rename = (name: string) => ({ type: 'RenameProject', projectId: 'ward', name }) as const;

  it('changes its name', () => {
    given(...before)
      .when(editing(rename('设备更新')))
      .then(fact('ProjectRenamed', { projectId: 'ward', name: '设备更新' }));
  });

  it('to the name that it has changes nothing', () => {
    given(...before)
      .when(editing(rename('设备购置')))
      .thenNothing();
  });

  it('refuses the name of another project of its fund user', () => {
    given(...before, projectAdded('b', { name: '培训', place: 'a1' }))
      .when(editing(rename('培训')))
      .thenRefused('DUPLICATE_NAME', { ...at('name'), entityId: 'b' });
  });

  it('leaves its old name to others', () => {
    given(...before, projectAdded('b', { name: '培训', place: 'a1' }))
      .when(editing(rename('设备更新'), { type: 'RenameProject', projectId: 'b', name: '设备购置' }))
      .then(
        fact('ProjectRenamed', { projectId: 'ward', name: '设备更新' }),
        fact('ProjectRenamed', { projectId: 'b', name: '设备购置' }),
      );
  });
});

describe('assigning a project to a fund user', () => {
  const assign = (fundUserId: string) => ({ type: 'AssignFundUser', projectId: 'ward', fundUserId }) as const;

  it('changes that one cell and leaves its place', () => {
    given(...before)
      .when(editing(assign('school')))
      .then(fact('ProjectAssignedToFundUser', { projectId: 'ward', fundUserId: 'school' }));
  });

  it('that it has already changes nothing', () => {
    given(...before)
      .when(editing(assign('hospital')))
      .thenNothing();
  });

  it('refuses a fund user that is not there or withdrawn', () => {
    given(...before)
      .when(editing(assign('library')))
      .thenRefused('NOT_FOUND', { ...at('fundUserId'), entityId: 'library' });
    given(...before, fact('FundUserWithdrawn', { fundUserId: 'school' }))
      .when(editing(assign('school')))
      .thenRefused('WITHDRAWN', { ...at('fundUserId'), entityId: 'school' });
  });

  it('refuses one that has a project of this name', () => {
    given(...before, projectAdded('b', { name: '设备购置', fundUserId: 'school', place: 'a1' }))
      .when(editing(assign('school')))
      .thenRefused('DUPLICATE_NAME', { ...at('fundUserId'), entityId: 'b' });
  });
});

describe('revising the funding of a project', () => {
  const revise = (given: Record<string, string | null>) =>
    ({ type: 'ReviseFunding', projectId: 'ward', funding: given }) as const;
  const revised = (changed: object) => fact('ProjectFundingRevised', { projectId: 'ward', funding: changed });

  it('says only the cells that changed', () => {
    given(...before)
      .when(editing(revise({ fiscalAppropriation: '60', specialAccount: '1,000', other: null, declaredTotal: '65' })))
      .then(revised({ specialAccount: '1000', other: null, declaredTotal: '65' }));
  });

  it('takes another scale of the same number for a change, because digits are kept as entered', () => {
    given(...before)
      .when(editing(revise({ fiscalAppropriation: '60.0' })))
      .then(revised({ fiscalAppropriation: '60.0' }));
  });

  it.each([
    ['nothing', {}],
    ['the amounts that are there', { fiscalAppropriation: '60', declaredTotal: '64.70' }],
    ['zero in a blank cell', { specialAccount: '0.00' }],
  ])('given %s changes nothing', (_what, input) => {
    given(...before)
      .when(editing(revise(input)))
      .thenNothing();
  });

  it.each(['fiscalAppropriation', 'specialAccount', 'other', 'declaredTotal'])('refuses as %s no amount', (cell) => {
    given(...before)
      .when(editing(revise({ [cell]: '12,34' })))
      .thenRefused('INVALID_INPUT', at('funding', cell));
  });
});

describe('revising the goal of a project', () => {
  const revise = (goal: string) => ({ type: 'ReviseGoal', projectId: 'ward', goal }) as const;

  it('changes the goal, also to none', () => {
    given(...before)
      .when(editing(revise('')))
      .then(fact('ProjectGoalRevised', { projectId: 'ward', goal: '' }));
  });

  it('to the text that is there changes nothing', () => {
    given(...before)
      .when(editing(revise('购置设备。')))
      .thenNothing();
  });

  it('does not conflict with a change of one of its indicators', () => {
    given(...before, fact('IndicatorAdded', { projectId: 'ward', indicator: indicator('i-1') }))
      .when(editingOn(3, revise('更新设备。')))
      .then(fact('ProjectGoalRevised', { projectId: 'ward', goal: '更新设备。' }));
  });
});
