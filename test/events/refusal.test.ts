import { describe, expect, it } from '@jest/globals';
import { Refusal, refusalCodes } from '../../events/refusal.js';

describe('a refusal', () => {
  const conflict = {
    table: { budgetId: 'budget-1', draftId: null },
    draftId: null,
    current: { name: '医院' },
    version: 4,
    actorId: 'finance',
    recordedAt: '2024-01-01T00:04:00.000Z',
  };
  const cause = new Error('below');
  const inner = new Refusal('CONFLICT', '已被修改。', 'It was changed.', {
    argument: ['name'],
    entityId: 'hospital',
    conflict,
    cause,
  });

  it('seen from further out is the same, its place led to from there', () => {
    const outer = inner.within('edits', '3').within('input');
    expect(outer.argument).toEqual(['input', 'edits', '3', 'name']);
    expect({ ...outer, argument: [] }).toEqual({ ...inner, argument: [] });
    expect([outer.message, outer.messageEn, outer.cause]).toEqual([inner.message, inner.messageEn, cause]);
  });

  it('leaves the inner one as it was', () => {
    inner.within('edits', '3');
    expect(inner.argument).toEqual(['name']);
  });

  it('may be of the whole, of no row and of no other cause', () => {
    const whole = new Refusal('TOO_LARGE', '过大。', 'Too large.').within('edits');
    expect([whole.argument, whole.entityId, whole.conflict, 'cause' in whole]).toEqual([
      ['edits'],
      undefined,
      undefined,
      false,
    ]);
  });

  it('has one of the codes that are published', () => {
    expect(refusalCodes).toEqual([
      'INVALID_INPUT',
      'INVALID_ID',
      'UNKNOWN_CLASS',
      'NOT_FOUND',
      'UNKNOWN_POSITION',
      'FUTURE_TIME',
      'ALREADY_EXISTS',
      'DUPLICATE_NAME',
      'WITHDRAWN',
      'CONFLICT',
      'VERSION_AHEAD',
      'COMMAND_ID_REUSED',
      'TOO_LARGE',
      'UNREADABLE_DOCUMENT',
      'AMBIGUOUS_DOCUMENT',
      'UNMATCHED_ROWS',
      'FORBIDDEN',
      'STALE_CONTENT',
      'STAGE_OUT_OF_ORDER',
      'ABOVE_CONTROL_NUMBER',
      'NEEDS_ADJUSTMENT',
      'DRAFT_CLOSED',
      'DRAFT_STATUS',
      'OWN_EDITS',
      'NO_CHANGES',
      'VOIDS_REVIEW',
      'UNRESOLVED_CONFLICTS',
    ]);
  });
});
