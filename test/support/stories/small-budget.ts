import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { budgetIdOf } from '../../../events/identity.js';
import type { RevertAnswer, RevertRequest, RevertWhat } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { accepted, draftingIn } from '../random/drafting.js';
import { request } from '../ledgers/ledger.js';

let units = 0;

/** A budget of its own in the ledger: version 2 has the projects 甲 and 乙, whose goals are 一. */
export async function smallBudget(ledger: () => Ledger) {
  const unitKey = `单位${(units += 1)}`;
  const own = (name: string) => `${name}-${unitKey}`;
  const budgetId = budgetIdOf(unitKey, 2024);
  const drafting = () => draftingIn(ledger(), unitKey);
  const commands = () => ledger().services.commands;

  async function edit(draftId: string | null, ...edits: BudgetEdit[]) {
    const of = { of: { budgetId }, draftId, voidsReview: true, expectedVersion: null };
    return accepted(await commands().edit({ ...drafting().as('editor-1', 'editor'), ...of, edits }));
  }

  const project = (name: string): BudgetEdit => ({
    type: 'AddProject',
    projectId: own(name),
    fundUserId: own('user'),
    name,
    goal: '一',
    funding: {},
    indicators: [],
  });
  accepted(
    await commands().openBudget({ ...request(), unitKey, name: unitKey, fiscalYear: 2024, taxonomy: 'cn-2020' }),
  );
  const fundUser = { type: 'AddFundUser', fundUserId: own('user'), name: '本级', declared: {} } as const;
  await edit(null, fundUser, project('甲'), project('乙'));

  return {
    budgetId,
    unitKey,
    own,
    edit,
    project,
    drafting,
    open: (version: number | null = null) => drafting().open(undefined, version),
    goal: (name: string, goal: string): BudgetEdit => ({ type: 'ReviseGoal', projectId: own(name), goal }),
    revert: (what: RevertWhat, more: Partial<RevertRequest> = {}): Promise<RevertAnswer> =>
      commands().revert({
        ...drafting().as('editor-1', 'editor'),
        what,
        expectedVersion: null,
        dryRun: false,
        ...more,
      }),
    async goalIn(draftId: string | null, name: string) {
      return (await drafting().replayed(draftId)).projects.get(own(name))?.goal;
    },
    drafts: async () => {
      const { store, readModel } = ledger();
      return readModel.drafts(budgetId, await store.head());
    },
  };
}

export type SmallBudget = Awaited<ReturnType<typeof smallBudget>>;

/** What a revert did. @throws the refusal, if it is one */
export function done(answer: RevertAnswer) {
  if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
  if (answer.done === null) throw new Error('nothing was done');
  return answer.done;
}
