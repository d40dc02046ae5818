import type { contractDesk } from '../clients/contract-desk.js';

export const rowAt = 'query($id: ID!, $at: At) { project(id: $id, at: $at) { id entityId goal } }';

/**
 * A project that was added in the second version, sealed in the third, edited in a draft on that and then in the budget.
 * Positions are ends of saves: `second` of the second, `draftAt` of the draft's first edit.
 */
export async function rowAtPoints({ ask, run }: ReturnType<typeof contractDesk>) {
  const opened = await ask(
    `mutation { openBudget(input: { unit: "甲单位", fiscalYear: 2024 }) { budget { id entityId } userErrors { code } } }`,
  );
  const budgetId = opened.openBudget.budget.id;
  const added = await ask(
    `mutation($budgetId: ID!) { applyChanges(input: { budgetId: $budgetId, changes: [
      { addFundUser: { ref: "u", name: "甲中心" } }
      { addProject: { ref: "p", fundUserId: "ref:u", name: "甲项目", goal: "一" } }
      { addIndicator: { ref: "i", projectId: "ref:p", level2: "11", name: "数量", cycleTarget: "1", annualTarget: "1" } }
    ] }) { userErrors { messageEn } position basis { recordedAt } added { ref entityId } } }`,
    { budgetId },
  );
  const { added: rows, position, basis } = added.applyChanges;
  const projectId = rows[1].entityId;
  const indicatorId = rows[2].entityId;
  const history = 'query($id: ID!) { project(id: $id) { history(first: 1) { nodes { event { id } } } } }';
  const event = (await ask(history, { id: projectId })).project.history.nodes[0].event;
  const second = { position, recordedAt: basis.recordedAt, eventId: event.id };
  const sealed = await ask(
    `mutation($budgetId: ID!) { sealVersion(input: { budgetId: $budgetId, name: "初稿", version: 2 }) { seal { id entityId } } }`,
    { budgetId },
  );
  const sealId = sealed.sealVersion.seal.id;
  const drafted = await ask(
    `mutation($budgetId: ID!) { openDraft(input: { budgetId: $budgetId, name: "一稿" }) { draft { id entityId } budget { id } position } }`,
    { budgetId },
  );
  const draftId = drafted.openDraft.draft.id;
  const edited = await ask(
    `mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { position project { id entityId } budget { id entityId } } }`,
    { input: { projectId, draftId, goal: '草案中' } },
  );
  const draftAt = edited.reviseGoal.position;
  await run('reviseGoal', { projectId, goal: '二' }, '');
  return { budgetId, projectId, indicatorId, draftId, sealId, second, draftAt };
}

export type RowAtPoints = Awaited<ReturnType<typeof rowAtPoints>>;
