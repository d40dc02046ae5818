import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { examineLedger } from '../../../src/app/examine-ledger.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../../support/random/drafting.js';
import { ledgerIn, request } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { approved, codes, previewed, twoProjects } from '../../support/stories/two-projects.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
});
afterAll(() => folder.leave());

const table = () => twoProjects(ledger);

describe('a draft that may not be promoted', () => {
  it.each([
    ['was not approved', async () => undefined, 'DRAFT_STATUS'],
    [
      'was edited since it was approved',
      async ({ drafting, edit, raise }: TwoProjects, draftId: string) => {
        await drafting.approve(draftId);
        accepted(await edit(draftId, raise('乙', '201')));
      },
      'DRAFT_STATUS',
    ],
    [
      'was discarded',
      async ({ drafting }: TwoProjects, draftId: string) => {
        const asked = { ...drafting.as('editor-1', 'editor'), draftId, expectedVersion: null };
        accepted(await ledger.services.commands.discardDraft(asked));
      },
      'DRAFT_CLOSED',
    ],
  ])('because it %s says so, and stores nothing', async (_why, before, code) => {
    const made = await table();
    const draftId = await made.drafting.open();
    accepted(await made.edit(draftId, made.raise('甲', '150')));
    await before(made, draftId);
    expect(codes(await made.drafting.promote(draftId, [], 'hash'))).toEqual([[code, 'draftId']]);
    expect(await made.version()).toBe(2);
  });

  it('is not there, or whoever asks is an editor', async () => {
    const made = await table();
    expect(codes(await made.drafting.promote('no-draft', [], 'hash'))).toEqual([['NOT_FOUND', 'draftId']]);
    const draftId = await approved(made, made.raise('甲', '150'));
    const about = { draftId, changesHash: 'hash', resolutions: [], dryRun: false };
    const answer = await ledger.services.commands.promoteDraft({ ...made.drafting.as('e', 'editor'), ...about });
    expect(codes(answer)).toEqual([['FORBIDDEN']]);
  });

  it('would take the table above its control number', async () => {
    const made = await table();
    const limits = { total: '320' };
    const asked = { ...request(), budgetId: made.budgetId, expectedVersion: null, limits };
    accepted(await ledger.services.commands.issueControlNumber(asked));
    const draftId = await approved(made, made.raise('甲', '150'));
    const changesHash = await previewed(made.drafting, draftId);
    expect(codes(await made.drafting.promote(draftId, [], changesHash))).toEqual([['ABOVE_CONTROL_NUMBER', 'draftId']]);
  });
});

describe('drafts that were promoted, refreshed and discarded', () => {
  it('leave a ledger that is sound', async () => {
    const { findings, events } = await examineLedger(ledger.store);
    expect(findings).toEqual([]);
    expect(events).toBeGreaterThan(20);
  });
});
