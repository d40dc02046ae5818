import type { HostileRequest, KnownIds } from './request.js';
import { repeat } from './request.js';

/** Commands that are only to be shown what they would do. */
export function dryRuns({ budgetId, projectId }: KnownIds): HostileRequest[] {
  const apply = `mutation($input: ApplyChangesInput!) { applyChanges(input: $input) { kind preview { entityId cells { path before after } } userErrors { code } } }`;
  const changes = Array.from({ length: 900 }, (_, n) => ({ renameProject: { projectId, name: `第${n}个名称` } }));
  const revise = Array.from({ length: 700 }, (_, n) => ({
    reviseFunding: { projectId, funding: { other: `${n}.5` } },
  }));
  const columns = repeat(600, (n) => `栏${n},`);
  const importing = `mutation($input: ImportTableInput!) { importTable(input: $input) { kind userErrors { code } } }`;
  const file = (text: string) => ({
    input: { fileName: 't.csv', fiscalYear: 2031, unit: '单位', dryRun: true, content: { text } },
  });
  return [
    { name: 'a dry run of 900 renamings', query: apply, variables: { input: { budgetId, dryRun: true, changes } } },
    {
      name: 'a dry run of 700 amounts',
      query: apply,
      variables: { input: { budgetId, dryRun: true, changes: revise } },
    },
    { name: 'a file of 600 columns', query: importing, variables: file(`${columns}\n${columns}`) },
    {
      name: 'a file of 2,000 lines',
      query: importing,
      variables: file(`序号,项目名称,金额\n${repeat(2_000, (n) => `${n},项目${n},${n}.5\n`)}`),
    },
  ];
}
