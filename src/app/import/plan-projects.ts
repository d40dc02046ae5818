import type { Placing } from '../../../events/budget/budget.commands.js';
import type { OpenBudgetState, ProjectState } from '../../../events/budget/budget.state.js';
import { byPlace } from '../../../events/budget/budget.state.js';
import type { ProjectRow } from '../../documents/table-document.js';
import type { Planning } from './import-plan.js';
import { add, ask } from './import-plan.js';
import { matchRows } from './match-rows.js';
import { moneyThatDiffers } from './money-that-differs.js';
import { bringBackIndicators, reviseIndicators } from './plan-indicators.js';
import type { IndicatorsInFile } from './plan-indicators.js';
import { orderOf } from './row-order.js';
import type { FileFundUser, FileProject } from './row-identities.js';
import { fileProject, ownProject } from './row-identities.js';

/** One fund user's projects in the file's order, those that are asked about left out. */
interface Group {
  fundUserId: string;
  rows: readonly ProjectInFile[];
}

/** A project of the file, and the budget's own that it is; null: it is new. */
interface ProjectInFile {
  theirs: FileProject;
  mine: ProjectState | null;
}

/**
 * All fund users' projects: first every row that the budget has is made what the file says, then moved where the order
 * differs, then brought back if it was withdrawn; so its cells are told once, and names are free before rows come that
 * need them. New rows are put in last, between those that stand already.
 */
export function planProjects(
  budget: OpenBudgetState | null,
  fundUsers: readonly FileFundUser[],
  idOf: ReadonlyMap<FileFundUser, string>,
  planning: Planning,
): void {
  const own = [...(budget?.projects.values() ?? [])].sort(byPlace);
  const groups = matchedGroups(own, fundUsers, idOf, planning);
  const indicators = new Map<FileProject, IndicatorsInFile>();
  for (const { fundUserId, rows } of groups) {
    for (const { theirs, mine } of rows) {
      if (mine === null) continue;
      reviseProject(mine, theirs, fundUserId, planning);
      indicators.set(theirs, reviseIndicators(mine, theirs, planning));
    }
  }
  for (const { rows } of groups) moveProjects(rows, own, planning);
  for (const { rows } of groups) {
    for (const { theirs, mine } of rows) {
      if (mine?.withdrawn === true) add(planning, { type: 'RestoreProject', projectId: mine.id }, theirs.row.line);
      const below = indicators.get(theirs);
      if (below !== undefined) bringBackIndicators(below, planning);
    }
  }
  for (const group of groups) addProjects(group, planning);
}

function matchedGroups(
  own: readonly ProjectState[],
  fundUsers: readonly FileFundUser[],
  idOf: ReadonlyMap<FileFundUser, string>,
  planning: Planning,
): Group[] {
  const printed = fundUsers.flatMap((group) => {
    const fundUserId = idOf.get(group);
    if (fundUserId === undefined) return [];
    const rows = group.row.projects.map((row, at) => fileProject(row, fundUserId, `${group.at}.${at + 1}`));
    return [{ fundUserId, rows }];
  });
  const matched = matchRows(
    own.map(ownProject),
    printed.flatMap(({ rows }) => rows),
    planning.mapping,
  );
  const asked = new Set(planning.plan.unmatched.map(({ entityId }) => entityId));
  ask(matched, 'PROJECT', planning);
  for (const { row } of matched.withdrawn) {
    // While a fund user is asked about, nobody knows what becomes of its projects.
    if (!asked.has(row.fundUserId)) add(planning, { type: 'WithdrawProject', projectId: row.id }, null);
  }
  const partners = new Map(matched.pairs.map(([mine, theirs]) => [theirs, mine.row]));
  const added = new Set(matched.added);
  return printed.map(({ fundUserId, rows }) => ({
    fundUserId,
    rows: rows.flatMap((theirs): ProjectInFile[] => {
      const mine = partners.get(theirs) ?? null;
      return mine !== null || added.has(theirs) ? [{ theirs, mine }] : [];
    }),
  }));
}

function reviseProject(mine: ProjectState, theirs: FileProject, fundUserId: string, planning: Planning): void {
  const { name, funding, declaredTotal, goal, line } = theirs.row;
  const projectId = mine.id;
  if (mine.fundUserId !== fundUserId) add(planning, { type: 'AssignFundUser', projectId, fundUserId }, line);
  if (mine.name !== name) add(planning, { type: 'RenameProject', projectId, name }, line);
  const own = { ...mine.funding, declaredTotal: mine.declaredTotal };
  const otherMoney = moneyThatDiffers({ ...funding, declaredTotal }, own);
  add(planning, { type: 'ReviseFunding', projectId, funding: otherMoney }, line);
  if (mine.goal !== goal) add(planning, { type: 'ReviseGoal', projectId, goal }, line);
}

/** Places of all fund users' projects are one sequence, so one that comes from another fund user can stay, too. */
function moveProjects(rows: readonly ProjectInFile[], own: readonly ProjectState[], planning: Planning): void {
  const known = rows.flatMap(({ theirs, mine }) => (mine === null ? [] : [{ id: mine.id, line: theirs.row.line }]));
  for (const { id, after, line } of orderOf(known, own)) {
    add(planning, { type: 'MoveProject', projectId: id, after }, line);
  }
}

function addProjects({ fundUserId, rows }: Group, planning: Planning): void {
  const lastKnown = rows.findLastIndex(({ mine }) => mine !== null);
  let previous: string | null = null;
  for (const [index, { theirs, mine }] of rows.entries()) {
    // Behind the last row that stands already, new rows go to the end of the table, which is cheapest to find.
    const placing: Placing = index > lastKnown ? {} : { after: previous };
    previous = mine === null ? addProject(theirs.row, fundUserId, placing, planning) : mine.id;
  }
}

function addProject(row: ProjectRow, fundUserId: string, placing: Placing, planning: Planning) {
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
