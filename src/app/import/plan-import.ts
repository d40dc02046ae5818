import type { BudgetState, OpenBudgetState, ProjectState } from '../../../events/budget/budget.state.js';
import { byPlace } from '../../../events/budget/budget.state.js';
import { Refusal } from '../../../events/refusal.js';
import { rowsThatStay } from '../../../projections/rows-that-stay.js';
import type { ProjectRow, TableDocument } from '../../documents/table-document.js';
import type { Mapping, Matched } from './match-rows.js';
import { matchRows } from './match-rows.js';
import type { FileFundUser, FileProject } from './row-identities.js';
import { fileFundUser, fileIndicators, fileProject, ownFundUser, ownIndicators, ownProject } from './row-identities.js';
import { planIndicators } from './plan-indicators.js';
import type { ImportPlan, Planning } from './import-plan.js';
import { add, ask } from './import-plan.js';

/**
 * The edits that make a budget say what a table says: exactly the cells that differ. Pure.
 * @throws Refusal if the mapping names rows that are not there
 */
export function planImport(
  table: TableDocument,
  state: BudgetState,
  { mapping, newId }: { mapping: Mapping; newId: () => string },
): ImportPlan {
  const planning: Planning = { mapping, newId, plan: { edits: [], unmatched: [] } };
  const budget = state.status === 'open' ? state : null;
  checkMapping(mapping, budget);
  if (budget !== null && budget.name !== table.unitName) {
    planning.plan.edits.push({ edit: { type: 'RenameBudget', name: table.unitName }, line: 1 });
  }
  const own = [...(budget?.fundUsers.values() ?? [])].sort(byPlace).map(ownFundUser);
  const file = table.fundUsers.map(fileFundUser);
  const matched = matchRows(own, file, mapping);
  ask(matched, 'FUND_USER', planning);
  const idOf = planFundUsers(matched, planning);
  planProjects(budget, file, idOf, planning);
  const open = new Set(planning.plan.unmatched.map(({ entityId }) => budget?.projects.get(entityId ?? '')?.fundUserId));
  for (const { row } of matched.withdrawn) {
    // A fund user is not withdrawn while one of its projects is asked about.
    if (!open.has(row.id)) add(planning, { type: 'WithdrawFundUser', fundUserId: row.id }, null);
  }
  return planning.plan;
}

function planFundUsers(matched: Matched<ReturnType<typeof ownFundUser>, FileFundUser>, planning: Planning) {
  const idOf = new Map<FileFundUser, string>();
  for (const [{ row }, theirs] of matched.pairs) {
    const { name, declared, line } = theirs.row;
    idOf.set(theirs, row.id);
    if (row.withdrawn) add(planning, { type: 'RestoreFundUser', fundUserId: row.id }, line);
    if (row.name !== name) add(planning, { type: 'RenameFundUser', fundUserId: row.id, name }, line);
    add(planning, { type: 'ReviseDeclaredTotals', fundUserId: row.id, declared }, line);
  }
  for (const theirs of matched.added) {
    const { name, declared, line } = theirs.row;
    const fundUserId = planning.newId();
    idOf.set(theirs, fundUserId);
    add(planning, { type: 'AddFundUser', fundUserId, name, declared }, line);
  }
  return idOf;
}

function planProjects(
  budget: OpenBudgetState | null,
  fundUsers: readonly FileFundUser[],
  idOf: ReadonlyMap<FileFundUser, string>,
  planning: Planning,
): void {
  const groups = fundUsers.flatMap((group) => {
    const fundUserId = idOf.get(group);
    if (fundUserId === undefined) return [];
    return [
      { fundUserId, rows: group.row.projects.map((row, at) => fileProject(row, fundUserId, `${group.at}.${at + 1}`)) },
    ];
  });
  const own = [...(budget?.projects.values() ?? [])].sort(byPlace).map(ownProject);
  const matched = matchRows(
    own,
    groups.flatMap(({ rows }) => rows),
    planning.mapping,
  );
  const asked = new Set(planning.plan.unmatched.map(({ entityId }) => entityId));
  ask(matched, 'PROJECT', planning);
  for (const { row } of matched.withdrawn) {
    // While a fund user is asked about, nobody knows what becomes of its projects.
    if (!asked.has(row.fundUserId)) add(planning, { type: 'WithdrawProject', projectId: row.id }, null);
  }
  const partner = new Map(matched.pairs.map(([mine, theirs]) => [theirs, mine.row]));
  const added = new Set(matched.added);
  for (const { fundUserId, rows } of groups) {
    const known = rows.filter((theirs) => added.has(theirs) || partner.has(theirs));
    planGroup(
      fundUserId,
      known,
      partner,
      own.map(({ row }) => row),
      planning,
    );
  }
}

