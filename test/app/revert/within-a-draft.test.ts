import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../../support/random/drafting.js';
import { ledgerIn } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { done, smallBudget } from '../../support/stories/small-budget.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
});
afterAll(() => folder.leave());

const budget = () => smallBudget(() => ledger);

describe('a conflict within a draft', () => {
  it('is told with the three values and the draft’s version that set the cell last', async () => {
    const { budgetId, open, edit, goal, revert, goalIn } = await budget();
    const draftId = await open();
    await edit(draftId, goal('甲', '二'));
    await edit(draftId, goal('甲', '三'));
    expect(await revert({ save: { budgetId, version: 1 } }, { draftId })).toMatchObject({
      refusals: [
        {
          code: 'CONFLICT',
          conflict: { version: 2, cell: { path: 'goal', theirs: '一', base: '二', ours: '三' } },
          message: expect.stringMatching(/后来又被“editor-1”于 .+修改（草案版本 2）.+请先撤回草案版本 2 的修改/),
          messageEn: expect.stringContaining('version 2 of the draft'),
        },
      ],
    });
    expect(await goalIn(draftId, '甲')).toBe('三');
  });

  it('with what the budget recorded after the draft’s base says that the draft’s value is another', async () => {
    const { open, edit, goal, revert, goalIn } = await budget();
    const draftId = await open();
    await edit(draftId, goal('甲', '草案的'));
    const [event] = (await edit(null, goal('甲', '预算的'))).events;
    expect(await revert({ event: event?.id ?? '' }, { draftId })).toMatchObject({
      refusals: [
        {
          code: 'CONFLICT',
          conflict: { version: 1, cell: { theirs: '一', base: '预算的', ours: '草案的' } },
          message: expect.stringContaining('在草案中不是要撤回的修改所留下的值'),
        },
      ],
    });
    expect(await goalIn(draftId, '甲')).toBe('草案的');
  });

  it('is what withdrew the row in the draft, if the budget changed another cell of it meanwhile', async () => {
    const { own, open, edit, goal, revert } = await budget();
    const draftId = await open();
    await edit(draftId, { type: 'WithdrawProject', projectId: own('甲') });
    const [event] = (await edit(null, goal('甲', '预算的'))).events;
    expect(await revert({ event: event?.id ?? '' }, { draftId })).toMatchObject({
      refusals: [{ code: 'CONFLICT', conflict: { version: 1, cell: { theirs: '一', base: '预算的', ours: null } } }],
    });
  });

  it('is a blank cell, too, where the budget changed it twice after the draft’s base', async () => {
    const { own, open, edit, revert } = await budget();
    const draftId = await open();
    const funded = (other: string) => ({ type: 'ReviseFunding', projectId: own('甲'), funding: { other } }) as const;
    await edit(null, funded('1'));
    const [event] = (await edit(null, funded('2'))).events;
    const cell = { path: 'funding.other', theirs: '1', base: '2', ours: null };
    expect(await revert({ event: event?.id ?? '' }, { draftId })).toMatchObject({
      refusals: [{ code: 'CONFLICT', conflict: { cell, version: 2, draftId: null } }],
    });
  });
});

describe('in a draft, what its budget recorded', () => {
  it('is set back there and stays in the budget; the new event names the budget’s save', async () => {
    const { budgetId, open, edit, goal, revert, goalIn } = await budget();
    const { version } = await edit(null, goal('甲', '二'));
    const draftId = await open();
    const undone = done(await revert({ save: { budgetId, version } }, { draftId, ofBudget: true }));
    expect(undone).toMatchObject({ draftId, version: 1, budgetId });
    expect(undone.events).toMatchObject([{ source: { kind: 'revert', save: version, ofBudget: true } }]);
    expect([await goalIn(draftId, '甲'), await goalIn(null, '甲')]).toEqual(['一', '二']);
  });

  it('after its base needs nothing where the draft still has what was there before', async () => {
    const { open, edit, goal, revert } = await budget();
    const draftId = await open();
    const [event] = (await edit(null, goal('甲', '二'))).events;
    expect(done(await revert({ change: `${event?.id}:0` }, { draftId }))).toMatchObject({ version: 0, events: [] });
  });

  it('cannot be undone in rows that the draft never had', async () => {
    const { open, edit, goal, project, revert } = await budget();
    const draftId = await open();
    await edit(null, project('丙'));
    const [event] = (await edit(null, goal('丙', '二'))).events;
    expect(await revert({ event: event?.id ?? '' }, { draftId })).toMatchObject({
      refusals: [{ code: 'NOT_FOUND', argument: ['what'], messageEn: expect.stringContaining('refresh') }],
    });
  });
});

