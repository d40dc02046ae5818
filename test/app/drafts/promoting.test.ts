import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Choice } from '../../../projections/merge/choices.js';
import type { CommandRequest } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../../support/random/drafting.js';
import { ledgerIn } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { approved, codes, previewed, twoProjects } from '../../support/stories/two-projects.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
});
afterAll(() => folder.leave());

const table = () => twoProjects(ledger);

describe('a promotion', () => {
  it('makes of the budget the table that its preview showed, in one save that leads back to the draft', async () => {
    const made = await table();
    const { drafting, raise, edit, budgetId } = made;
    const draftId = await approved(made, raise('甲', '150'));
    accepted(await edit(null, raise('乙', '250')));
    const changesHash = await previewed(drafting, draftId);
    const answer = await drafting.promote(draftId, [], changesHash);
    const { version = 0 } = answer.refused ? {} : (answer.done ?? {});
    const save = await ledger.readModel.saveAt(budgetId, { version });
    expect(save).toMatchObject({ version: 4, kind: 'PROMOTION', changes: 1 });
    expect(save?.totals.fiscalAppropriation).toBe('400');
    expect(save?.source).toMatchObject({ kind: 'promote', draft: draftId, event: null });
    const { rows } = await ledger.readModel.changes(
      { budgetIds: [budgetId] },
      'NEWEST_FIRST',
      await ledger.store.head(),
      {
        first: 1,
        after: null,
      },
    );
    expect(rows[0]?.row).toMatchObject({ path: 'funding.fiscalAppropriation', before: '100', after: '150' });
  });

  it('is one, whoever asks for it again, and however often at once', async () => {
    const made = await table();
    const { drafting, raise, version } = made;
    const draftId = await approved(made, raise('甲', '150'));
    const changesHash = await previewed(drafting, draftId);
    const answers = await Promise.all(Array.from({ length: 5 }, () => drafting.promote(draftId, [], changesHash)));
    answers.push(await drafting.promote(draftId, [], changesHash));
    const versions = answers.map((answer) => (answer.refused ? answer.refusals : answer.done?.version));
    expect(versions).toEqual([3, 3, 3, 3, 3, 3]);
    expect(await version()).toBe(3);
    expect(codes(await drafting.promote(draftId, [], 'another'))).toEqual([['DRAFT_CLOSED', 'draftId']]);
  });

  it('under one command id is done once and answered twice', async () => {
    const made = await table();
    const { drafting, raise, version } = made;
    const draftId = await approved(made, raise('甲', '150'));
    const changesHash = await previewed(drafting, draftId);
    const asked: CommandRequest = { ...drafting.as('reviewer-1', 'reviewer'), commandId: `promote-${draftId}` };
    const promote = () =>
      ledger.services.commands.promoteDraft({ ...asked, draftId, changesHash, resolutions: [], dryRun: false });
    const first = await promote();
    const again = await promote();
    expect([first.refused, again.refused]).toEqual([false, false]);
    expect(again.refused ? null : again.done).toMatchObject({ version: 3, repeated: true });
    expect(await version()).toBe(3);
  });

  it('of something else than was shown is refused, and nothing is stored', async () => {
    const made = await table();
    const { drafting, raise, edit, version } = made;
    const draftId = await approved(made, raise('甲', '150'));
    const changesHash = await previewed(drafting, draftId);
    accepted(await edit(null, raise('甲', '150')));
    expect(codes(await drafting.promote(draftId, [], changesHash))).toEqual([['STALE_CONTENT', 'changesHash']]);
    expect(await version()).toBe(3);
  });

  it('does what its preview showed, whatever was saved in other rows since', async () => {
    const made = await table();
    const { drafting, raise, edit, version } = made;
    const draftId = await approved(made, raise('甲', '150'));
    const changesHash = await previewed(drafting, draftId);
    accepted(await edit(null, raise('乙', '250')));
    expect((await drafting.promote(draftId, [], changesHash)).refused).toBe(false);
    expect(await version()).toBe(4);
  });

  it('of one draft leaves the preview of another as it is: several are previewed, and promoted one by one', async () => {
    const made = await table();
    const { drafting, raise, version } = made;
    const drafts = [await approved(made, raise('甲', '150')), await approved(made, raise('乙', '250'))];
    const hashes = await Promise.all(drafts.map((draftId) => previewed(drafting, draftId)));
    for (const [index, draftId] of drafts.entries()) {
      expect((await drafting.promote(draftId, [], hashes[index] ?? '')).refused).toBe(false);
    }
    expect(await version()).toBe(4);
  });

  it('names the hash that its preview showed', async () => {
    const made = await table();
    const draftId = await approved(made, made.raise('甲', '150'));
    const about = { draftId, changesHash: null, resolutions: [], dryRun: false };
    const answer = await ledger.services.commands.promoteDraft({ ...made.drafting.as('r', 'reviewer'), ...about });
    expect(codes(answer)).toEqual([['INVALID_INPUT', 'changesHash']]);
  });

  it('goes on beside edits that arrive at the same moment: none is lost', async () => {
    const made = await table();
    const { drafting, raise, edit } = made;
    const draftId = await approved(made, raise('甲', '150'));
    const changesHash = await previewed(drafting, draftId);
    const [promotion, other] = await Promise.all([
      drafting.promote(draftId, [], changesHash),
      edit(null, raise('乙', '250')),
    ]);
    expect(other.refused).toBe(false);
    const { projects } = await drafting.replayed(null);
    const amounts = [made.own('甲'), made.own('乙')].map((id) => projects.get(id)?.funding.fiscalAppropriation);
    expect(amounts).toEqual([promotion.refused ? '100' : '150', '250']);
    if (promotion.refused) expect(codes(promotion)).toEqual([['STALE_CONTENT', 'changesHash']]);
  });
});

