import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../events/budget/budget.decide.js';
import type { Stage, VersionSealed } from '../../../events/sealing/sealing.events.js';
import { stageNames } from '../../../events/sealing/sealing.events.js';
import type { SealVersion } from '../../../events/sealing/sealing.commands.js';
import { fact, opened } from '../../support/given-when-then/budget-builders.js';
import { given, refusalOf, stateAfter } from '../../support/given-when-then/decider-spec.js';
import { controlNumber, sealed, sealing, tableHash } from '../../support/given-when-then/sealing.js';

const upTo = (...stages: Stage[]) => [
  opened(),
  ...stages.map((stage) => sealed(stage, { stage, name: stageNames[stage] })),
];
const lifted = fact('ControlNumberWithdrawn', {});
const stage = (named: Stage, content: Partial<SealVersion> = {}) => sealing('new', { stage: named, ...content });
const done = (named: Stage, content: Partial<VersionSealed> = {}) =>
  sealed('new', { stage: named, name: stageNames[named], ...content });

describe('一下 and the control number', () => {
  const before = upTo('FIRST_UP');
  const issued = controlNumber({ total: '100', document: '越财〔2024〕3号' });
  const withIt = { withoutControlNumber: null };
  const details = { argument: ['withoutControlNumber'], entityId: 'budget-1' };

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
    const missing = { argument: ['basisDocument'], entityId: 'budget-1' };
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
      [[...before, issued, lifted], '撤销（版本 '],
      [[...before, issued, controlNumber({})], '撤销（版本 '],
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
      .thenRefused('INVALID_INPUT', { argument: details.argument });
  });
});

describe('二上 and the control number', () => {
  const details = { argument: ['withoutControlNumber'], entityId: 'budget-1' };
  const saying = { withoutControlNumber: '指标收回' };
  const issued = controlNumber({ total: '100' });
  const carried = sealed('FIRST_DOWN', { stage: 'FIRST_DOWN', name: '一下', withoutControlNumber: null });
  const withdrawn = [...upTo('FIRST_UP'), issued, carried, lifted];

  it('needs one in force, or a reason why there is none, where it was withdrawn since 一下', () => {
    for (const saves of [withdrawn, [...upTo('FIRST_UP', 'FIRST_DOWN'), issued, lifted]]) {
      const command = stage('SECOND_UP');
      given(...saves)
        .when(command)
        .thenRefused('INVALID_INPUT', details);
      const { message, messageEn } = refusalOf(() => decide(command, stateAfter(...saves)));
      for (const text of [message, messageEn]) expect(text).toMatch(/editor-\d.*withoutControlNumber/);
      given(...saves)
        .when(stage('SECOND_UP', saying))
        .then(done('SECOND_UP', saying));
      given(...saves, issued)
        .when(stage('SECOND_UP'))
        .then(done('SECOND_UP'));
    }
  });

  it('needs no other reason where 一下 has said it, and none was issued since', () => {
    given(...upTo('FIRST_UP', 'FIRST_DOWN'))
      .when(stage('SECOND_UP'))
      .then(done('SECOND_UP'));
    given(...upTo('FIRST_UP'), issued, lifted, sealed('FIRST_DOWN', { stage: 'FIRST_DOWN', name: '一下' }))
      .when(stage('SECOND_UP'))
      .then(done('SECOND_UP'));
  });

  it('asks for one where an earlier 一下 said nothing of it', () => {
    given(...upTo('FIRST_UP'), carried)
      .when(stage('SECOND_UP'))
      .thenRefused('INVALID_INPUT', details);
  });

  it('says no reason where one is in force', () => {
    given(...upTo('FIRST_UP'), issued, carried)
      .when(stage('SECOND_UP', saying))
      .thenRefused('INVALID_INPUT', details);
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
        .thenRefused('INVALID_INPUT', { argument: ['reason'], entityId: 'budget-1' });
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
