import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BudgetAt, RootArguments } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../../support/random/drafting.js';
import { fromNow } from '../../support/ledgers/feeding.js';
import { ledgerIn } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { approved, codes, twoProjects } from '../../support/stories/two-projects.js';
import { reader } from '../../support/ledgers/reader.js';
import { sealAsked } from '../../support/stories/sealing-grounds.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
});
afterAll(() => folder.leave());

const now = async (): Promise<RootArguments> => ({
  caller: reader,
  at: null,
  head: await ledger.services.queries.head(null),
});

describe('the preview of a promotion', () => {
  const blockersOf = async ({ drafting }: TwoProjects, draftId: string) => {
    const { preview } = await drafting.promote(draftId, [], null);
    return preview?.blockers.map(({ code }) => code);
  };

  it('says what would stand in its way as things are, and shows the result all the same', async () => {
    const made = await twoProjects(ledger);
    const draftId = await made.drafting.open();
    accepted(await made.edit(draftId, made.raise('甲', '150')));
    expect(await blockersOf(made, draftId)).toEqual(['DRAFT_STATUS']);
    expect((await made.drafting.promote(draftId, [], null)).preview?.changesHash).toMatch(/^[0-9a-f]{64}$/);
    await made.drafting.approve(draftId);
    expect(await blockersOf(made, draftId)).toEqual([]);
  });

  it('names who withdrew the row that a conflict is about', async () => {
    const made = await twoProjects(ledger);
    const draftId = await approved(made, made.raise('甲', '150'));
    accepted(await made.edit(null, { type: 'WithdrawProject', projectId: made.own('甲') }));
    const { preview } = await made.drafting.promote(draftId, [], null);
    expect(preview?.conflicts).toMatchObject([
      {
        kind: 'EDITED_AND_WITHDRAWN',
        entityId: made.own('甲'),
        path: null,
        withdrawal: { kind: 'REMOVED', version: 3, draftId: null, actor: { id: 'editor-1' } },
      },
    ]);
  });
});

describe('comparing a budget with a draft', () => {
  it('names the draft’s change, even where the budget’s came later', async () => {
    const { budgetId, drafting, edit, raise } = await twoProjects(ledger);
    const draftId = await drafting.open();
    accepted(await edit(draftId, raise('甲', '150')));
    accepted(await edit(null, raise('甲', '120')));
    const to: BudgetAt = { budgetId, at: { draft: { id: draftId } } };
    const comparison = await ledger.services.queries.compare({ budgetId, at: null }, to, await now());
    const [cell] = (await comparison.rows({}, { first: 1, after: null })).edges[0]?.node.cells ?? [];
    expect(cell).toMatchObject({ before: '120', after: '150' });
    expect(await cell?.lastChange()).toMatchObject({ after: '150', draftId, version: 1 });
  });
});

describe('a draft’s id', () => {
  it('is no budget’s', async () => {
    const { drafting } = await twoProjects(ledger);
    const draftId = await drafting.open();
    const { queries, feeds } = ledger.services;
    expect(await queries.budget(draftId, await now())).toBeNull();
    expect(await queries.budget(draftId, { ...(await now()), at: { version: 1 } })).toBeNull();
    await expect(feeds.budgetChanged(draftId, fromNow, reader)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('after 二下', () => {
  it('the table stays locked as long as 二下 stands, which stands as long as an adjustment does', async () => {
    const { budgetId, drafting, edit, raise } = await twoProjects(ledger);
    const { commands } = ledger.services;
    const finance = { ...drafting.as('finance', 'finance'), basisDocument: '财预〔2024〕9号' };
    const seal = async (stage: 'FIRST_UP' | 'FIRST_DOWN' | 'SECOND_UP' | 'SECOND_DOWN' | 'ADJUSTMENT') => {
      const asked = { ...finance, ...sealAsked(stage), budgetId };
      const sealed = accepted(await commands.sealVersion(asked));
      const [event] = sealed.events;
      return event?.type === 'VersionSealed' ? event.data.sealId : '';
    };
    for (const stage of ['FIRST_UP', 'FIRST_DOWN', 'SECOND_UP'] as const) await seal(stage);
    const approval = await seal('SECOND_DOWN');
    const adjustment = await seal('ADJUSTMENT');
    const withdraw = async (sealId: string) => commands.withdrawSeal({ ...finance, sealId, expectedVersion: null });
    expect(codes(await withdraw(approval))).toEqual([['STAGE_OUT_OF_ORDER', 'sealId']]);
    accepted(await withdraw(adjustment));
    expect(codes(await edit(null, raise('甲', '110')))).toEqual([['NEEDS_ADJUSTMENT', 'budgetId']]);
    accepted(await withdraw(approval));
    expect((await edit(null, raise('甲', '110'))).refused).toBe(false);
  });
});