describe('a cell that draft and budget both changed', () => {
  const collided = async () => {
    const made = await table();
    const draftId = await approved(made, made.raise('甲', '150'));
    accepted(await made.edit(null, made.raise('甲', '120')));
    const about = { entityId: made.own('甲'), path: 'funding.fiscalAppropriation' };
    return { ...made, draftId, about };
  };

  it('is shown with all three values, and who set them', async () => {
    const { drafting, draftId, about } = await collided();
    const { preview } = await drafting.promote(draftId, [], null);
    expect(preview).toMatchObject({ changesHash: null, changes: [] });
    expect(preview?.conflicts).toMatchObject([
      {
        kind: 'CELL',
        ...about,
        entityName: '甲',
        choice: null,
        cells: [{ base: '100', ours: '120', theirs: '150', oursChange: { version: 3 }, theirsChange: { version: 1 } }],
      },
    ]);
    expect(preview?.conflicts[0]?.cells[0]?.theirsChange).toMatchObject({ draftId, actor: { id: 'editor-1' } });
  });

  it('is not promoted without a choice', async () => {
    const { drafting, draftId, version } = await collided();
    expect(codes(await drafting.promote(draftId, [], 'hash'))).toEqual([['UNRESOLVED_CONFLICTS', 'resolutions']]);
    expect(await version()).toBe(3);
  });

  it.each<[Choice, string]>([
    ['OURS', '120'],
    ['THEIRS', '150'],
  ])('goes the way that is chosen: %s', async (choice, amount) => {
    const { drafting, draftId, about, own } = await collided();
    const resolutions = [{ ...about, choice }];
    const changesHash = await previewed(drafting, draftId, resolutions);
    expect((await drafting.promote(draftId, resolutions, changesHash)).refused).toBe(false);
    const { projects } = await drafting.replayed(null);
    expect(projects.get(own('甲'))?.funding.fiscalAppropriation).toBe(amount);
  });

  it.each<Choice>(['OURS', 'THEIRS'])(
    'that gets another value under the choice of %s is previewed again',
    async (choice) => {
      const { drafting, draftId, about, edit, raise, version } = await collided();
      const resolutions = [{ ...about, choice }];
      const changesHash = await previewed(drafting, draftId, resolutions);
      accepted(await edit(null, raise('甲', '130')));
      expect(codes(await drafting.promote(draftId, resolutions, changesHash))).toEqual([
        ['STALE_CONTENT', 'changesHash'],
      ]);
      expect(await version()).toBe(4);
    },
  );

  it('is chosen about where it is one, and once', async () => {
    const { drafting, draftId, about } = await collided();
    const none = [
      { ...about, choice: 'OURS' as const },
      { ...about, path: 'goal', choice: 'OURS' as const },
    ];
    const twice = [none[0], none[0]] as typeof none;
    expect(codes(await drafting.promote(draftId, none, null))).toEqual([['INVALID_INPUT', 'resolutions', '1']]);
    expect(codes(await drafting.promote(draftId, twice, null))).toEqual([['INVALID_INPUT', 'resolutions', '1']]);
  });

  it('is settled for good by a refresh of the draft, which has to be approved again', async () => {
    const { drafting, draftId, about, own } = await collided();
    const resolutions = [{ ...about, choice: 'OURS' as const }];
    const { preview } = await drafting.refresh(draftId, resolutions, null);
    expect(preview).toMatchObject({ conflicts: [{ ...about, cells: [{ base: '100', ours: '150', theirs: '120' }] }] });
    expect((await drafting.refresh(draftId, resolutions, preview?.changesHash ?? '')).refused).toBe(false);
    expect(codes(await drafting.promote(draftId, [], 'hash'))).toEqual([['DRAFT_STATUS', 'draftId']]);
    await drafting.approve(draftId);
    const changesHash = await previewed(drafting, draftId);
    expect((await drafting.promote(draftId, [], changesHash)).refused).toBe(false);
    const { projects } = await drafting.replayed(null);
    expect(projects.get(own('甲'))?.funding.fiscalAppropriation).toBe('150');
  });
});
