import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftDesk } from '../support/clients/draft-desk.js';
import { budgetId } from '../support/clients/reverting.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
const { as, open, reply } = draftDesk(() => ledger);
let draft: any;
beforeAll(async () => {
  ledger = await startLedger();
  draft = await open('一上稿');
});
afterAll(cleanUp);

describe('a point in a draft that cannot be read', () => {
  it.each([
    ['an unknown draft', () => 'draft: { id: "nothing" }', 'UNKNOWN_DRAFT', ['at', 'draft', 'id']],
    [
      'a version it has not',
      () => `draft: { id: "${draft.id}", version: 3 }`,
      'UNKNOWN_VERSION',
      ['at', 'draft', 'version'],
    ],
    [
      'a version below its base',
      () => `draft: { id: "${draft.id}", version: -1 }`,
      'UNKNOWN_VERSION',
      ['at', 'draft', 'version'],
    ],
    [
      'a time before it',
      () => `draft: { id: "${draft.id}", time: "2020-01-01T00:00:00Z" }`,
      'UNKNOWN_DRAFT',
      ['at', 'draft', 'time'],
    ],
    [
      'a time to come',
      () => `draft: { id: "${draft.id}", time: "2999-01-01T00:00:00Z" }`,
      'FUTURE_TIME',
      ['at', 'draft', 'time'],
    ],
    [
      'two points',
      () => `draft: { id: "${draft.id}", version: 1, time: "2020-01-01T00:00:00Z" }`,
      'INVALID_AT',
      ['at', 'draft'],
    ],
  ])('%s is refused with the argument', async (_case, point, code, argument) => {
    const { errors } = await reply(`{ budget(id: "${budgetId}", at: { ${point()} }) { name } }`);
    expect(errors).toMatchObject([{ extensions: { code, argument } }]);
  });

  it('lists over many budgets take no draft', async () => {
    for (const list of ['budgets', 'projects', 'indicators', 'changes']) {
      const { errors } = await reply(`{ ${list}(at: { draft: { id: "${draft.id}" } }) { nodes { id } } }`);
      expect(errors).toMatchObject([{ extensions: { code: 'VERSION_NEEDS_ONE_BUDGET', argument: ['at', 'draft'] } }]);
    }
  });

  it('a draft of another budget is refused, and two budgets have no version in common', async () => {
    const opened = await as(
      'editor-1',
      'openBudget',
      { unitKey: '别的单位', name: '别的单位', fiscalYear: 2025, taxonomy: 'cn-2021' },
      'budget { id }',
    );
    const { id } = opened.budget;
    const { errors } = await reply(`{ budget(id: "${id}", at: { draft: { id: "${draft.id}" } }) { name } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_DRAFT', argument: ['at', 'draft', 'id'] } }]);
    const refused = await reply(
      `{ compare(from: { budgetId: "${budgetId}" }, to: { budgetId: "${id}" }, base: MERGE_BASE) { identical } }`,
    );
    expect(refused.errors).toMatchObject([{ extensions: { code: 'INVALID_ARGUMENT', argument: ['base'] } }]);
  });
});
