import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { budgetStream, draftStream } from '../../../events/identity.js';
import type { CommandAnswer } from '../../../services/services.js';
import { examineLedger } from '../../../src/app/examine-ledger.js';
import { AppendTooLarge, StoreUnavailable } from '../../../src/ports/event-store.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { BeforeAppending, OpenTwo, TwoProcesses } from '../../support/ledgers/two-processes.js';
import { beforeAppending, usePairs } from '../../support/ledgers/two-processes.js';
import { draftingIn } from '../../support/random/drafting.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { approved, codes, previewed, twoProjects } from '../../support/stories/two-projects.js';

let folder: ScratchFolder;
let both: TwoProcesses;
let before: BeforeAppending;
let made: TwoProjects;
let draftId: string;
let hash: string;

/** A draft that is approved, which the first process is about to promote. */
async function given(openTwo: OpenTwo): Promise<void> {
  folder = openFolder();
  before = beforeAppending();
  both = await openTwo(folder, { between: before.between });
  made = await twoProjects(both.one);
  draftId = await approved(made, made.raise('甲', '150'));
  hash = await previewed(made.drafting, draftId);
}
afterEach(() => folder.leave());

const promote = () => made.drafting.promote(draftId, [], hash);
/** The second process's, which has seen the draft while it was open. */
const others = () => both.other.services.commands;
const as = (who: string, role: string) => made.drafting.as(who, role);
const about = () => ({ draftId, expectedVersion: null });

const changes: [string, () => Promise<CommandAnswer>][] = [
  [
    'an edit',
    () =>
      others().edit({
        ...as('editor-2', 'editor'),
        ...about(),
        of: { budgetId: made.budgetId },
        voidsReview: true,
        edits: [made.raise('乙', '250')],
      }),
  ],
  ['discarding it', () => others().discardDraft({ ...as('reviewer-2', 'reviewer'), ...about(), reason: '不再需要' })],
  [
    'returning it',
    () => others().returnDraft({ ...as('reviewer-2', 'reviewer'), ...about(), opinion: '请再核对', remarks: [] }),
  ],
];

async function states() {
  const budget = await made.drafting.replayed(null);
  const draft = await made.drafting.replayed(draftId);
  return { promotedAs: budget.promoted.get(draftId), version: draft.version, status: draft.draft?.status };
}

/** The draft’s newest version is the one that was promoted, if it was; and the ledger is sound. */
async function expectNothingBehindThePromotion(): Promise<void> {
  const stored = await both.one.store.readStream(budgetStream(made.budgetId), 0, 1_000);
  const promotion = stored.find(({ type }) => type === 'DraftPromoted');
  if (promotion !== undefined) {
    const { data } = JSON.parse(promotion.body) as { data: { version: number } };
    expect(data.version).toBe((await states()).version);
  }
  expect((await examineLedger(both.other.store)).findings).toEqual([]);
}

describe.each(usePairs())('a draft that one process promotes, over %s', (_engine, openTwo) => {
  beforeEach(() => given(openTwo));

  it.each(changes)('is not promoted where %s came first in the other', async (_, change) => {
    const { version } = await states();
    before.to(draftStream(draftId), change);

    const answer = await promote();

    expect(answer.refused).toBe(true);
    expect(await states()).toMatchObject({ promotedAs: undefined, version: version + 1 });
    await expectNothingBehindThePromotion();
  });

  it.each(changes)('takes no more once it is held for its promotion: %s in the other', async (_, change) => {
    const { version } = await states();
    const meanwhile: CommandAnswer[] = [];
    before.to(budgetStream(made.budgetId), async () => meanwhile.push(await change()));

    const answer = await promote();

    expect(answer.refused).toBe(false);
    expect(meanwhile.map(codes)).toEqual([[['CONFLICT', 'draftId']]]);
    expect(codes(await change())).toEqual([['DRAFT_CLOSED', 'draftId']]);
    expect(await states()).toMatchObject({ promotedAs: 3, version, status: 'APPROVED' });
    await expectNothingBehindThePromotion();
  });

  it('takes no edit that was decided before it in the other', async () => {
    const racing = await openDraftOfOther();
    before.to(draftStream(racing), async () => {
      await draftingIn(both.other, made.unitKey).approve(racing);
      const shown = await draftingIn(both.other, made.unitKey).promote(racing, [], null);
      const done = await draftingIn(both.other, made.unitKey).promote(racing, [], shown.preview?.changesHash ?? '');
      expect(done.refused).toBe(false);
    });
    expect(codes(await made.edit(racing, made.raise('乙', '250')))).toEqual([['DRAFT_CLOSED', 'draftId']]);
    await expectNothingBehindThePromotion();
  });

  it('is promoted by both at once only once', async () => {
    const others = () => draftingIn(both.other, made.unitKey).promote(draftId, [], hash);
    const answers = await Promise.all([promote(), others()]);
    expect(answers.filter(({ refused }) => !refused)).not.toHaveLength(0);
    const types = (await both.one.store.readStream(budgetStream(made.budgetId), 0, 1_000)).map(({ type }) => type);
    expect(types.filter((type) => type === 'DraftPromoted')).toHaveLength(1);
    await expectNothingBehindThePromotion();
  });

  it('is free again once the promotion is refused for good', async () => {
    failing(new AppendTooLarge(2_000_000, 1_048_576));
    expect(codes(await promote())).toEqual([['TOO_LARGE']]);
    const [[, edit] = []] = changes;
    expect((await edit?.())?.refused).toBe(false);
    expect(await states()).toMatchObject({ promotedAs: undefined });
  });

  it('is held while nobody knows whether the promotion is recorded, until it is promoted again or its budget is saved', async () => {
    failing(new StoreUnavailable('gone'));
    await expect(promote()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    const [[, edit] = []] = changes;
    expect(codes((await edit?.()) as CommandAnswer)).toEqual([['CONFLICT', 'draftId']]);

    const saved = draftingIn(both.other, made.unitKey);
    const of = { of: { budgetId: made.budgetId }, draftId: null, expectedVersion: null };
    await both.other.services.commands.edit({
      ...saved.as('editor-2', 'editor'),
      ...of,
      edits: [made.raise('乙', '9')],
    });
    expect((await edit?.())?.refused).toBe(false);
    await expectNothingBehindThePromotion();
  });

  it('that nobody knows the promotion of is promoted by the other', async () => {
    failing(new StoreUnavailable('gone'));
    await expect(promote()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    const answer = await draftingIn(both.other, made.unitKey).promote(draftId, [], hash);
    expect(answer.refused).toBe(false);
    await expectNothingBehindThePromotion();
  });
});

/** A draft that the first process opened and edited. */
async function openDraftOfOther(): Promise<string> {
  const opened = await made.drafting.open();
  await made.edit(opened, made.raise('甲', '170'));
  return opened;
}

/** The next save of the budget by the first process fails so, and nothing of it is stored. */
function failing(error: Error): void {
  before.to(budgetStream(made.budgetId), () => Promise.reject(error));
}
