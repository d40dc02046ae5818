import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { Stage } from '../../../events/sealing/sealing.events.js';
import { stageNames } from '../../../events/sealing/sealing.events.js';
import { fact, fundUserAdded, opened } from '../../support/given-when-then/budget-builders.js';
import { given, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import {
  askedAs,
  controlNumber,
  sealed,
  sealing,
  tableHash,
  withdrawing,
} from '../../support/given-when-then/sealing.js';

/** The stages so far, each sealed at version 1 in a save of its own. */
const through = (...stages: Stage[]) => stages.map((stage) => sealed(stage, { stage, name: stageNames[stage] }));
const stage = (named: Stage, content = {}) => sealing('new', { stage: named, ...content });

describe('sealing a version', () => {
  it('records the stage, its name, the version and its hash, and who approved', () => {
    given(opened())
      .when(stage('FIRST_UP'))
      .then(sealed('new', { stage: 'FIRST_UP', name: '一上', approvedBy: 'head-1' }));
  });

  it('is possible for an earlier version, and under a name beside the stages', () => {
    given(opened(), fundUserAdded('hospital'))
      .when(sealing('new', { name: '送审稿', version: 1 }))
      .then(sealed('new', { name: '送审稿', version: 1 }));
  });

  it.each([0, 3, -1, 1.5])('that is not there is refused: %d', (version) => {
    given(opened(), fundUserAdded('hospital'))
      .when(stage('FIRST_UP', { version, table: null }))
      .thenRefused('NOT_FOUND', { argument: ['version'], entityId: 'budget-1' });
  });

  it.each(['contentHash', 'expectedVersion'] as const)('that is another than was seen, by %s, is refused', (by) => {
    given(opened())
      .when(stage('FIRST_UP', { seen: { contentHash: 'b'.repeat(64), by } }))
      .thenRefused('STALE_CONTENT', { argument: [by], entityId: 'budget-1' });
    given(opened())
      .when(stage('FIRST_UP', { seen: { contentHash: tableHash, by } }))
      .then(sealed('new', { stage: 'FIRST_UP', name: '一上' }));
  });

  it('under a name that a seal in force has is refused, until that one is withdrawn', () => {
    const before = [opened(), sealed('old', { name: '送审稿' })];
    given(...before)
      .when(sealing('new', { name: '送审稿' }))
      .thenRefused('DUPLICATE_NAME', { argument: ['name'], entityId: 'old' });
    given(...before, fact('SealWithdrawn', { sealId: 'old' }))
      .when(sealing('new', { name: '送审稿' }))
      .then(sealed('new', { name: '送审稿' }));
  });

  it.each([
    ['', 'INVALID_INPUT'],
    [' 稿', 'INVALID_INPUT'],
    ['二上', 'INVALID_INPUT'],
    ['稿'.repeat(501), 'TOO_LARGE'],
  ] as const)('under the name %j is refused', (name, code) => {
    given(opened())
      .when(sealing('new', { name }))
      .thenRefused(code, { argument: ['name'] });
  });

  it.each([
    ['now', '现在', 'what stands now'],
    ['draft:年中稿', '草案', 'a draft'],
    ['Draft:x@2', '草案', 'a draft'],
    ['v2', '版本号', 'a version'],
    ['V2', '版本号', 'a version'],
    ['2024', '版本号', 'a version'],
    ['2024-03-01', '日期', 'a date'],
    ['2024-13-41', '日期', 'a date'],
    ['2024-03-01T09:00:00+08:00', '时间', 'a time'],
    ['2024-03-01 送审稿', '时间', 'a time'],
    ['0000000000000032', '账本的位置', 'a position'],
    ['6f1d9c1e-3f43-5f0a-9d5e-0d2c1b7a4e58', '编号', 'an id'],
  ])('under a name that is read as another moment is refused, and told as what: %s', (name, zh, en) => {
    for (const named of [sealing('new', { name }), stage('FIRST_UP', { name })]) {
      given(opened())
        .when(named)
        .thenRefused('INVALID_INPUT', { argument: ['name'] });
      const { message, messageEn } = refusalOf(() => decide(named, stateAfter(opened())));
      expect([message, messageEn]).toEqual([expect.stringContaining(zh), expect.stringContaining(en)]);
    }
  });

  it('under such a name before that was refused is withdrawn as any other', () => {
    given(opened(), sealed('old', { name: 'v2' }))
      .when(withdrawing('old'))
      .then(fact('SealWithdrawn', { sealId: 'old' }));
  });

  it.each(['FIRST_UP', 'first-down', 'Second_Up'])('under the code of a stage is refused: %s', (name) => {
    for (const named of [sealing('new', { name }), stage('FIRST_UP', { name })]) {
      given(opened())
        .when(named)
        .thenRefused('INVALID_INPUT', { argument: ['name'] });
    }
  });

  it.each(['v2稿', '2024年', '2024-03', 'nowhere', 'drafts', '报送2024-03-01'])(
    'under a name that only has such a text within it is possible: %s',
    (name) => {
      given(opened()).when(sealing('new', { name })).then(sealed('new', { name }));
    },
  );

  it.each(['viewer', 'editor', 'auditor', ''])('by the role %j is forbidden, as is withdrawing a seal', (role) => {
    given(opened())
      .when(stage('FIRST_UP', { by: askedAs(role) }))
      .thenRefused('FORBIDDEN');
    given(opened(), sealed('old'))
      .when(withdrawing('old', { by: askedAs(role) }))
      .thenRefused('FORBIDDEN');
  });

  it.each(['reviewer', 'finance', 'admin'])('is allowed to the role %s, as is withdrawing a seal', (role) => {
    given(opened())
      .when(sealing('new', { name: '稿', by: askedAs(role) }))
      .then(sealed('new', { name: '稿' }));
    given(opened(), sealed('old'))
      .when(withdrawing('old', { by: askedAs(role) }))
      .then(fact('SealWithdrawn', { sealId: 'old' }));
  });

  it('of a budget that is not open is refused', () => {
    given()
      .when(stage('FIRST_UP'))
      .thenRefused('NOT_FOUND', { argument: ['budgetId'], entityId: 'budget-1' });
  });
});

describe('sealing 二上', () => {
  const table = {
    contentHash: tableHash,
    totals: { fiscalAppropriation: '70.5', specialAccount: '0', other: '29.50' },
  };
  const before = [opened(), ...through('FIRST_UP', 'FIRST_DOWN')];
  const secondUp = stage('SECOND_UP', { table });
  const done = sealed('new', { stage: 'SECOND_UP', name: '二上' });

  it.each([
    [{ total: '99.99' }, ['100.00', '99.99']],
    [{ fiscalAppropriation: '70.49' }, ['70.5', '70.49']],
    [{ other: '0' }, ['29.50', '0']],
    [{ total: '1', other: '29.4' }, ['100.00', '29.4']],
  ])('above the control number %j is refused with the figures', (limits, figures) => {
    const saves = [...before, controlNumber(limits)];
    given(...saves)
      .when(secondUp)
      .thenRefused('ABOVE_CONTROL_NUMBER', { argument: ['version'], entityId: 'budget-1' });
    const refusal = refusalOf(() => decide(secondUp, stateAfter(...saves)));
    for (const figure of figures)
      for (const text of [refusal.message, refusal.messageEn]) expect(text).toContain(figure);
  });

  it('at the control number, without one, or under a newer one is done', () => {
    given(...before, controlNumber({ total: '100', other: '29.5', specialAccount: '0' }))
      .when(secondUp)
      .then(done);
    given(...before)
      .when(secondUp)
      .then(done);
    given(...before, controlNumber({ total: '1' }), controlNumber({ total: '101' }))
      .when(secondUp)
      .then(done);
  });

  it('alone is held to it', () => {
    given(opened(), controlNumber({ total: '1' }))
      .when(stage('FIRST_UP', { table }))
      .then(sealed('new', { stage: 'FIRST_UP', name: '一上' }));
  });
});
