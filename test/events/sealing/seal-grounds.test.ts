import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { Stage, VersionSealed } from '../../../events/sealing/sealing.events.js';
import { issuers, stageNames } from '../../../events/sealing/sealing.events.js';
import type { SealVersion } from '../../../events/sealing/sealing.commands.js';
import { fact, opened } from '../../support/given-when-then/budget-builders.js';
import { given, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { askedAs, controlNumber, sealed, sealing, tableHash } from '../../support/given-when-then/sealing.js';

const upTo = (...stages: Stage[]) => [
  opened(),
  ...stages.map((stage) => sealed(stage, { stage, name: stageNames[stage] })),
];
const lifted = fact('ControlNumberWithdrawn', {});
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
        .when(stage(named, { issuer, issuedOn: '2024-02-29', basisDocument: '越财〔2024〕3号', by: askedAs(role) }))
        .then(done(named, { issued: { issuer, document: '越财〔2024〕3号', date: '2024-02-29' } }));
    }
  });

  it.each([
    [{ issuer: null }, ['issuer'], '下达方'],
    [{ issuedOn: null }, ['issuedOn'], '下达日期'],
    [{ issuedOn: '' }, ['issuedOn'], '下达日期'],
    [{ basisDocument: null, approvedBy: null }, ['basisDocument'], '文号'],
    [{ basisDocument: '', approvedBy: null }, ['basisDocument'], '文号'],
  ])('without %j is refused, and says what is missing', (content, path, word) => {
    given(...before)
      .when(stage(named, content))
      .thenRefused('INVALID_INPUT', { path, entityId: 'budget-1' });
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
        .thenRefused('INVALID_INPUT', { path: ['issuedOn'], entityId: 'budget-1' });
    },
  );
});

describe('a seal that came down from nobody', () => {
  it.each([
    [stage('FIRST_UP'), upTo()],
    [stage('SECOND_UP'), upTo('FIRST_UP', 'FIRST_DOWN')],
    [stage('ADJUSTMENT'), upTo('FIRST_UP', 'FIRST_DOWN', 'SECOND_UP', 'SECOND_DOWN')],
    [sealing('new', { name: '送审稿' }), upTo()],
  ])('says nothing of an issue', (command, before) => {
    const named = command.stage === null ? '送审稿' : stageNames[command.stage];
    given(...before)
      .when(command)
      .then(sealed('new', { stage: command.stage, name: named, issued: null }));
    for (const [content, member] of [
      [{ issuer: 'FINANCE', issuedOn: '2024-03-01' }, 'issuer'],
      [{ issuedOn: '2024-03-01' }, 'issuedOn'],
      [{ withoutControlNumber: '未下达' }, 'withoutControlNumber'],
    ] as const) {
      given(...before)
        .when({ ...command, ...content })
        .thenRefused('INVALID_INPUT', { path: [member] });
    }
  });
});

describe('一下 and the control number', () => {
  const before = upTo('FIRST_UP');
  const issued = controlNumber({ total: '100', document: '越财〔2024〕3号' });
  const withIt = { withoutControlNumber: null };
  const details = { path: ['withoutControlNumber'], entityId: 'budget-1' };

  it('carries the one in force, and its document where no other is named', () => {
    const own = { approvedBy: null, basisDocument: null };
    const doneWith = (document: string) =>
      done('FIRST_DOWN', {
        approvedBy: 'finance-1',
        withoutControlNumber: null,
        issued: { issuer: 'FINANCE', document, date: '2024-03-01' },
      });
    given(...before, issued)
      .when(stage('FIRST_DOWN', { ...withIt, ...own }))
      .then(doneWith('越财〔2024〕3号'));
    given(...before, issued)
      .when(stage('FIRST_DOWN', { ...withIt, ...own, basisDocument: '越财〔2024〕5号' }))
      .then(doneWith('越财〔2024〕5号'));
    // The save of the control number is the third.
    given(...before, issued, fact('SaveAnnotated', { version: 3, basisDocument: '越财〔2024〕4号' }))
      .when(stage('FIRST_DOWN', { ...withIt, ...own }))
      .then(doneWith('越财〔2024〕4号'));
  });

  it('names its own document where the control number has none, or is corrected to have none', () => {
    const own = { ...withIt, approvedBy: null, basisDocument: null };
    const missing = { path: ['basisDocument'], entityId: 'budget-1' };
    given(...before, controlNumber({ total: '100' }))
      .when(stage('FIRST_DOWN', own))
      .thenRefused('INVALID_INPUT', missing);
    given(...before, issued, fact('SaveAnnotated', { version: 3, basisDocument: '' }))
      .when(stage('FIRST_DOWN', own))
      .thenRefused('INVALID_INPUT', missing);
  });

  it.each([null, ''])('is refused without one, for the reason %j, which tells a lifted one', (withoutControlNumber) => {
    for (const [saves, told] of [
      [before, '尚未下达'],
      [[...before, issued, lifted], '已撤销'],
      [[...before, issued, controlNumber({})], '已撤销'],
    ] as const) {
      const command = stage('FIRST_DOWN', { withoutControlNumber });
      given(...saves)
        .when(command)
        .thenRefused('INVALID_INPUT', details);
      expect(refusalOf(() => decide(command, stateAfter(...saves))).message).toContain(told);
    }
  });

  it('says why there is none', () => {
    for (const saves of [before, [...before, issued, lifted]]) {
      given(...saves)
        .when(stage('FIRST_DOWN', { withoutControlNumber: '本年不下达' }))
        .then(done('FIRST_DOWN', { withoutControlNumber: '本年不下达' }));
    }
  });

  it('with a reason for having none is refused where one is in force, and where no event could hold it', () => {
    given(...before, issued)
      .when(stage('FIRST_DOWN', { withoutControlNumber: '本年不下达' }))
      .thenRefused('INVALID_INPUT', details);
    given(...before)
      .when(stage('FIRST_DOWN', { withoutControlNumber: '本年\n不下达' }))
      .thenRefused('INVALID_INPUT', { path: details.path });
  });
});

