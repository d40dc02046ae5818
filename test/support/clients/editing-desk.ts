import type { Mutation, MutationName, Project, Version } from './contract.js';
import { mutate } from './mutate.js';
import type { RunningLedger } from '../processes/running-ledger.js';

/** An indicator's cells, as mutations take them. */
export const row = (level2: string, name: string, target: string) => {
  return { level2, name, cycleTarget: target, annualTarget: target };
};

/** Edits of one budget, as an editor of its unit asks for them. */
export function editingDesk(ledger: () => RunningLedger, budgetId: () => string) {
  /** One mutation with its payload; its errors are for the test to judge. */
  const run = <Name extends MutationName>(
    mutation: Name,
    input: object,
    fields = '',
    actor = 'editor-1',
  ): Promise<Mutation[Name]> =>
    mutate(
      ledger(),
      mutation,
      input,
      `position version basis { position version } ${fields} userErrors { __typename code message argument entityId
        ... on ConflictError { current { path value lastChange { version } }
          changedIn { version position recordedAt actor { personId name } } } }`,
      { id: actor, role: 'editor', unit: '甲局' },
    );

  return {
    run,
    /** Adds a project of two indicators, below the budget's first fund user. */
    async addProject(name: string, more: object = {}): Promise<Project> {
      const { budget } = await ledger().data(`{ budget(id: "${budgetId()}") { fundUsers { id } } }`);
      const [first] = budget.fundUsers as { id: string }[];
      const fundUserId =
        first?.id ??
        (await run('addFundUser', { budgetId: budgetId(), name: '甲局本级' }, 'fundUser { id }')).fundUser.id;
      const indicators = [row('11', '数量', '≥1'), row('12', '质量', '≥90%')];
      const input = { fundUserId, name, goal: '做好工作', indicators, ...more };
      return (await run('addProject', input, 'project { id fundUser { id } indicators { id } }')).project;
    },
    async newestSave(): Promise<Version> {
      const { budget } = await ledger().data(`{ budget(id: "${budgetId()}") { versions(first: 1) { nodes {
        version reason basisDocument actor { personId role } changedCells } } } }`);
      return budget.versions.nodes[0];
    },
  };
}
