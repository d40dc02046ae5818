import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { Stage, VersionSealed } from '../../../events/sealing/sealing.events.js';
import { issuers, stageNames } from '../../../events/sealing/sealing.events.js';
import type { SealVersion } from '../../../events/sealing/sealing.commands.js';
import { fact, opened } from '../../support/given-when-then/budget-builders.js';
import { given, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { askedAs, sealed, sealing } from '../../support/given-when-then/sealing.js';

const upTo = (...stages: Stage[]) => [
  opened(),
  ...stages.map((stage) => sealed(stage, { stage, name: stageNames[stage] })),
];
const stage = (named: Stage, content: Partial<SealVersion> = {}) => sealing('new', { stage: named, ...content });
const done = (named: Stage, content: Partial<VersionSealed> = {}) =>
  sealed('new', { stage: named, name: stageNames[named], ...content });

describe.each([
  ['FIRST_DOWN', upTo('FIRST_UP')],
  ['SECOND_DOWN', upTo('FIRST_UP', 'FIRST_DOWN', 'SECOND_UP')],
] as const)('%s', (named, before) => {
  it.each(issuers)('says that it was issued by %s, with document and day, whoever of both sides seals it', (issuer) => {
    for (const role of ['finance', 'reviewer', 'admin']) {
      given(...before)
        .when(stage(named, { issuer, issuedOn: '2024-03-29', basisDocument: '越财〔2024〕3号', by: askedAs(role) }))
        .then(done(named, { issued: { issuer, document: '越财〔2024〕3号', date: '2024-03-29' } }));
    }
  });

  it.each([
    [{ issuer: null }, ['issuer'], '下达方'],
    [{ issuedOn: null }, ['issuedOn'], '下达日期'],
    [{ issuedOn: '' }, ['issuedOn'], '下达日期'],
    [{ basisDocument: null, approvedBy: null }, ['basisDocument'], '文号'],
    [{ basisDocument: '', approvedBy: null }, ['basisDocument'], '文号'],
  ])('without %j is refused, and says what is missing', (content, argument, word) => {
    given(...before)
      .when(stage(named, content))
      .thenRefused('INVALID_INPUT', { argument, entityId: 'budget-1' });
    expect(refusalOf(() => decide(stage(named, content), stateAfter(...before))).message).toContain(`请补填${word}`);
  });

  it('that says nothing of its issue is told everything that is missing', () => {
    const nothing = { issuer: null, issuedOn: null, basisDocument: null, approvedBy: null };
    given(...before)
      .when(stage(named, nothing))
      .thenRefusedFor(['INVALID_INPUT', 'issuer'], ['INVALID_INPUT', 'issuedOn'], ['INVALID_INPUT', 'basisDocument']);
  });

  it('is told what is wrong with its approver and its day at once', () => {
    given(...before)
      .when(stage(named, { approvedBy: '张 三', issuedOn: '2024-02-30' }))
      .thenRefusedFor(['INVALID_INPUT', 'approvedBy'], ['INVALID_INPUT', 'issuedOn']);
  });

  it.each(['2023-02-29', '2024-13-01', '2024-3-1', '2024年3月1日', 'today', ' 2024-03-01'])(
    'of the day %j, which is none, is refused',
    (issuedOn) => {
      given(...before)
        .when(stage(named, { issuedOn }))
        .thenRefused('INVALID_INPUT', { argument: ['issuedOn'], entityId: 'budget-1' });
    },
  );

  it('is sealed on the day on which it was issued, and not before it', () => {
    given(...before)
      .when(stage(named, { issuedOn: '2024-03-02', today: '2024-03-01' }))
      .thenRefused('FUTURE_TIME', { argument: ['issuedOn'], entityId: 'budget-1' });
    given(...before)
      .when(stage(named, { issuedOn: '2024-03-02', today: '2024-03-02' }))
      .then(done(named, { issued: { issuer: 'FINANCE', document: '财预〔2024〕1号', date: '2024-03-02' } }));
  });
});

describe('二下', () => {
  const before = upTo('FIRST_UP', 'FIRST_DOWN', 'SECOND_UP');
  const issued = (date: string) => ({ issuer: 'FINANCE' as const, document: '财预〔2024〕1号', date });

  it('is issued on the day of 一下 or a later one', () => {
    given(...before)
      .when(stage('SECOND_DOWN', { issuedOn: '2024-02-29' }))
      .thenRefused('STAGE_OUT_OF_ORDER', { argument: ['issuedOn'], entityId: 'FIRST_DOWN' });
    given(...before)
      .when(stage('SECOND_DOWN', { issuedOn: '2024-03-01' }))
      .then(done('SECOND_DOWN', { issued: issued('2024-03-01') }));
  });

  it('follows no 一下 that was withdrawn, nor one from before days were asked', () => {
    const again = [fact('SealWithdrawn', { sealId: 'SECOND_UP' }), fact('SealWithdrawn', { sealId: 'FIRST_DOWN' })];
    const another = sealed('another', { stage: 'FIRST_DOWN', name: '一下', issued: issued('2024-01-31') });
    const third = sealed('third', { stage: 'SECOND_UP', name: '二上' });
    given(...before, ...again, another, third)
      .when(stage('SECOND_DOWN', { issuedOn: '2024-02-01' }))
      .then(done('SECOND_DOWN', { issued: issued('2024-02-01') }));
    const old = sealed('old', { stage: 'FIRST_DOWN', name: '一下', issued: null });
    given(...upTo('FIRST_UP'), old, third)
      .when(stage('SECOND_DOWN', { issuedOn: '2001-02-01' }))
      .then(done('SECOND_DOWN', { issued: issued('2001-02-01') }));
  });
});

describe('a seal that came down from nobody', () => {
  it.each([
    [stage('FIRST_UP'), upTo()],
    [stage('SECOND_UP'), upTo('FIRST_UP', 'FIRST_DOWN')],
    [stage('ADJUSTMENT'), upTo('FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN')],
    [sealing('new', { name: '送审稿' }), upTo()],
  ])('says nothing of an issue, and only 二上 may say why there is no control number', (command, before) => {
    const named = command.stage === null ? '送审稿' : stageNames[command.stage];
    given(...before)
      .when(command)
      .then(sealed('new', { stage: command.stage, name: named, issued: null }));
    for (const [content, member] of [
      [{ issuer: 'FINANCE', issuedOn: '2024-03-01' }, 'issuer'],
      [{ issuedOn: '2024-03-01' }, 'issuedOn'],
      [{ withoutControlNumber: '未下达' }, 'withoutControlNumber'],
    ] as const) {
      if (command.stage === 'SECOND_UP' && member === 'withoutControlNumber') continue;
      given(...before)
        .when({ ...command, ...content })
        .thenRefused('INVALID_INPUT', { argument: [member] });
    }
  });
});

describe('an approver', () => {
  const approving = (content: Partial<SealVersion>) => stage('FIRST_UP', content);
  const onBehalf = { role: 'reviewer', actorId: 'clerk-1', onBehalfOf: 'head-1', unit: null };

  it.each([null, ''])('is whoever seals for %j', (approvedBy) => {
    given(opened())
      .when(approving({ approvedBy, basisDocument: null }))
      .then(done('FIRST_UP', { approvedBy: 'finance-1' }));
  });

  it('needs no document where it is the caller, or who the caller acts for', () => {
    given(opened())
      .when(approving({ approvedBy: 'finance-1', basisDocument: null }))
      .then(done('FIRST_UP', { approvedBy: 'finance-1' }));
    given(opened())
      .when(approving({ approvedBy: 'head-1', basisDocument: null, by: onBehalf }))
      .then(done('FIRST_UP', { approvedBy: 'head-1' }));
  });

  it.each([null, ''])('who is somebody else needs a document: %j is refused', (basisDocument) => {
    given(opened())
      .when(approving({ approvedBy: 'head-2', basisDocument, by: onBehalf }))
      .thenRefused('INVALID_INPUT', { argument: ['basisDocument'] });
  });

  it.each(['张三', '局长 张三', 'zhang san', ' head-1', 'head-1\n', 'head\u200B1', 'h'.repeat(201)])(
    '%j, which is no id, is refused',
    (approvedBy) => {
      given(opened())
        .when(approving({ approvedBy }))
        .thenRefused('INVALID_INPUT', { argument: ['approvedBy'] });
      expect(refusalOf(() => decide(approving({ approvedBy }), stateAfter(opened()))).message).toContain('编号');
    },
  );

  it.each(['head-1', 'zhang.san@example.org', 'h'.repeat(200), '007'])('%j is an id', (approvedBy) => {
    given(opened()).when(approving({ approvedBy })).then(done('FIRST_UP', { approvedBy }));
  });
});
