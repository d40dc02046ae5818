import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { Choice } from '../../../projections/merge/choices.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted } from '../../support/random/drafting.js';
import { ledgerIn } from '../../support/ledgers/ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { approved, codes, previewed, twoProjects } from '../../support/stories/two-projects.js';

const folder = openFolder();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await ledgerIn(folder);
});
afterAll(() => folder.leave());

const adding = ({ own }: TwoProjects, id: string, name: string): BudgetEdit => ({
  type: 'AddProject',
  projectId: own(id),
  fundUserId: own('user'),
  name,
  goal: '',
  funding: { other: '1' },
  indicators: [{ indicatorId: own(`${id}的指标`), level2: '11', name: '数量', cycleTarget: '≥1', annualTarget: '≥1' }],
});
const naming = ({ own }: TwoProjects, id: string, name: string): BudgetEdit => {
  return { type: 'RenameProject', projectId: own(id), name };
};
const namesOf = async ({ drafting }: TwoProjects) => {
  const { projects } = await drafting.replayed(null);
  const inForce = [...projects.values()].filter(({ withdrawn }) => !withdrawn);
  return inForce.map(({ id, name }) => `${id.split('-')[0]} ${name}`).sort();
};

async function promote(made: TwoProjects, draftId: string, choice: Choice, entityId?: string) {
  const { conflicts = [] } = (await made.drafting.promote(draftId, [], null)).preview ?? {};
  const resolutions = conflicts.map((conflict) => ({ ...conflict, entityId: entityId ?? conflict.entityId, choice }));
  const changesHash = await previewed(made.drafting, draftId, resolutions);
  return made.drafting.promote(draftId, resolutions, changesHash);
}

describe('a name that draft and budget each gave to a project of their own', () => {
  const added = async () => {
    const made = await twoProjects(ledger);
    const draftId = await approved(made, adding(made, '草案的', '新项目'));
    accepted(await made.edit(null, adding(made, '预算的', '新项目')));
    return { made, draftId };
  };

  it('is a conflict that shows both rows, and all of each', async () => {
    const { made, draftId } = await added();
    expect(codes(await made.drafting.promote(draftId, [], 'hash'))).toEqual([['UNRESOLVED_CONFLICTS', 'resolutions']]);
    const { preview } = await made.drafting.promote(draftId, [], null);
    expect(preview?.conflicts).toMatchObject([
      { kind: 'SAME_NAME', entityKind: 'PROJECT', entityName: '新项目', path: 'name', choice: null },
    ]);
    const [{ entityIds = [], cells = [] } = {}] = preview?.conflicts ?? [];
    expect(entityIds).toEqual([made.own('草案的'), made.own('预算的')]);
    const told = cells
      .filter(({ path }) => path === 'name')
      .map(({ entityId, ours, theirs, oursChange, theirsChange }) => {
        return [entityId, ours, theirs, (oursChange ?? theirsChange)?.actor.id];
      });
    expect(told).toEqual([
      [made.own('预算的'), '新项目', null, 'editor-1'],
      [made.own('预算的的指标'), '数量', null, 'editor-1'],
      [made.own('草案的'), null, '新项目', 'editor-1'],
      [made.own('草案的的指标'), null, '数量', 'editor-1'],
    ]);
  });

  it.each<[Choice, string]>([
    ['OURS', '预算的 新项目'],
    ['THEIRS', '草案的 新项目'],
  ])('goes to the row of the side that is chosen, and the other row stays out: %s', async (choice, row) => {
    const { made, draftId } = await added();
    expect((await promote(made, draftId, choice)).refused).toBe(false);
    expect(await namesOf(made)).toEqual(['乙 乙', '甲 甲', row].sort());
  });

  it('is chosen about by either row', async () => {
    const { made, draftId } = await added();
    expect((await promote(made, draftId, 'OURS', made.own('预算的'))).refused).toBe(false);
  });

  it('is none once one of the two is called otherwise in the draft', async () => {
    const { made, draftId } = await added();
    accepted(await made.edit(draftId, naming(made, '草案的', '另一项目')));
    await made.drafting.approve(draftId);
    expect((await promote(made, draftId, 'OURS')).refused).toBe(false);
    expect(await namesOf(made)).toEqual(['乙 乙', '甲 甲', '预算的 新项目', '草案的 另一项目'].sort());
  });
});

