import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mutation, MutationName, UserError } from '../support/clients/contract.js';
import { budgetId } from '../support/clients/reverting.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(cleanUp);

/** Nothing was stored. */
afterEach(async () => {
  const { budget } = await ledger.data(`{ budget(id: "${budgetId}") { basis { version } seals { id } } }`);
  expect(budget).toEqual({ basis: { version: 1 }, seals: [] });
});

async function refusals(mutation: MutationName, input: object, role = 'admin'): Promise<UserError[]> {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const query = `mutation($input: ${type}Input!) { answer: ${mutation}(input: $input) {
    position version userErrors { code message messageEn argument entityId } } }`;
  const { answer } = await ledger.data<{ answer: Mutation[MutationName] }>(
    query,
    { input },
    { 'x-actor-id': 'someone-1', 'x-actor-role': role },
  );
  expect(answer).toMatchObject({ position: null, version: null });
  for (const { message, messageEn } of answer.userErrors) {
    expect([message, messageEn]).toEqual([
      expect.stringMatching(/\p{Script=Han}/u),
      expect.stringMatching(/[A-Za-z]{3}/),
    ]);
  }
  return answer.userErrors;
}

describe('a command about versions with a wrong value is refused with code and place', () => {
  it.each<[string, MutationName, object, string, string]>([
    ['a version that is not there', 'sealVersion', { stage: 'FIRST_UP', version: 9 }, 'NOT_FOUND', 'version'],
    ['a stage out of order', 'sealVersion', { stage: 'SECOND_UP' }, 'STAGE_OUT_OF_ORDER', 'stage'],
    ['a seal without a name', 'sealVersion', {}, 'INVALID_INPUT', 'name'],
    ['what was not seen', 'sealVersion', { name: '稿', contentHash: 'x' }, 'STALE_CONTENT', 'contentHash'],
    [
      'a version that is not there yet',
      'sealVersion',
      { name: '稿', expectedVersion: 9 },
      'VERSION_AHEAD',
      'expectedVersion',
    ],
    [
      'an issuer where nobody issues',
      'sealVersion',
      { stage: 'FIRST_UP', issuer: 'FINANCE' },
      'INVALID_INPUT',
      'issuer',
    ],
    ['an approver who is no id', 'sealVersion', { name: '稿', approvedBy: '王局长' }, 'INVALID_INPUT', 'approvedBy'],
    [
      'an approval that no document shows',
      'sealVersion',
      { name: '稿', approvedBy: 'head-1' },
      'INVALID_INPUT',
      'basisDocument',
    ],
    ['a control number without a total', 'issueControlNumber', { other: '1' }, 'INVALID_INPUT', 'total'],
    ['a part above the total', 'issueControlNumber', { total: '1', other: '2' }, 'INVALID_INPUT', 'other'],
    ['an empty control number', 'issueControlNumber', {}, 'INVALID_INPUT', 'total'],
    ['lifting what is not there', 'withdrawControlNumber', { reason: '一' }, 'NOT_FOUND', 'budgetId'],
    ['a control number below zero', 'issueControlNumber', { total: '-1' }, 'INVALID_INPUT', 'total'],
    ['a correction of nothing', 'annotateSave', { version: 1 }, 'INVALID_INPUT', 'correctedReason'],
    ['a correction of no save', 'annotateSave', { version: 2, correctedReason: '一' }, 'NOT_FOUND', 'version'],
  ])('%s', async (_name, mutation, input, code, member) => {
    expect(await refusals(mutation, { budgetId, ...input })).toMatchObject([{ code, argument: ['input', member] }]);
  });

  it.each<[string, MutationName, object, string]>([
    ['viewer', 'sealVersion', { stage: 'FIRST_UP' }, 'reviewer, finance, admin'],
    ['editor', 'sealVersion', { stage: 'FIRST_UP' }, 'reviewer, finance, admin'],
    ['reviewer', 'issueControlNumber', { total: '1' }, 'finance, admin'],
    ['reviewer', 'withdrawControlNumber', { reason: '一' }, 'finance, admin'],
  ])('the role %s for %s, which is told who may', async (role, mutation, input, who) => {
    expect(await refusals(mutation, { budgetId, ...input }, role)).toMatchObject([
      { code: 'FORBIDDEN', argument: ['input'], messageEn: expect.stringContaining(who) },
    ]);
  });

  it('a seal that is not there, and a budget that is not', async () => {
    expect(
      await refusals('withdrawSeal', { sealId: '0190a0b0-0000-7000-8000-00000000dead', reason: '一' }),
    ).toMatchObject([
      { code: 'NOT_FOUND', argument: ['input', 'sealId'], entityId: '0190a0b0-0000-7000-8000-00000000dead' },
    ]);
    expect(
      await refusals('sealVersion', { budgetId: '0190a0b0-0000-7000-8000-00000000dead', stage: 'FIRST_UP' }),
    ).toMatchObject([{ code: 'NOT_FOUND', argument: ['input', 'budgetId'] }]);
  });
});

describe('a question at a seal that is not there', () => {
  it('is refused with code and argument', async () => {
    const { errors } = await ledger.query(
      `{ budget(id: "${budgetId}", at: { sealId: "0190a0b0-0000-7000-8000-00000000dead" }) { id } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', argument: ['at', 'sealId'] } }]);
  });
});
