import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import { draftStream } from '../../../events/identity.js';
import { stages } from '../../../events/sealing/sealing.events.js';
import type { Commands } from '../../../services/services.js';
import { commandLanes } from '../../../src/app/command-lanes.js';
import { commandOutcomes } from '../../../src/app/command-outcomes.js';
import { createCommands } from '../../../src/app/commands.js';
import type { Ledger } from '../../../src/compose.js';
import { openLedger } from '../../../src/compose.js';
import { StoreUnavailable } from '../../../src/ports/event-store.js';
import { accepted } from '../../support/random/drafting.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { SmallBudget } from '../../support/stories/small-budget.js';
import { done, smallBudget } from '../../support/stories/small-budget.js';
import { sealAsked } from '../../support/stories/sealing-grounds.js';
import { configOf } from '../../support/ledgers/pair.js';

const folder = openFolder();
const directory = folder.directory();
let ledger: Ledger;
const start = async () => {
  ledger = folder.closing(await openLedger(configOf(directory), { write: true, projector: 'here' }));
};
beforeAll(start);
afterAll(() => folder.leave());

const budget = () => smallBudget(() => ledger);
const asDraft = { name: '调整草案' };
const grounds = { reason: '目标有误', basisDocument: '越财〔2024〕8号' };

async function sealForGood({ budgetId, drafting }: SmallBudget): Promise<void> {
  for (const stage of stages.slice(0, 4)) {
    const request = drafting().as('reviewer-1', 'reviewer');
    accepted(await ledger.services.commands.sealVersion({ ...request, ...sealAsked(stage), budgetId }));
  }
}

/** Commands whose store is gone once this many appends are durable, as if the program had been ended there. */
function endingAfter(appends: number): Commands {
  let left = appends;
  const store: Ledger['store'] = {
    ...ledger.store,
    append: (...of) => {
      left -= 1;
      return left < 0 ? Promise.reject(new StoreUnavailable('ended')) : ledger.store.append(...of);
    },
  };
  const { readModel } = ledger;
  const outcomes = commandOutcomes(ledger);
  const tools = { store, outcomes, readModel, newId: randomUUID };
  return createCommands({
    ...tools,
    rules: usualRules,
    lanes: commandLanes({ ...tools, now: () => new Date().toISOString() }),
  });
}

describe('a revert as a draft', () => {
  it('is the first edit of a draft on the budget’s newest version, and leaves the budget as it is', async () => {
    const { budgetId, edit, goal, revert, goalIn, drafts } = await budget();
    const { version } = await edit(null, goal('甲', '二'));
    await edit(null, goal('乙', '三'));
    const answer = await revert({ save: { budgetId, version } }, { asDraft });
    const { draftId, version: own, events } = done(answer);
    const [{ draft } = { draft: null }, ...others] = await drafts();
    expect(others).toEqual([]);
    expect(draft).toMatchObject({ draftId, name: '调整草案', adjustment: null, base: { version: 4 }, version: 1 });
    expect(own).toBe(1);
    expect(events).toMatchObject([{ source: { kind: 'revert', save: version, ofBudget: true } }]);
    expect(answer.refused || answer.done === null ? [] : await answer.changes()).toMatchObject([
      { draftId, path: 'goal', before: '二', after: '一' },
    ]);
    expect([await goalIn(draftId, '甲'), await goalIn(null, '甲')]).toEqual(['一', '二']);
  });

  it('of a row or the whole table goes to a version of the budget', async () => {
    const { budgetId, own, edit, goal, revert, goalIn } = await budget();
    await edit(null, goal('甲', '二'), goal('乙', '二'));
    const row = done(await revert({ row: { id: own('甲'), toVersion: 2 } }, { asDraft }));
    expect([await goalIn(row.draftId, '甲'), await goalIn(row.draftId, '乙')]).toEqual(['一', '二']);
    const { draftId } = done(await revert({ table: { budgetId, toVersion: 2 } }, { asDraft: { name: '全表' } }));
    const save = await ledger.readModel.saveAt(draftId ?? '', { version: 1 });
    expect(save?.contentHash).toBe((await ledger.readModel.saveAt(budgetId, { version: 2 }))?.contentHash);
  });

  it('opens no draft where it is refused, changes nothing, or is a dry run', async () => {
    const { budgetId, edit, goal, revert, drafts, drafting } = await budget();
    const { version } = await edit(null, goal('甲', '二'));
    const what = { save: { budgetId, version } };
    const head = await ledger.store.head();
    expect(await revert(what, { asDraft, dryRun: true })).toMatchObject({
      done: null,
      preview: { version, changes: [{ path: 'goal', before: '二', after: '一' }] },
    });
    expect(await revert({ table: { budgetId, toVersion: version } }, { asDraft })).toMatchObject({
      refused: false,
      done: { draftId: null, events: [], version },
    });
    expect(await revert(what, { asDraft: { name: ' ' } })).toMatchObject({
      refusals: [{ code: 'INVALID_INPUT', argument: ['asDraft', 'name'] }],
    });
    expect(await revert(what, { asDraft, draftId: 'draft' })).toMatchObject({
      refusals: [{ code: 'INVALID_INPUT', argument: ['asDraft'] }],
    });
    expect(await revert(what, { asDraft, ...drafting().as('viewer-1', 'viewer') })).toMatchObject({
      refusals: [{ code: 'FORBIDDEN' }],
    });
    expect(await revert(what, { asDraft, expectedVersion: 9 })).toMatchObject({
      refusals: [{ code: 'VERSION_AHEAD', argument: ['expectedVersion'] }],
    });
    expect(await ledger.store.head()).toBe(head);
    await edit(null, goal('甲', '三'));
    expect(await revert(what, { asDraft })).toMatchObject({
      refusals: [{ code: 'CONFLICT', conflict: { cell: { theirs: '一', base: '二', ours: '三' } } }],
    });
    expect(await drafts()).toEqual([]);
  });
});

