import type { RunningLedger } from '../support/processes/running-ledger.js';
import type { Errand } from './officers.js';
import type { Dice, Findings } from './torture.js';
import { nothing } from './torture.js';

interface Save {
  version: number;
  commandId: string;
  changedCells: number;
}

/** Of a table: the goals of its projects, by id. */
type Goals = Map<string, string | null>;

const pageSize = 100;

/**
 * Holds what a ledger answers to what its officers were told: every save that was acknowledged is there once and whole,
 * nothing else is, and the table now and at a few earlier versions is what these saves make of the imported one.
 */
export async function audit(ledger: RunningLedger, errands: readonly Errand[], dice: Dice): Promise<Findings> {
  const found = nothing();
  const saves = await savesOf(ledger);
  for (const { commandId, told } of errands) {
    const there = saves.filter((save) => save.commandId === commandId);
    if (there.length > 1)
      found.doubled.push(`${commandId} makes versions ${there.map(({ version }) => version).join()}`);
    if (told.is === 'SAVED' && there[0]?.version !== told.version)
      found.lost.push(`${commandId} was told to be version ${told.version}; there is ${JSON.stringify(there)}`);
    if (told.is === 'REFUSED' && there.length > 0)
      found.silent.push(`${commandId} was refused (${told.code}), and is version ${there[0]?.version}`);
  }
  const asked = new Map(errands.map((errand) => [errand.commandId, errand]));
  const [opening, ...edits] = saves;
  for (const { version, commandId, changedCells } of edits) {
    if (!asked.has(commandId)) found.silent.push(`version ${version} is of ${commandId}, which nobody asked for`);
    else if (changedCells !== 2) found.silent.push(`version ${version} has ${changedCells} cells instead of 2`);
  }
  if (opening === undefined) return { ...found, lost: [...found.lost, 'the imported table'] };
  found.silent.push(...(await wrongTables(ledger, edits, asked, dice)));
  return found;
}

/** In the order of their versions. */
async function savesOf(ledger: RunningLedger): Promise<Save[]> {
  const query = `query($after: String) { budgets { nodes { versions(first: ${pageSize}, after: $after) {
    nodes { version commandId changedCells } pageInfo { hasNextPage endCursor } } } } }`;
  const saves: Save[] = [];
  let after: string | null = null;
  do {
    const answer: { budgets: { nodes: { versions: SavePage }[] } } = await ledger.data(query, { after });
    const page = answer.budgets.nodes[0]?.versions;
    saves.push(...(page?.nodes ?? []));
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return saves.sort((one, other) => one.version - other.version);
}

interface SavePage {
  nodes: Save[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

async function wrongTables(
  ledger: RunningLedger,
  edits: readonly Save[],
  asked: ReadonlyMap<string, Errand>,
  dice: Dice,
): Promise<string[]> {
  const last = edits.at(-1)?.version ?? 1;
  const versions = new Set([last, 1 + dice(last), 1 + dice(last), 1]);
  const wrong: string[] = [];
  const opening = await goalsAt(ledger, 1);
  for (const version of versions) {
    const expected = new Map(opening);
    for (const save of edits) {
      if (save.version > version) break;
      for (const [projectId, goal] of asked.get(save.commandId)?.goals ?? []) expected.set(projectId, goal);
    }
    const answered = await goalsAt(ledger, version);
    for (const [projectId, goal] of expected) {
      if (answered.get(projectId) === goal) continue;
      wrong.push(`at version ${version} ${projectId} has ${answered.get(projectId)} instead of ${goal}`);
    }
  }
  const now = await goalsAt(ledger, null);
  const newest = await goalsAt(ledger, last);
  for (const [projectId, goal] of newest) {
    if (now.get(projectId) !== goal) wrong.push(`now ${projectId} has ${now.get(projectId)} instead of ${goal}`);
  }
  return wrong;
}

async function goalsAt(ledger: RunningLedger, version: number | null): Promise<Goals> {
  const { budgets } = await ledger.data('{ budgets { nodes { entityId } } }');
  const { budget } = await ledger.data(
    'query($id: ID!, $at: At) { budget(id: $id, at: $at) { projects(first: 100) { nodes { entityId goal } } } }',
    { id: budgets.nodes[0]?.entityId, at: version === null ? null : { version } },
  );
  const { nodes } = (budget as { projects: { nodes: { entityId: string; goal: string | null }[] } }).projects;
  return new Map(nodes.map(({ entityId, goal }) => [entityId, goal]));
}