/** One fund user's projects in the file's order: revised, added, and moved where the order differs. */
function planGroup(
  fundUserId: string,
  rows: readonly FileProject[],
  partner: ReadonlyMap<FileProject, ProjectState>,
  own: readonly ProjectState[],
  planning: Planning,
): void {
  const rank = new Map(own.map((row, index) => [row.id, index]));
  const stays = rowsThatStay(
    rows.map((theirs) => {
      const mine = partner.get(theirs);
      return mine === undefined || mine.fundUserId !== fundUserId ? null : (rank.get(mine.id) ?? null);
    }),
  );
  const lastStaying = Math.max(-1, ...stays);
  // Places are found among rows in force, so rows are restored before any row is placed.
  for (const theirs of rows) {
    const mine = partner.get(theirs);
    if (mine?.withdrawn === true) add(planning, { type: 'RestoreProject', projectId: mine.id }, theirs.row.line);
  }
  let previous: string | null = null;
  rows.forEach((theirs, index) => {
    const mine = partner.get(theirs);
    // After the last row that keeps its place, new rows go to the end of the table, which is cheapest to find.
    const placing = index > lastStaying ? {} : { after: previous };
    if (mine === undefined) {
      previous = addProject(theirs.row, fundUserId, placing, planning);
      return;
    }
    reviseProject(mine, theirs, fundUserId, planning);
    if (!stays.has(index)) {
      add(planning, { type: 'MoveProject', projectId: mine.id, after: previous }, theirs.row.line);
    }
    previous = mine.id;
  });
}

function addProject(row: ProjectRow, fundUserId: string, placing: { after?: string | null }, planning: Planning) {
  const { newId } = planning;
  const { name, funding, declaredTotal, goal, line } = row;
  const projectId = newId();
  const indicators = row.indicators.map(({ level2, name: level3, cycleTarget, annualTarget }) => {
    return { indicatorId: newId(), level2, name: level3, cycleTarget, annualTarget };
  });
  const content = { projectId, fundUserId, name, funding, declaredTotal, goal, indicators };
  add(planning, { type: 'AddProject', ...content, ...placing }, line);
  return projectId;
}

function reviseProject(mine: ProjectState, theirs: FileProject, fundUserId: string, planning: Planning): void {
  const { name, funding, declaredTotal, goal, line } = theirs.row;
  const projectId = mine.id;
  if (mine.fundUserId !== fundUserId) add(planning, { type: 'AssignFundUser', projectId, fundUserId }, line);
  if (mine.name !== name) add(planning, { type: 'RenameProject', projectId, name }, line);
  add(planning, { type: 'ReviseFunding', projectId, funding: { ...funding, declaredTotal } }, line);
  if (mine.goal !== goal) add(planning, { type: 'ReviseGoal', projectId, goal }, line);
  const own = ownIndicators(mine);
  const file = fileIndicators(theirs);
  const matched = matchRows(own, file, planning.mapping);
  ask(matched, 'INDICATOR', planning);
  planIndicators(projectId, own, file, matched, planning);
}

function checkMapping(mapping: Mapping, budget: OpenBudgetState | null): void {
  for (const id of mapping.keys()) {
    const known = [budget?.fundUsers, budget?.projects, budget?.projectOfIndicator].some((rows) => rows?.has(id));
    if (known) continue;
    throw new Refusal(
      'NOT_FOUND',
      `mapping 中的“${id}”不是本预算的行；请使用预览给出的 entityId。`,
      `"${id}" in mapping is no row of this budget; use an entityId that the preview gave.`,
      { path: ['mapping'], entityId: id },
    );
  }
}
