export interface Stored {
  budgets: { budgetId: string; projectIds: string[] }[];
}

/** Edits go to the budgets that are being worked on, whatever else is stored. */
const worked = 20;

const project = `id name goal ordinal version funding { total fiscalAppropriation other } fundUser { name }
  indicators { id name level1 { name } level2 { code name } annualTarget { text value } cycleTarget { text } }`;

const documents = {
  table: `query Table($id: ID!) { budget(id: $id) { name totals { total }
    projects(first: 200) { nodes { id name goal funding { total } indicators { name annualTarget { text } } } } } }`,
  project: `query Project($id: ID!) { project(id: $id) { ${project} } }`,
  asOf: `query AsOf($id: ID!, $version: Int!) { project(id: $id, at: { version: $version }) { ${project} basis { version } } }`,
  projects: `query Projects($id: ID!) { projects(filter: { budgetIds: [$id], total: { min: "100" } }) {
    count { value } nodes { id name funding { total } } } }`,
  indicators: `query Indicators($id: ID!) { indicators(filter: { budgetIds: [$id], level2Codes: ["11"] }, first: 50) {
    nodes { name annualTarget { text } project { name } } } }`,
  history: `query History($id: ID!) { budget(id: $id) { history(first: 50) { nodes { path before after actor { personId name } } } } }`,
  revise: `mutation Revise($id: ID!, $other: Decimal!) { reviseFunding(input: { projectId: $id, funding: { other: $other } }) {
    version userErrors { code } } }`,
};

/** The n-th request of a day: the same kinds in the same order whatever is stored, about rows from all over it. */
export function mixedRequest(n: number, { budgets }: Stored): { query: string; variables?: object } {
  const chance = chanceOf(n);
  const budget = budgets[chance(budgets.length)] ?? never();
  const { budgetId, projectIds } = budget;
  const id = projectIds[chance(projectIds.length)] ?? never();
  const kind = chance(20);
  if (kind < 4) return { query: documents.table, variables: { id: budgetId } };
  if (kind < 10) return { query: documents.project, variables: { id } };
  if (kind < 12) return { query: documents.asOf, variables: { id, version: 2 } };
  if (kind < 14) return { query: documents.projects, variables: { id: budgetId } };
  if (kind < 16) return { query: documents.indicators, variables: { id: budgetId } };
  if (kind < 18) return { query: documents.history, variables: { id: budgetId } };
  // Documents that never come again.
  if (kind < 19) return { query: `{ project(id: "${id}") { ${project} } }` };
  const edited = budgets[chance(worked)]?.projectIds[chance(projectIds.length)] ?? never();
  return { query: documents.revise, variables: { id: edited, other: `${1 + chance(9_000)}.50` } };
}

/** Numbers that look random and are the same in every run (mulberry32). */
function chanceOf(seed: number): (below: number) => number {
  let state = seed * 0x9e3779b9;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function never(): never {
  throw new Error('nothing is stored');
}
