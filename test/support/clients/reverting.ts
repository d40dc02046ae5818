import type { Budget, Change, Mutation, MutationName, Project } from './contract.js';
import { mutate } from './mutate.js';
import type { RunningLedger } from '../processes/running-ledger.js';

/** Of the budget that the first start imports. */
export const budgetId = '12f95ae1-b76b-540e-abbf-c0a99697bab9';

/** Whatever the point of the table: what edits take. */
const permanent = 'id: entityId';

const change = 'kind entityId path before after';
const rows = 'kind entityId cells { path before after lastChange { id } }';

/** The edits and questions of the tests of reverting, on the real table. */
export function editorOf(ledger: () => RunningLedger) {
  /** One mutation with its payload; its errors are for the test to judge. */
  async function run<Name extends MutationName>(
    mutation: Name,
    input: object,
    fields = '',
    actor = 'editor-1',
  ): Promise<Mutation[Name]> {
    const payload = `position version ${fields} userErrors { __typename code message messageEn argument entityId
      ... on ConflictError { cell { path base ours theirs } changedIn { version actor { personId } }
        current { path value } }
    }`;
    return mutate(ledger(), mutation, input, payload, { id: actor, role: 'editor' });
  }

  async function table(version?: number): Promise<Budget> {
    const at = version === undefined ? '' : `, at: { version: ${version} }`;
    const rows = `${permanent} name goal ordinal funding { other } indicators { ${permanent} name annualTarget { text } }`;
    return (
      await ledger()
        .data(`{ budget(id: "${budgetId}"${at}) { contentHash basis { version } fundUsers { ${permanent} name }
        projects(first: 100) { nodes { ${rows} } } } }`)
    ).budget;
  }

  /** What set a cell of a project or an indicator last. */
  async function lastChange(id: string, path: string): Promise<Change> {
    const blame = 'blame { path lastChange { id version event { id type source { kind reverted { change save } } } } }';
    const { node } = await ledger().data(`{ node(id: "${id}") {
      ... on Project { ${blame} } ... on Indicator { ${blame} } } }`);
    return node.blame.find((each) => each.path === path)?.lastChange as Change;
  }

  return {
    run,
    table,
    lastChange,
    project: async (ordinal: number) => (await table()).projects.nodes[ordinal - 1] as Project,
    revert: (what: object, more: object = {}, actor?: string) =>
      run(
        'revert',
        { what, ...more },
        `budget { contentHash } preview { ${rows} } nothingLeft { message messageEn changes { ${change} } }`,
        actor,
      ),
  };
}
