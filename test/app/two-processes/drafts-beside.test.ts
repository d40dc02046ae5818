/** Drafts that two processes open under one name, or change while one of them is promoted. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { budgetStream, draftStream } from '../../../events/identity.js';
import { idsOfCommand } from '../../../events/ids-of-command.js';
import type { CommandAnswer, MergeAnswer } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { examineLedger } from '../../../src/app/examine-ledger.js';
import { request } from '../../support/ledgers/ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { BeforeAppending, OpenTwo, TwoProcesses } from '../../support/ledgers/two-processes.js';
import { beforeAppending, usePairs } from '../../support/ledgers/two-processes.js';
import { accepted, draftingIn } from '../../support/random/drafting.js';
import { sealAsked } from '../../support/stories/sealing-grounds.js';
import { sealStages } from '../../support/stories/sealing-stages.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { approved, codes, previewed, twoProjects } from '../../support/stories/two-projects.js';

let folder: ScratchFolder;
let both: TwoProcesses;
let before: BeforeAppending;
let made: TwoProjects;
let draftId: string;
let hash: string;

/** A draft that is approved, of a budget that was edited since it was opened. */
async function given(openTwo: OpenTwo): Promise<void> {
  folder = openFolder();
  before = beforeAppending();
  both = await openTwo(folder, { between: before.between });
  made = await twoProjects(both.one);
  draftId = await approved(made, made.raise('甲', '150'));
  accepted(await made.edit(null, made.raise('乙', '250')));
  hash = await previewed(made.drafting, draftId);
}
afterEach(() => folder.leave());

const promote = () => made.drafting.promote(draftId, [], hash);

async function states() {
  const { promoted, version } = await made.drafting.replayed(null);
  const { draft } = await made.drafting.replayed(draftId);
  const { findings } = await examineLedger(both.other.store);
  return { promotedAs: promoted.get(draftId), version, status: draft?.status, findings };
}

const pairs = usePairs();

describe.each(pairs)('a draft that one process promotes and the other refreshes, over %s', (_engine, openTwo) => {
  beforeEach(() => given(openTwo));

  async function refresh(): Promise<MergeAnswer> {
    const others = draftingIn(both.other, made.unitKey);
    const { preview } = await others.refresh(draftId, [], null);
    return others.refresh(draftId, [], preview?.changesHash ?? 'none');
  }

  it('is not promoted where the refresh came first: it has to be approved again', async () => {
    const refreshed: MergeAnswer[] = [];
    before.to(draftStream(draftId), async () => refreshed.push(await refresh()));
    expect(codes(await promote())).toEqual([['DRAFT_STATUS', 'draftId']]);
    expect(refreshed.map(codes)).toEqual([[]]);
    expect(await states()).toEqual({ promotedAs: undefined, version: 3, status: 'OPEN', findings: [] });
  });

  it('takes no refresh once it is held for its promotion', async () => {
    const refreshed: MergeAnswer[] = [];
    before.to(budgetStream(made.budgetId), async () => refreshed.push(await refresh()));
    expect(codes(await promote())).toEqual([]);
    expect(refreshed.map(codes)).toEqual([[['CONFLICT', 'draftId']]]);
    expect(codes(await refresh())).toEqual([['DRAFT_CLOSED', 'draftId']]);
    expect(await states()).toEqual({ promotedAs: 4, version: 4, status: 'APPROVED', findings: [] });
  });
});

describe.each(pairs)('a draft that one process promotes and the other converts, over %s', (_engine, openTwo) => {
  beforeEach(async () => {
    await given(openTwo);
    await sealStages(both.one.services.commands, made.budgetId, 'SECOND_DOWN');
    hash = await previewed(made.drafting, draftId);
  });

  const others = () => both.other.services.commands;
  const grounds = { reason: '年中调剂', basisDocument: '财预〔2024〕9号' };
  const sealForGood = () =>
    others().sealVersion({ ...request(), ...sealAsked('SECOND_DOWN'), budgetId: made.budgetId });
  const convert = () =>
    others().convertDraftToAdjustment({
      ...made.drafting.as('editor-2', 'editor'),
      ...grounds,
      draftId,
      expectedVersion: null,
      adjustmentKind: 'REALLOCATION',
      voidsReview: true,
    });

  it.each([
    ['has not held it yet', () => draftStream(draftId)],
    ['holds it, which 二下 ends', () => budgetStream(made.budgetId)],
  ])('is not promoted where 二下 and the conversion came while the first %s', async (_, stream) => {
    const meanwhile: CommandAnswer[] = [];
    before.to(stream(), async () => meanwhile.push(await sealForGood(), await convert()));
    expect((await promote()).refused).toBe(true);
    expect(meanwhile.map(codes)).toEqual([[], []]);
    expect(await states()).toEqual({ promotedAs: undefined, version: 7, status: 'OPEN', findings: [] });

    await made.drafting.approve(draftId);
    hash = await previewed(made.drafting, draftId);
    expect(codes(await promote())).toEqual([]);
    expect(await states()).toMatchObject({ promotedAs: 8, findings: [] });
  });

  it('is promoted as what it was where 二下 came behind that, and then converts no more', async () => {
    expect(codes(await promote())).toEqual([]);
    accepted(await sealForGood());
    expect(codes(await convert())).toEqual([['DRAFT_CLOSED', 'draftId']]);
    expect(await states()).toEqual({ promotedAs: 7, version: 8, status: 'APPROVED', findings: [] });
  });
});

describe.each(pairs)('two drafts of one budget that two processes open under one name, over %s', (_engine, openTwo) => {
  beforeEach(() => given(openTwo));

  const open = ({ services }: Ledger, commandId: string | null) =>
    services.commands.openDraft({
      ...made.drafting.as('editor-1', 'editor'),
      commandId,
      budgetId: made.budgetId,
      name: '同名稿',
      version: null,
    });

  it('stand side by side, each shown with its id and edited by it; a third of the name is refused', async () => {
    const first = idsOfCommand('first')();
    const others: CommandAnswer[] = [];
    before.to(draftStream(first), async () => others.push(await open(both.other, 'second')));
    const one = accepted(await open(both.one, 'first'));
    const [other] = others.map(accepted);
    expect([one.draftId, other?.draftId]).toEqual([first, idsOfCommand('second')()]);

    const shown = (await both.one.readModel.drafts(made.budgetId, one.position)).map(({ draft }) => draft);
    const namesakes = shown.filter(({ name }) => name === '同名稿').map((draft) => draft.draftId);
    expect([...namesakes].sort()).toEqual([first, other?.draftId].sort());
    accepted(await made.edit(first, made.raise('甲', '160')));
    expect(await made.drafting.replayed(first)).toMatchObject({ version: 1 });
    expect(await made.drafting.replayed(other?.draftId ?? '')).toMatchObject({ version: 0 });
    for (const each of [both.one, both.other])
      expect(codes(await open(each, null))).toEqual([['DUPLICATE_NAME', 'name']]);
  });
});