describe('二下 and the control number', () => {
  const before = upTo('FIRST_UP', 'FIRST_DOWN', 'SECOND_UP');
  const table = {
    contentHash: tableHash,
    totals: { fiscalAppropriation: '70.5', specialAccount: '0', other: '29.50' },
  };

  it.each([
    [{ total: '100.01' }, [{ cell: 'total', limit: '100.01', sum: '100.00' }], ['少 0.01 万元', '-0.01']],
    [{ total: '99' }, [{ cell: 'total', limit: '99', sum: '100.00' }], ['多 1.00 万元', '+1.00']],
    [
      { total: '100', other: '29', specialAccount: '1' },
      [
        { cell: 'specialAccount', limit: '1', sum: '0' },
        { cell: 'other', limit: '29', sum: '29.50' },
      ],
      ['财政专户拨款', '少 1 万元', '其他资金', '多 0.50 万元'],
    ],
  ] as const)('that differs from %j needs a reason, and keeps the figures', (limits, controlDifference, told) => {
    const saves = [...before, controlNumber(limits)];
    for (const reason of [null, '']) {
      const command = stage('SECOND_DOWN', { table, reason });
      given(...saves)
        .when(command)
        .thenRefused('INVALID_INPUT', { path: ['reason'], entityId: 'budget-1' });
      const { message, messageEn } = refusalOf(() => decide(command, stateAfter(...saves)));
      for (const each of told) expect(`${message} ${messageEn}`).toContain(each);
      for (const { limit, sum } of controlDifference) {
        for (const text of [message, messageEn]) expect(text).toContain(`${sum}`);
        for (const text of [message, messageEn]) expect(text).toContain(`${limit}`);
      }
    }
    given(...saves)
      .when(stage('SECOND_DOWN', { table, reason: '追加' }))
      .then(done('SECOND_DOWN', { controlDifference: [...controlDifference] }));
  });

  it('needs none where they agree, whatever the digits, or where no control number is in force', () => {
    const agreed = controlNumber({ total: '100', other: '29.5', specialAccount: '0.00' });
    for (const saves of [[agreed], [], [controlNumber({ total: '1' }), lifted]]) {
      given(...before, ...saves)
        .when(stage('SECOND_DOWN', { table }))
        .then(done('SECOND_DOWN'));
    }
  });

  it('alone is compared: another seal keeps no difference', () => {
    given(...upTo('FIRST_UP', 'FIRST_DOWN'), controlNumber({ total: '200' }))
      .when(stage('SECOND_UP', { table }))
      .then(done('SECOND_UP'));
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
      .thenRefused('INVALID_INPUT', { path: ['basisDocument'] });
  });

  it.each(['张三', '局长 张三', 'zhang san', ' head-1', 'head-1\n', 'head\u200B1', 'h'.repeat(201)])(
    '%j, which is no id, is refused',
    (approvedBy) => {
      given(opened())
        .when(approving({ approvedBy }))
        .thenRefused('INVALID_INPUT', { path: ['approvedBy'] });
      expect(refusalOf(() => decide(approving({ approvedBy }), stateAfter(opened()))).message).toContain('编号');
    },
  );

  it.each(['head-1', 'zhang.san@example.org', 'h'.repeat(200), '007'])('%j is an id', (approvedBy) => {
    given(opened()).when(approving({ approvedBy })).then(done('FIRST_UP', { approvedBy }));
  });
});
