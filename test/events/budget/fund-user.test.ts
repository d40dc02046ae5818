import { describe, it } from '@jest/globals';
import type { DeclaredTotalsInput } from '../../../events/budget/budget.commands.js';
import {
  amount,
  editing,
  fact,
  fundUserAdded,
  noTotals,
  opened,
  projectAdded,
} from '../../support/given-when-then/budget-builders.js';
import { given } from '../../support/given-when-then/decider-spec.js';

const add = (fundUserId: string, declared: DeclaredTotalsInput = {}, name = fundUserId) =>
  ({ type: 'AddFundUser', fundUserId, name, declared }) as const;
const revise = (declared: DeclaredTotalsInput) =>
  ({ type: 'ReviseDeclaredTotals', fundUserId: 'hospital', declared }) as const;
const at = (...argument: string[]) => ({ argument: ['edits', '0', ...argument] });
const withdrawn = fact('FundUserWithdrawn', { fundUserId: 'hospital' });

describe('adding a fund user', () => {
  it('puts it behind all others, withdrawn ones too', () => {
    given(opened(), fundUserAdded('school', { place: 'a3' }), fundUserAdded('hospital', { place: 'a1' }))
      .when(editing(add('clinic')))
      .then(fundUserAdded('clinic', { place: 'a4' }));
    given(opened(), fundUserAdded('hospital', { place: 'a5' }), withdrawn)
      .when(editing(add('clinic')))
      .then(fundUserAdded('clinic', { place: 'a6' }));
  });

  it('keeps the declared totals digit for digit, without commas, and blank where nothing or zero was given', () => {
    given(opened())
      .when(editing(add('hospital', { total: '21,926.04', fiscalAppropriation: '64.70', other: '0.00' })))
      .then(
        fundUserAdded('hospital', {
          declared: { ...noTotals, total: amount('21926.04'), fiscalAppropriation: amount('64.70') },
        }),
      );
  });

  it('refuses the name of another one', () => {
    given(opened(), fundUserAdded('hospital', { name: '医院' }))
      .when(editing(add('clinic', {}, '医院')))
      .thenRefused('DUPLICATE_NAME', { ...at('name'), entityId: 'hospital' });
  });

  it('may take the name that a withdrawn one had', () => {
    given(opened(), fundUserAdded('hospital', { name: '医院' }), withdrawn)
      .when(editing(add('clinic', {}, '医院')))
      .then(fundUserAdded('clinic', { name: '医院', place: 'a1' }));
  });

  it('refuses a declared total that is no amount, and says which', () => {
    given(opened())
      .when(editing(add('hospital', { total: '1', specialAccount: '-1' })))
      .thenRefused('INVALID_INPUT', at('declaredTotals', 'specialAccount'));
  });
});

describe('renaming a fund user', () => {
  const rename = (name: string) => ({ type: 'RenameFundUser', fundUserId: 'hospital', name }) as const;

  it('changes its name', () => {
    given(opened(), fundUserAdded('hospital'))
      .when(editing(rename('医院')))
      .then(fact('FundUserRenamed', { fundUserId: 'hospital', name: '医院' }));
  });

  it('to the name that it has changes nothing', () => {
    given(opened(), fundUserAdded('hospital', { name: '医院' }))
      .when(editing(rename('医院')))
      .thenNothing();
  });

  it('refuses the name of another one', () => {
    given(opened(), fundUserAdded('hospital'), fundUserAdded('clinic', { name: '诊所', place: 'a1' }))
      .when(editing(rename('诊所')))
      .thenRefused('DUPLICATE_NAME', { ...at('name'), entityId: 'clinic' });
  });
});

describe('revising declared totals', () => {
  const declared = { ...noTotals, total: amount('100.00'), fiscalAppropriation: amount('60') };
  const before = [opened(), fundUserAdded('hospital', { declared })];
  const revised = (changed: object) => fact('DeclaredTotalsRevised', { fundUserId: 'hospital', declared: changed });

  it('says only the cells that changed', () => {
    given(...before)
      .when(editing(revise({ total: '100.00', fiscalAppropriation: '1,060', other: '5.5' })))
      .then(revised({ fiscalAppropriation: '1060', other: '5.5' }));
  });

  it('empties a cell by null and by zero alike', () => {
    given(...before)
      .when(editing(revise({ total: null, fiscalAppropriation: '0.00' })))
      .then(revised({ total: null, fiscalAppropriation: null }));
  });

  it('takes another scale of the same number for a change, because digits are kept as entered', () => {
    given(...before)
      .when(editing(revise({ total: '100' })))
      .then(revised({ total: '100' }));
  });

  it.each<[string, DeclaredTotalsInput]>([
    ['nothing', {}],
    ['the amounts that are there', { total: '100.00', fiscalAppropriation: '60' }],
    ['zero in a blank cell', { other: '0', specialAccount: null }],
  ])('given %s changes nothing', (_what, input) => {
    given(...before)
      .when(editing(revise(input)))
      .thenNothing();
  });

  it('refuses what is no amount, and says in which cell', () => {
    given(...before)
      .when(editing(revise({ total: '1e3' })))
      .thenRefused('INVALID_INPUT', at('declaredTotals', 'total'));
  });
});

describe('withdrawing a fund user', () => {
  const withdraw = { type: 'WithdrawFundUser', fundUserId: 'hospital' } as const;

  it('takes it out of the table', () => {
    given(opened(), fundUserAdded('hospital')).when(editing(withdraw)).then(withdrawn);
  });

  it('is refused while it has projects', () => {
    given(opened(), fundUserAdded('hospital'), projectAdded('ward'))
      .when(editing(withdraw))
      .thenRefused('INVALID_INPUT', { ...at('fundUserId'), entityId: 'hospital' });
  });

  it('is granted once its projects are withdrawn or stand elsewhere', () => {
    given(
      opened(),
      [fundUserAdded('hospital'), fundUserAdded('school', { place: 'a1' })],
      [projectAdded('a'), projectAdded('b')],
    )
      .when(
        editing(
          { type: 'WithdrawProject', projectId: 'a' },
          { type: 'AssignFundUser', projectId: 'b', fundUserId: 'school' },
          withdraw,
        ),
      )
      .then(
        fact('ProjectWithdrawn', { projectId: 'a' }),
        fact('ProjectAssignedToFundUser', { projectId: 'b', fundUserId: 'school' }),
        withdrawn,
      );
  });
});

describe('restoring a fund user', () => {
  const restore = { type: 'RestoreFundUser', fundUserId: 'hospital' } as const;

  it('brings it back', () => {
    given(opened(), fundUserAdded('hospital'), withdrawn)
      .when(editing(restore))
      .then(fact('FundUserRestored', { fundUserId: 'hospital' }));
  });

  it('that is in force changes nothing', () => {
    given(opened(), fundUserAdded('hospital')).when(editing(restore)).thenNothing();
  });

  it('is refused when another one has taken its name', () => {
    given(opened(), fundUserAdded('hospital'), withdrawn, fundUserAdded('clinic', { name: 'hospital', place: 'a1' }))
      .when(editing(restore))
      .thenRefused('DUPLICATE_NAME', { ...at('fundUserId'), entityId: 'clinic' });
  });
});
