import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { budgetIdOf } from '../../../events/identity.js';
import type { CommandAnswer, MergeAnswer } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import type { Drafting } from '../random/drafting.js';
import { accepted, draftingIn } from '../random/drafting.js';
import { request } from '../ledgers/ledger.js';

export type TwoProjects = Awaited<ReturnType<typeof twoProjects>>;

let units = 0;

/** A budget of its own in the ledger: two projects with 100 and 200 万元 of 财政拨款. */
export async function twoProjects(ledger: Ledger) {
  const number = (units += 1);
  const unitKey = `单位${number}`;
  const { commands } = ledger.services;
  const own = (name: string) => `${name}-${number}`;
  accepted(await commands.openBudget({ ...request(), unitKey, name: unitKey, fiscalYear: 2024, taxonomy: 'cn-2020' }));
  const budgetId = budgetIdOf(unitKey, 2024);
  const drafting = draftingIn(ledger, unitKey);
  const project = (name: string, amount: string): BudgetEdit => ({
    type: 'AddProject',
    projectId: own(name),
    fundUserId: own('user'),
    name,
    goal: '完成工作。',
    funding: { fiscalAppropriation: amount },
    indicators: [],
  });
  const edit = async (draftId: string | null, ...edits: BudgetEdit[]): Promise<CommandAnswer> =>
    commands.edit({
      ...drafting.as('editor-1', 'editor'),
      of: { budgetId },
      draftId,
      voidsReview: true,
      expectedVersion: null,
      edits,
    });
  const raise = (name: string, amount: string): BudgetEdit => {
    return { type: 'ReviseFunding', projectId: own(name), funding: { fiscalAppropriation: amount } };
  };
  accepted(
    await edit(
      null,
      { type: 'AddFundUser', fundUserId: own('user'), name: '本级', declared: {} } as const,
      project('甲', '100'),
      project('乙', '200'),
    ),
  );
  return {
    budgetId,
    unitKey,
    drafting,
    edit,
    raise,
    own,
    version: async () => (await drafting.replayed(null)).version,
  };
}

/** A draft with these edits, submitted and approved. */
export async function approved({ drafting, edit }: TwoProjects, ...edits: BudgetEdit[]) {
  const draftId = await drafting.open();
  accepted(await edit(draftId, ...edits));
  await drafting.approve(draftId);
  return draftId;
}

/** The hash that the preview of its promotion shows. */
export async function previewed(
  drafting: Drafting,
  draftId: string,
  resolutions: Parameters<Drafting['promote']>[1] = [],
) {
  const { preview } = await drafting.promote(draftId, resolutions, null);
  return preview?.changesHash ?? 'none';
}

/** Of a refusal: each code with its place. */
export const codes = (answer: MergeAnswer | CommandAnswer) =>
  answer.refused ? answer.refusals.map(({ code, argument }) => [code, ...argument]) : [];
