import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CommandRequest } from '../../../services/services.js';
import { openLedger } from '../../../src/compose.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../../support/random/drafting.js';
import { ledgerIn, recorded } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { sealStages } from '../../support/stories/sealing-stages.js';
import { codes, twoProjects } from '../../support/stories/two-projects.js';
import { configOf } from '../../support/ledgers/pair.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
});
afterAll(() => folder.leave());

const grounds = { reason: '年中调剂', basisDocument: '财预〔2024〕9号' };
const none = { reason: null, basisDocument: null };

function asked({ drafting }: TwoProjects, who: string, said: object = none): CommandRequest {
  return { ...drafting.as(who, who.replace(/-\d$/, '')), ...said };
}

describe('an adjustment draft', () => {
  it('gives its reason and document to every save of it and to its promotion that says no others', async () => {
    const made = await twoProjects(ledger);
    const { budgetId, raise, drafting } = made;
    await sealStages(ledger.services.commands, made.budgetId);
    const before = await ledger.store.head();
    const { commands, queries } = ledger.services;
    const opening = { budgetId, name: '调剂稿', version: null, adjustmentKind: 'REALLOCATION' } as const;
    const { draftId } = accepted(await commands.openDraft({ ...asked(made, 'editor-1', grounds), ...opening }));
    const about = { draftId: draftId ?? '', expectedVersion: null };
    const inDraft = { of: { budgetId }, ...about };
    const edits = [raise('甲', '90')];
    const preview = await ledger.services.dryRuns.edit({ ...asked(made, 'editor-1'), ...inDraft, edits });
    expect(preview.refused ? [] : preview.done.changes).toMatchObject([grounds]);
    accepted(await commands.edit({ ...asked(made, 'editor-1'), ...inDraft, edits }));
    const other = { reason: '补充说明', basisDocument: '财预〔2024〕10号' };
    accepted(await commands.edit({ ...asked(made, 'editor-1', other), ...inDraft, edits: [raise('乙', '210')] }));
    accepted(await commands.submitDraft({ ...asked(made, 'editor-1'), ...about }));
    accepted(await commands.approveDraft({ ...asked(made, 'reviewer-1'), ...about, opinion: null }));
    const merge = { ...asked(made, 'reviewer-1'), draftId: about.draftId, resolutions: [] };
    const shown = await commands.promoteDraft({ ...merge, changesHash: null, dryRun: true });
    expect(shown.preview).toMatchObject({ blockers: [], changes: [grounds, grounds] });
    const changesHash = shown.preview?.changesHash ?? null;
    expect((await commands.promoteDraft({ ...merge, changesHash, dryRun: false })).refused).toBe(false);

    // Where several processes write, a draft is held before it is promoted; that is no version of anything.
    const saves = (await recorded(ledger, before)).filter(({ type }) => type !== 'DraftHeld');
    const said = saves.map(({ type, reason, basisDocument }) => [type, reason, basisDocument]);
    const inherited = [grounds.reason, grounds.basisDocument];
    expect(said).toEqual([
      ['DraftOpened', ...inherited],
      ['ProjectFundingRevised', ...inherited],
      ['ProjectFundingRevised', other.reason, other.basisDocument],
      ['DraftSubmitted', ...inherited],
      ['DraftApproved', ...inherited],
      ['ProjectFundingRevised', ...inherited],
      ['ProjectFundingRevised', ...inherited],
      ['DraftPromoted', ...inherited],
    ]);
    const head = await queries.head(null);
    const root = { caller: drafting.as('editor-1', 'editor').caller, at: null, head };
    const found = await queries.changes(
      { budgetIds: [budgetId], basisDocument: grounds.basisDocument },
      { first: 9, after: null },
      root,
    );
    expect(found.edges.map(({ node }) => [node.version, node.reason])).toEqual([
      [7, grounds.reason],
      [7, grounds.reason],
    ]);
  });

  it('is answered the same again under its command id, as the payload is what was sent', async () => {
    const made = await twoProjects(ledger);
    const { budgetId, raise } = made;
    await sealStages(ledger.services.commands, made.budgetId);
    const { commands } = ledger.services;
    const opening = { budgetId, name: '调剂稿', version: null, adjustmentKind: 'REALLOCATION' } as const;
    const { draftId } = accepted(await commands.openDraft({ ...asked(made, 'editor-1', grounds), ...opening }));
    const edit = { of: { budgetId }, draftId, expectedVersion: null, edits: [raise('甲', '90')] };
    const command = { ...asked(made, 'editor-1'), commandId: `adjusts-${draftId}`, ...edit };
    const once = accepted(await commands.edit(command));
    expect(accepted(await commands.edit(command))).toEqual({ ...once, repeated: true });
  });
});

