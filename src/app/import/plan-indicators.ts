import type { Placing } from '../../../events/budget/budget.commands.js';
import type { IndicatorState, ProjectState } from '../../../events/budget/budget.state.js';
import type { Planning } from './import-plan.js';
import { add, ask } from './import-plan.js';
import { matchRows } from './match-rows.js';
import { orderOf } from './row-order.js';
import type { FileIndicator, FileProject } from './row-identities.js';
import { fileIndicators, ownIndicators } from './row-identities.js';

/** One project's indicators in the file's order, those that are asked about left out. */
export interface IndicatorsInFile {
  projectId: string;
  rows: readonly IndicatorInFile[];
}

/** An indicator of the file, and the project's own that it is; null: it is new. */
interface IndicatorInFile {
  theirs: FileIndicator;
  mine: IndicatorState | null;
}

/** Makes the indicators that the project has what the file says: withdrawn, revised, and moved where the order differs. */
export function reviseIndicators(project: ProjectState, printed: FileProject, planning: Planning): IndicatorsInFile {
  const own = ownIndicators(project);
  const file = fileIndicators(printed);
  const matched = matchRows(own, file, planning.mapping);
  ask(matched, 'INDICATOR', planning);
  for (const { id } of matched.withdrawn) add(planning, { type: 'WithdrawIndicator', indicatorId: id }, null);
  const partners = new Map(matched.pairs.map(([mine, theirs]) => [theirs, mine.row]));
  const added = new Set(matched.added);
  const rows = file.flatMap((theirs): IndicatorInFile[] => {
    const mine = partners.get(theirs) ?? null;
    return mine !== null || added.has(theirs) ? [{ theirs, mine }] : [];
  });
  const known = rows.flatMap(({ theirs, mine }) => (mine === null ? [] : [{ id: mine.id, row: theirs.row }]));
  for (const { id, row } of known) {
    const { level2, name, cycleTarget, annualTarget, line } = row;
    add(planning, { type: 'ReviseIndicator', indicatorId: id, level2, name, cycleTarget, annualTarget }, line);
  }
  const inOrder = known.map(({ id, row }) => ({ id, line: row.line }));
  for (const { id, after, line } of orderOf(inOrder, own)) {
    add(planning, { type: 'MoveIndicator', indicatorId: id, after }, line);
  }
  return { projectId: project.id, rows };
}

/** Brings back what was withdrawn, then puts in what is new, between the rows that stand already. */
export function bringBackIndicators({ projectId, rows }: IndicatorsInFile, planning: Planning): void {
  for (const { theirs, mine } of rows) {
    if (mine?.withdrawn === true) add(planning, { type: 'RestoreIndicator', indicatorId: mine.id }, theirs.row.line);
  }
  const lastKnown = rows.findLastIndex(({ mine }) => mine !== null);
  let previous: string | null = null;
  for (const [index, { theirs, mine }] of rows.entries()) {
    const placing: Placing = index > lastKnown ? {} : { after: previous };
    previous = mine?.id ?? addIndicator(projectId, theirs, placing, planning);
  }
}

function addIndicator(projectId: string, { row }: FileIndicator, placing: Placing, planning: Planning): string {
  const { level2, name, cycleTarget, annualTarget, line } = row;
  const indicatorId = planning.newId();
  const content = { indicatorId, level2, name, cycleTarget, annualTarget };
  add(planning, { type: 'AddIndicator', projectId, ...content, ...placing }, line);
  return indicatorId;
}
