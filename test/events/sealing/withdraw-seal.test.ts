import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { Issuer } from '../../../events/sealing/sealing.events.js';
import { issuerNames } from '../../../events/sealing/sealing.events.js';
import { roleNames } from '../../../events/budget/roles.js';
import { fact, opened } from '../../support/given-when-then/budget-builders.js';
import { given, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { askedAs, sealed, withdrawing } from '../../support/given-when-then/sealing.js';

const before = [opened(), sealed('old')];
const withdrawn = fact('SealWithdrawn', { sealId: 'old' });

describe('withdrawing a seal', () => {
  it.each([null, ''])('for the reason %j is refused', (reason) => {
    given(...before)
      .when(withdrawing('old', { reason }))
      .thenRefused('INVALID_INPUT', { path: ['reason'], entityId: 'old' });
  });

  it('twice, or one that is not there, is refused', () => {
    given(...before, withdrawn)
      .when(withdrawing('old'))
      .thenRefused('WITHDRAWN', { path: ['sealId'], entityId: 'old' });
    given(...before)
      .when(withdrawing('nothing'))
      .thenRefused('NOT_FOUND', { path: ['sealId'], entityId: 'nothing' });
  });
});

describe.each<[Issuer, (keyof typeof roleNames)[], (keyof typeof roleNames)[]]>([
  ['FINANCE', ['finance', 'admin'], ['reviewer']],
  ['SUPERIOR_DEPARTMENT', ['reviewer', 'admin'], ['finance']],
])('a seal that %s issued', (issuer, own, other) => {
  const issued = { issuer, document: '越财〔2024〕3号', date: '2024-03-01' };
  const saves = [opened(), sealed('old', { stage: 'FIRST_DOWN', name: '一下', issued })];

  it.each(own)('is withdrawn by the role %s', (role) => {
    given(...saves)
      .when(withdrawing('old', { by: askedAs(role) }))
      .then(withdrawn);
  });

  it.each(other)('is not withdrawn by the role %s, which is told whose it is and who may', (role) => {
    const command = withdrawing('old', { by: askedAs(role) });
    given(...saves)
      .when(command)
      .thenRefused('FORBIDDEN', { path: ['sealId'], entityId: 'old' });
    const { message, messageEn } = refusalOf(() => decide(command, stateAfter(...saves)));
    for (const word of ['一下', issuerNames[issuer], ...own.map((each) => roleNames[each])]) {
      expect(message).toContain(word);
    }
    expect(messageEn).toContain(own.join(', '));
  });

  it.each(['viewer', 'editor', 'auditor'])('is not withdrawn by the role %s', (role) => {
    given(...saves)
      .when(withdrawing('old', { by: askedAs(role) }))
      .thenRefused('FORBIDDEN');
  });
});

it.each(['finance', 'reviewer', 'admin'])('an 一下 that names no issuer is withdrawn by the role %s', (role) => {
  given(opened(), sealed('old', { stage: 'FIRST_DOWN', name: '一下', issued: null }))
    .when(withdrawing('old', { by: askedAs(role) }))
    .then(withdrawn);
});