describe('after 二下', () => {
  it('a revert is refused with what is possible instead: an adjustment draft, promoted once approved', async () => {
    const made = await budget();
    const { budgetId, edit, goal, revert, goalIn, drafts, drafting } = made;
    const { version } = await edit(null, goal('甲', '二'));
    await sealForGood(made);
    const what = { save: { budgetId, version } };
    const adjusting = { ...asDraft, adjustmentKind: 'BUDGET_ADJUSTMENT' } as const;
    expect(await revert(what)).toMatchObject({
      refusals: [{ code: 'NEEDS_ADJUSTMENT', messageEn: expect.stringContaining('asDraft') }],
    });
    for (const [missing, argument] of [
      [{ ...grounds, reason: null }, ['reason']],
      [{ ...grounds, basisDocument: null }, ['basisDocument']],
      [{ ...grounds, asDraft }, ['asDraft', 'adjustmentKind']],
    ] as const) {
      expect(await revert(what, { asDraft: adjusting, ...missing })).toMatchObject({
        refusals: [{ code: 'INVALID_INPUT', argument }],
      });
    }
    expect(await drafts()).toEqual([]);
    const { draftId } = done(await revert(what, { asDraft: adjusting, ...grounds }));
    const adjustment = { kind: 'BUDGET_ADJUSTMENT', ...grounds };
    expect(await drafts()).toMatchObject([{ draft: { draftId, adjustment, base: { version: 7 } } }]);
    await drafting().approve(draftId ?? '');
    const promotion = {
      ...drafting().as('reviewer-1', 'reviewer'),
      ...grounds,
      draftId: draftId ?? '',
      resolutions: [],
    };
    const { promoteDraft } = ledger.services.commands;
    const { preview } = await promoteDraft({ ...promotion, changesHash: null, dryRun: true });
    const changesHash = preview?.changesHash ?? '';
    expect(await promoteDraft({ ...promotion, changesHash, dryRun: false })).toMatchObject({ refused: false });
    expect(await goalIn(null, '甲')).toBe('一');
  });
});

describe('a revert as a draft that comes again', () => {
  it('under its commandId gives the same answer and opens no other draft; without one it is refused the name', async () => {
    const { budgetId, edit, goal, revert, drafts } = await budget();
    const { version } = await edit(null, goal('甲', '二'));
    const what = { save: { budgetId, version } };
    const commandId = 'comes-again';
    const answers = await Promise.all([1, 2, 3].map(() => revert(what, { asDraft, commandId })));
    const [first, ...again] = answers.map(done);
    for (const answer of again) expect(answer).toEqual({ ...first, repeated: true });
    expect(await drafts()).toHaveLength(1);
    expect(await revert(what, { asDraft, commandId, payload: 'another' })).toMatchObject({
      refusals: [{ code: 'COMMAND_ID_REUSED' }],
    });
    expect(await revert(what, { asDraft })).toMatchObject({
      refusals: [{ code: 'DUPLICATE_NAME', argument: ['asDraft', 'name'], entityId: first?.draftId }],
    });
    expect(await drafts()).toHaveLength(1);
  });

  it('finishes what was ended between opening and edit, whatever the budget did since, and does nothing twice', async () => {
    const { budgetId, edit, goal, revert, drafts, drafting, goalIn } = await budget();
    const { version } = await edit(null, goal('甲', '二'));
    const what = { save: { budgetId, version } };
    const again = { asDraft, commandId: 'was-ended' };
    const asked = { ...drafting().as('editor-1', 'editor'), ...again, what, expectedVersion: version, dryRun: false };
    await expect(endingAfter(1).revert(asked)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
    await folder.close(ledger);
    await start();
    const [{ draft } = { draft: null }] = await drafts();
    expect(draft).toMatchObject({ version: 0, base: { version } });
    await edit(null, goal('甲', '三'));
    expect(await revert(what, { ...again, payload: 'another' })).toMatchObject({
      refusals: [{ code: 'COMMAND_ID_REUSED', argument: ['commandId'] }],
    });
    const finished = done(await revert(what, { ...again, expectedVersion: version }));
    expect(finished).toMatchObject({ draftId: draft?.draftId, version: 1, repeated: false });
    expect(await goalIn(finished.draftId, '甲')).toBe('一');
    expect(done(await revert(what, { ...again, expectedVersion: version }))).toEqual({ ...finished, repeated: true });
    const stored = await ledger.store.readStream(draftStream(finished.draftId ?? ''), 0, 10);
    expect(stored.map(({ type }) => type)).toEqual(['DraftOpened', 'ProjectGoalRevised']);
    expect(await drafts()).toHaveLength(1);
  });
});
