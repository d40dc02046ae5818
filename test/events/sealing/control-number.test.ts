import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import { fact, opened } from '../../support/given-when-then/budget-builders.js';
import { given, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { stampOf } from '../../support/random/edits.js';
import { annotating, askedAs, controlNumber, issuing, lifting } from '../../support/given-when-then/sealing.js';

describe('issuing a control number', () => {
  it('records the digits as entered; what is not given is not limited, and zero is a limit', () => {
    given(opened())
      .when(issuing({ total: '21,900.50', other: '0.00', specialAccount: null }))
      .then(controlNumber({ total: '21900.50', other: '0' }));
  });

  it('takes the place of the one before as a whole', () => {
    given(opened(), controlNumber({ total: '1', other: '1' }))
      .when(issuing({ total: '2' }))
      .then(controlNumber({ total: '2' }));
  });

  it('that is in force already changes nothing, unless by another document', () => {
    const before = [opened(), controlNumber({ total: '1', document: '越财〔2024〕3号' })];
    for (const basisDocument of [null, '', '越财〔2024〕3号']) {
      given(...before)
        .when(issuing({ total: '1' }, { basisDocument }))
        .thenNothing();
    }
    given(...before)
      .when(issuing({ total: '1' }, { basisDocument: '越财〔2024〕4号' }))
      .then(controlNumber({ total: '1', document: '越财〔2024〕4号' }));
  });

  it('that is withdrawn is issued anew', () => {
    given(opened(), controlNumber({ total: '1' }), fact('ControlNumberWithdrawn', {}))
      .when(issuing({ total: '1' }))
      .then(controlNumber({ total: '1' }));
  });

  it.each([[{}], [{ total: null, other: null }]])(
    'without any amount is refused, and leads to lifting: %j',
    (limits) => {
      for (const before of [[opened()], [opened(), controlNumber({ total: '1' })]]) {
        given(...before)
          .when(issuing(limits))
          .thenRefused('INVALID_INPUT', { argument: ['total'], entityId: 'budget-1' });
        const { message, messageEn } = refusalOf(() => decide(issuing(limits), stateAfter(...before)));
        for (const text of [message, messageEn]) expect(text).toContain('withdrawControlNumber');
      }
    },
  );

  it('needs a total beside its parts', () => {
    given(opened())
      .when(issuing({ other: '1' }))
      .thenRefused('INVALID_INPUT', { argument: ['total'], entityId: 'budget-1' });
  });

  it.each([
    [{ total: '10', other: '10.01' }, 'other', ['其他资金 10.01', '10 万元']],
    [{ total: '0', fiscalAppropriation: '1', other: '2' }, 'fiscalAppropriation', ['财政拨款 1', '其他资金 2']],
    [{ total: '10', specialAccount: '5.5', other: '4.6' }, 'total', ['10.1', '财政专户拨款 5.5', '其他资金 4.6']],
  ])('whose parts are above its total is refused with the figures: %j', (limits, at, figures) => {
    given(opened())
      .when(issuing(limits))
      .thenRefused('INVALID_INPUT', { argument: [at], entityId: 'budget-1' });
    const { message, messageEn } = refusalOf(() => decide(issuing(limits), stateAfter(opened())));
    for (const figure of figures) {
      expect(message).toContain(figure);
      expect(messageEn).toContain(figure.replaceAll(/[^0-9.]/g, ''));
    }
  });

  it('whose parts come to its total, or to less, is issued', () => {
    for (const limits of [
      { total: '10', specialAccount: '5.5', other: '4.5' },
      { total: '10.0', other: '1' },
    ]) {
      given(opened()).when(issuing(limits)).then(controlNumber(limits));
    }
  });

  it.each(['-1', '1e3', 'much', '', '9'.repeat(17), '0.0000001'])('of %j is refused', (total) => {
    given(opened())
      .when(issuing({ total }))
      .thenRefused('INVALID_INPUT', { argument: ['total'], entityId: 'budget-1' });
  });

  it.each(['viewer', 'editor', 'reviewer', 'auditor'])('by the role %s is forbidden', (role) => {
    given(opened())
      .when(issuing({ total: '1' }, { by: askedAs(role) }))
      .thenRefused('FORBIDDEN');
  });

  it('conflicts with one that was issued after the version that was looked at', () => {
    const { version, actorId, recordedAt } = stampOf(2);
    const current = { total: '1', fiscalAppropriation: null, specialAccount: null, other: null };
    given(opened(), controlNumber({ total: '1' }))
      .when({ ...issuing({ total: '2' }), expectedVersion: 1 })
      .thenRefused('CONFLICT', { entityId: 'budget-1', conflict: { current, version, actorId, recordedAt } });
  });
});

describe('withdrawing a control number', () => {
  const issued = [opened(), controlNumber({ total: '1' })];
  const lifted = [...issued, fact('ControlNumberWithdrawn', {})];

  it('lifts the one in force', () => {
    given(...issued)
      .when(lifting())
      .then(fact('ControlNumberWithdrawn', {}));
  });

  it.each([null, ''])('for the reason %j is refused', (reason) => {
    given(...issued)
      .when(lifting({ reason }))
      .thenRefused('INVALID_INPUT', { argument: ['reason'], entityId: 'budget-1' });
  });

  it('is refused where none was issued, and where it was lifted, which are told apart', () => {
    const details = { argument: ['budgetId'], entityId: 'budget-1' };
    given(opened()).when(lifting()).thenRefused('NOT_FOUND', details);
    given(...lifted)
      .when(lifting())
      .thenRefused('WITHDRAWN', details);
    expect(refusalOf(() => decide(lifting(), stateAfter(...lifted))).message).toContain(stampOf(3).actorId);
  });

  it.each(['viewer', 'editor', 'reviewer', 'auditor'])('by the role %s is forbidden', (role) => {
    given(...issued)
      .when(lifting({ by: askedAs(role) }))
      .thenRefused('FORBIDDEN');
  });

  it('conflicts with one that was issued after the version that was looked at, as issuing does with a withdrawal', () => {
    const nothing = { total: null, fiscalAppropriation: null, specialAccount: null, other: null };
    const conflictAt = (saved: number, current: object) => {
      const { version, actorId, recordedAt } = stampOf(saved);
      return { entityId: 'budget-1', conflict: { current: { ...nothing, ...current }, version, actorId, recordedAt } };
    };
    given(...issued)
      .when(lifting({ expectedVersion: 1 }))
      .thenRefused('CONFLICT', conflictAt(2, { total: '1' }));
    given(...lifted)
      .when(issuing({ total: '2' }, { expectedVersion: 2 }))
      .thenRefused('CONFLICT', conflictAt(3, {}));
  });

  it('was done by an empty control number before there was an event for it', () => {
    given(...issued, controlNumber({}))
      .when(lifting())
      .thenRefused('WITHDRAWN', { argument: ['budgetId'], entityId: 'budget-1' });
  });
});

describe('annotating a save', () => {
  it('says what its reason or its document should have been, or that it should have had none', () => {
    given(opened())
      .when(annotating(1, '预算调整', null))
      .then(fact('SaveAnnotated', { version: 1, reason: '预算调整' }));
    given(opened())
      .when(annotating(1, '', '财预〔2024〕1号'))
      .then(fact('SaveAnnotated', { version: 1, reason: '', basisDocument: '财预〔2024〕1号' }));
  });

  it('needs one of the two', () => {
    given(opened())
      .when(annotating(1, null, null))
      .thenRefused('INVALID_INPUT', { argument: ['correctedReason'] });
  });

  it.each([0, 2, 1.5])('with the version %d, which is not there, is refused', (version) => {
    given(opened())
      .when(annotating(version, '预算调整', null))
      .thenRefused('NOT_FOUND', { argument: ['version'], entityId: 'budget-1' });
  });

  it('with a text that no envelope could hold is refused', () => {
    given(opened())
      .when(annotating(1, '一\n二', null))
      .thenRefused('INVALID_INPUT', { argument: ['correctedReason'] });
    given(opened())
      .when(annotating(1, null, '号'.repeat(201)))
      .thenRefused('TOO_LARGE', { argument: ['correctedBasisDocument'] });
  });
});
