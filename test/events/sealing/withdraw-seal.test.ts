import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { Issuer, Stage } from '../../../events/sealing/sealing.events.js';
import { issuerNames, stageNames } from '../../../events/sealing/sealing.events.js';
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
      .thenRefused('INVALID_INPUT', { argument: ['reason'], entityId: 'old' });
  });

  it('twice, or one that is not there, is refused', () => {
    given(...before, withdrawn)
      .when(withdrawing('old'))
      .thenRefused('WITHDRAWN', { argument: ['sealId'], entityId: 'old' });
    given(...before)
      .when(withdrawing('nothing'))
      .thenRefused('NOT_FOUND', { argument: ['sealId'], entityId: 'nothing' });
  });
});

describe('a seal that later ones rest on', () => {
  const through = (...all: Stage[]) => all.map((stage) => sealed(stage, { stage, name: stageNames[stage] }));
  const order: Stage[] = ['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN', 'ADJUSTMENT'];

  it.each(order.slice(0, -1))('is not withdrawn, and told which go first, the last one in front: %s', (stage) => {
    const saves = [opened(), ...through(...order)];
    const command = withdrawing(stage);
    given(...saves)
      .when(command)
      .thenRefused('STAGE_OUT_OF_ORDER', { argument: ['sealId'], entityId: 'ADJUSTMENT' });
    const later = order.slice(order.indexOf(stage) + 1).reverse();
    const { message, messageEn } = refusalOf(() => decide(command, stateAfter(...saves)));
    for (const text of [message, messageEn]) {
      const places = later.map((each) => text.indexOf(`${stageNames[each]}”`) + text.indexOf(`"${stageNames[each]}"`));
      expect(places.every((place) => place >= 0)).toBe(true);
      expect(places).toEqual([...places].sort((left, right) => left - right));
    }
  });

  it('is told whose side withdraws them', () => {
    const issued = { issuer: 'SUPERIOR_DEPARTMENT', document: '越财〔2024〕3号', date: '2024-03-01' } as const;
    const saves = [opened(), ...through('FIRST_UP'), sealed('down', { stage: 'FIRST_DOWN', name: '一下', issued })];
    const { message, messageEn } = refusalOf(() => decide(withdrawing('FIRST_UP'), stateAfter(...saves)));
    expect(message).toContain('“一下”（版本 1，由主管部门一方撤销）');
    expect(messageEn).toContain('"一下" (version 1, by the superior department)');
  });

  it('is withdrawn once they are', () => {
    const last = [opened(), ...through('FIRST_UP', 'FIRST_DOWN'), fact('SealWithdrawn', { sealId: 'FIRST_DOWN' })];
    given(...last)
      .when(withdrawing('FIRST_UP'))
      .then(fact('SealWithdrawn', { sealId: 'FIRST_UP' }));
  });

  it('is told of a missing reason at once', () => {
    given(opened(), ...through('FIRST_UP', 'FIRST_DOWN'))
      .when(withdrawing('FIRST_UP', { reason: null }))
      .thenRefusedFor(['STAGE_OUT_OF_ORDER', 'sealId'], ['INVALID_INPUT', 'reason']);
  });

  it('is none under a name beside the stages, and no adjustment rests on another', () => {
    const saves = [opened(), sealed('old'), ...through(...order), sealed('end', { stage: 'ADJUSTMENT' })];
    for (const sealId of ['old', 'ADJUSTMENT', 'end'])
      given(...saves)
        .when(withdrawing(sealId))
        .then(fact('SealWithdrawn', { sealId }));
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
      .thenRefused('FORBIDDEN', { argument: ['sealId'], entityId: 'old' });
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