describe('a draft from before 二下', () => {
  it('is submitted and promoted after it was made an adjustment, whose grounds its later saves have', async () => {
    const made = await twoProjects(ledger);
    const { budgetId, raise, edit, drafting } = made;
    const { commands } = ledger.services;
    const draftId = await drafting.open();
    accepted(await edit(draftId, raise('甲', '90')));
    await sealStages(ledger.services.commands, made.budgetId);
    const about = { draftId, expectedVersion: null };
    const submit = () => commands.submitDraft({ ...asked(made, 'editor-1'), ...about });
    expect(codes(await submit())).toEqual([['NEEDS_ADJUSTMENT', 'draftId']]);
    const kind = { adjustmentKind: 'TARGET_ADJUSTMENT' } as const;
    expect(codes(await commands.convertDraftToAdjustment({ ...asked(made, 'editor-1'), ...about, ...kind }))).toEqual([
      ['INVALID_INPUT', 'reason'],
      ['INVALID_INPUT', 'basisDocument'],
    ]);
    accepted(await commands.convertDraftToAdjustment({ ...asked(made, 'editor-1', grounds), ...about, ...kind }));
    accepted(await submit());
    const saved = await ledger.readModel.saveAt(draftId, { version: 3 });
    expect(saved).toMatchObject({ kind: 'SUBMISSION', ...grounds });
    const row = await ledger.readModel.draft(draftId, await ledger.store.head());
    expect(row?.draft.adjustment).toEqual({ kind: 'TARGET_ADJUSTMENT', ...grounds });
    expect(budgetId).toBe(row?.draft.budgetId);
  });
});

describe('where the practice of a bureau waives the document', () => {
  it('an adjustment is opened, and promoted, with a reason alone', async () => {
    const config = configOf(folder.directory(), { ADJUSTMENT_DOCUMENT: 'optional' });
    const waiving = folder.closing(await openLedger(config, { write: true, projector: 'here' }));
    const made = await twoProjects(waiving);
    const { budgetId, raise } = made;
    const { commands } = waiving.services;
    await sealStages(commands, budgetId);
    const reason = { reason: '年中调剂', basisDocument: null };
    const opening = { budgetId, name: '调剂稿', version: null, adjustmentKind: 'REALLOCATION' } as const;
    expect(codes(await commands.openDraft({ ...asked(made, 'editor-1'), ...opening }))).toEqual([
      ['INVALID_INPUT', 'reason'],
    ]);
    const { draftId } = accepted(await commands.openDraft({ ...asked(made, 'editor-1', reason), ...opening }));
    const about = { draftId: draftId ?? '', expectedVersion: null };
    accepted(
      await commands.edit({ ...asked(made, 'editor-1'), of: { budgetId }, ...about, edits: [raise('甲', '90')] }),
    );
    accepted(await commands.submitDraft({ ...asked(made, 'editor-1'), ...about }));
    accepted(await commands.approveDraft({ ...asked(made, 'reviewer-1'), ...about, opinion: null }));
    const merge = { ...asked(made, 'reviewer-1'), draftId: about.draftId, resolutions: [] };
    const { preview } = await commands.promoteDraft({ ...merge, changesHash: null, dryRun: true });
    expect(preview?.blockers).toEqual([]);
    const changesHash = preview?.changesHash ?? null;
    expect((await commands.promoteDraft({ ...merge, changesHash, dryRun: false })).refused).toBe(false);
    const annotation = {
      budgetId,
      version: 1,
      correctedReason: '更正',
      correctedBasisDocument: null,
      expectedVersion: null,
    };
    expect(codes(await commands.annotateSave({ ...asked(made, 'finance-1'), ...annotation }))).toEqual([
      ['INVALID_INPUT', 'reason'],
    ]);
    expect((await commands.annotateSave({ ...asked(made, 'finance-1', reason), ...annotation })).refused).toBe(false);
  });
});