describe('a row of a draft', () => {
  it('goes back to any of the draft’s versions, to 0 as the base has it', async () => {
    const { own, open, edit, goal, revert, goalIn } = await budget();
    const draftId = await open();
    await edit(draftId, goal('甲', '二'), goal('乙', '二'));
    await edit(draftId, { type: 'WithdrawProject', projectId: own('甲') });
    done(await revert({ row: { id: own('甲'), toVersion: 1 } }, { draftId }));
    expect(await goalIn(draftId, '甲')).toBe('二');
    const { events } = done(await revert({ row: { id: own('甲'), toVersion: 0 } }, { draftId }));
    expect(events).toMatchObject([{ source: { kind: 'revert', row: own('甲'), toVersion: 0 } }]);
    expect([await goalIn(draftId, '甲'), await goalIn(draftId, '乙')]).toEqual(['一', '二']);
    expect(await revert({ row: { id: own('甲'), toVersion: 9 } }, { draftId })).toMatchObject({
      refusals: [{ code: 'NOT_FOUND', message: expect.stringContaining('草案没有版本 9；已有版本 0 到 4') }],
    });
  });
});

describe('what cannot be reverted in a draft', () => {
  it('is its opening, or what another draft or another budget recorded', async () => {
    const { budgetId, open, edit, goal, revert } = await budget();
    const draftId = await open();
    const other = await open();
    const [event] = (await edit(other, goal('甲', '二'))).events;
    const others = await budget();
    const [foreign] = (await others.edit(null, others.goal('甲', '二'))).events;
    const theirs = await others.open();
    for (const [what, code, argument] of [
      [{ save: { budgetId, version: 0 } }, 'INVALID_INPUT', ['what', 'save']],
      [{ save: { budgetId, version: 7 } }, 'NOT_FOUND', ['what', 'save', 'version']],
      [{ event: event?.id ?? '' }, 'INVALID_INPUT', ['what', 'event']],
      [{ event: foreign?.id ?? '' }, 'INVALID_INPUT', ['what', 'event']],
      [{ row: { id: others.own('甲'), toVersion: 0 } }, 'NOT_FOUND', ['what', 'row', 'id']],
      [{ table: { budgetId: others.budgetId, toVersion: 0 } }, 'NOT_FOUND', ['draftId']],
    ] as const) {
      expect(await revert(what, { draftId })).toMatchObject({ refusals: [{ code, argument }] });
    }
    expect(await revert({ event: event?.id ?? '' })).toMatchObject({
      refusals: [{ code: 'INVALID_INPUT', messageEn: expect.stringContaining(`(${other})`) }],
    });
    expect(await revert({ event: event?.id ?? '' }, { draftId: theirs })).toMatchObject({ refused: true });
    expect(await revert({ event: event?.id ?? '' }, { draftId: 'nothing' })).toMatchObject({
      refusals: [{ code: 'NOT_FOUND', argument: ['draftId'] }],
    });
  });

  it('is anything once the draft was discarded or promoted, also as a dry run, and for viewers', async () => {
    const { budgetId, drafting, open, edit, goal, revert } = await budget();
    const discarded = await open();
    const promoted = await open();
    for (const draftId of [discarded, promoted]) await edit(draftId, goal('甲', '二'));
    const what = { save: { budgetId, version: 1 } };
    const viewer = { ...drafting().as('viewer-1', 'viewer'), draftId: promoted };
    expect(await revert(what, viewer)).toMatchObject({ refusals: [{ code: 'FORBIDDEN' }] });
    const reviewer = drafting().as('reviewer-1', 'reviewer');
    const about = { ...reviewer, draftId: discarded, expectedVersion: null };
    accepted(await ledger.services.commands.discardDraft(about));
    await drafting().approve(promoted);
    const { preview } = await drafting().promote(promoted, [], null);
    await drafting().promote(promoted, [], preview?.changesHash ?? '');
    for (const draftId of [discarded, promoted]) {
      for (const dryRun of [true, false]) {
        expect(await revert(what, { draftId, dryRun })).toMatchObject({
          refusals: [{ code: 'DRAFT_CLOSED', entityId: draftId }],
        });
      }
    }
  });
});

describe('what comes back in a draft that the budget never had', () => {
  it('is marked in the preview: rows that only the draft has below the project', async () => {
    const { own, open, edit, revert, drafting } = await budget();
    const draftId = await open();
    const indicator = {
      indicatorId: own('草案的指标'),
      level2: '11',
      name: '数量',
      cycleTarget: '≥1',
      annualTarget: '≥1',
    };
    const withdrawn = { type: 'WithdrawProject', projectId: own('甲') } as const;
    await edit(draftId, { type: 'AddIndicator', projectId: own('甲'), ...indicator });
    await edit(draftId, withdrawn);
    const [event] = (await edit(null, withdrawn)).events;
    const one = await revert({ change: `${event?.id}:0` }, { draftId, dryRun: true });
    expect(one).toMatchObject({ preview: { onlyInDraft: [own('草案的指标')] } });
    // Undone as a whole, the project comes back with what went with it in the budget, and with nothing else.
    const whole = await revert({ event: event?.id ?? '' }, { draftId, dryRun: true });
    expect(whole).toMatchObject({ preview: { onlyInDraft: [] } });
    done(await revert({ event: event?.id ?? '' }, { draftId }));
    const { projects } = await drafting().replayed(draftId);
    expect(projects.get(own('甲'))?.indicators.get(own('草案的指标'))?.withdrawn).toBe(true);
  });
});
