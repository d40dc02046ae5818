import { describe, it } from '@jest/globals';
import { fact, opened } from '../../support/given-when-then/budget-builders.js';
import { given } from '../../support/given-when-then/decider-spec.js';
import { stampOf } from '../../support/random/edits.js';
import { annotating, controlNumber, issuing } from '../../support/given-when-then/sealing.js';

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
    given(opened(), controlNumber({ total: '1' }))
      .when(issuing({}))
      .then(controlNumber({}));
  });

  it('that is in force already changes nothing, nor does one without limits where there is none', () => {
    given(opened(), controlNumber({ total: '1' }))
      .when(issuing({ total: '1' }))
      .thenNothing();
    given(opened()).when(issuing({})).thenNothing();
  });

  it.each(['-1', '1e3', 'much', '', '9'.repeat(17), '0.0000001'])('of %j is refused', (total) => {
    given(opened())
      .when(issuing({ total }))
      .thenRefused('INVALID_INPUT', { path: ['total'], entityId: 'budget-1' });
  });

  it.each(['viewer', 'editor', 'reviewer', 'auditor'])('by the role %s is forbidden', (role) => {
    given(opened())
      .when(issuing({ total: '1' }, role))
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
      .thenRefused('INVALID_INPUT', { path: ['correctedReason'] });
  });

  it.each([0, 2, 1.5])('with the version %d, which is not there, is refused', (version) => {
    given(opened())
      .when(annotating(version, '预算调整', null))
      .thenRefused('NOT_FOUND', { path: ['version'], entityId: 'budget-1' });
  });

  it('with a text that no envelope could hold is refused', () => {
    given(opened())
      .when(annotating(1, '一\n二', null))
      .thenRefused('INVALID_INPUT', { path: ['correctedReason'] });
    given(opened())
      .when(annotating(1, null, '号'.repeat(201)))
      .thenRefused('TOO_LARGE', { path: ['correctedBasisDocument'] });
  });
});