describe('a name that draft and budget each gave to a project that both have', () => {
  it.each<[Choice, string[]]>([
    ['OURS', ['乙 丙', '甲 甲']],
    ['THEIRS', ['乙 乙', '甲 丙']],
  ])('goes to the one of the side that is chosen, and the other keeps its former name: %s', async (choice, names) => {
    const made = await twoProjects(ledger);
    const draftId = await approved(made, naming(made, '甲', '丙'), made.raise('甲', '150'));
    accepted(await made.edit(null, naming(made, '乙', '丙')));
    expect((await promote(made, draftId, choice)).refused).toBe(false);
    expect(await namesOf(made)).toEqual([...names].sort());
    const { projects } = await made.drafting.replayed(null);
    expect(projects.get(made.own('甲'))?.funding.fiscalAppropriation).toBe('150');
  });

  it('is found, too, where the name comes from one side and the fund user from the other', async () => {
    const made = await twoProjects(ledger);
    const { own, edit } = made;
    accepted(await edit(null, { type: 'AddFundUser', fundUserId: own('另一单位'), name: '另一单位', declared: {} }));
    accepted(await edit(null, { ...adding(made, '丙', '丙'), fundUserId: own('另一单位') } as BudgetEdit));
    const draftId = await approved(made, { type: 'AssignFundUser', projectId: own('甲'), fundUserId: own('另一单位') });
    accepted(await edit(null, naming(made, '甲', '丙')));
    const { preview } = await made.drafting.promote(draftId, [], null);
    expect(preview?.conflicts).toMatchObject([{ kind: 'SAME_NAME', entityIds: [own('丙'), own('甲')] }]);
    expect((await promote(made, draftId, 'THEIRS')).refused).toBe(false);
    expect(await namesOf(made)).toEqual(['丙 丙', '乙 乙', '甲 甲'].sort());
  });
});

describe('choices that contradict each other', () => {
  it('are refused at the choice, with what to choose instead', async () => {
    const made = await twoProjects(ledger);
    const { own, edit, drafting } = made;
    accepted(await edit(null, { type: 'AddFundUser', fundUserId: own('另一单位'), name: '另一单位', declared: {} }));
    const draftId = await approved(made, { type: 'AssignFundUser', projectId: own('甲'), fundUserId: own('另一单位') });
    accepted(await edit(null, { type: 'WithdrawFundUser', fundUserId: own('另一单位') }));
    const resolutions = [{ entityId: own('另一单位'), path: null, choice: 'OURS' as const }];
    const answer = await drafting.promote(draftId, resolutions, null);
    expect(codes(answer)).toEqual([['INVALID_INPUT', 'resolutions', '0']]);
    expect(answer.refused && answer.refusals[0]).toMatchObject({
      message:
        '对“另一单位”的去留选择我方（OURS）与其他选择或修改相矛盾：项目“甲”仍属于资金使用单位“另一单位”，而后者将不在表中；请对“另一单位”的去留改选对方（THEIRS），或先在草案（或预算）中修改，再重新预览。',
      messageEn:
        'To choose OURS for whether "另一单位" stays contradicts other choices or edits: the project "甲" would belong to the fund user "另一单位", which would not be in the table; choose THEIRS for whether "另一单位" stays, or edit the draft (or the budget) and preview again.',
    });
    expect((await promote(made, draftId, 'THEIRS')).refused).toBe(false);
  });
});

describe('money that draft and budget wrote in two ways', () => {
  it('is no conflict, and no change: the budget’s text stays', async () => {
    const made = await twoProjects(ledger);
    const { raise, edit, own, drafting } = made;
    const draftId = await approved(made, raise('甲', '7'), raise('乙', '200.00'));
    accepted(await edit(null, raise('甲', '7.00')));
    const { preview } = await drafting.promote(draftId, [], null);
    expect(preview).toMatchObject({ conflicts: [], changes: [] });
    expect((await promote(made, draftId, 'OURS')).refused).toBe(false);
    const { projects } = await drafting.replayed(null);
    expect([own('甲'), own('乙')].map((id) => projects.get(id)?.funding.fiscalAppropriation)).toEqual(['7.00', '200']);
  });
});
