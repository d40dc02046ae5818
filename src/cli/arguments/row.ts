import type { At, BudgetView, ChangeFilter, NodeView, RowView } from '../../../services/services.js';
import { textBounds } from '../../../events/text.js';
import { everyPage } from '../../app/whole-lists.js';
import { failure } from '../failures.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { BudgetOptions } from './budget.js';
import { findBudget, isId } from './budget.js';
import type { Output } from '../terminal/output.js';
import { ambiguous, candidatesShown, listCandidates } from './candidates.js';
import { tellNamesakes, tellRenamed, tellWithdrawn } from './row-notices.js';
import type { NamedRow } from './table-rows.js';
import { namedRows } from './table-rows.js';

/** Which rows a name is looked for among: those in force, or the withdrawn ones beside them. */
export type RowsAsked = 'IN_FORCE' | 'WITHDRAWN_TOO';

/**
 * The one row that is meant, at the point. `3`: the third project; `3.2`: its second indicator; a name: of a fund user, a
 * project or an indicator; `project/indicator` by name; or an id, which needs no budget beside it.
 * @throws Failure NOT_FOUND, AMBIGUOUS naming the candidates
 */
export async function findRow(
  reader: Reader,
  options: BudgetOptions,
  given: string,
  point: At | null,
  asked: RowsAsked = 'WITHDRAWN_TOO',
): Promise<RowView> {
  if (isId(given)) return findRowById(reader, given.toLowerCase(), point);
  const all = await namedRows(reader, await findBudget(reader, options, point), point);
  const rows = asked === 'IN_FORCE' ? all.filter(({ isWithdrawn }) => !isWithdrawn) : all;
  return (oneOf(given, rowsNamed(rows, given)) ?? throwNotFound(given, rows)).row;
}

/**
 * The row that somebody wants to look at: found as by `findRow`, and where several have the name, one in force before one that
 * was withdrawn, and one that has the name before one that used to have it. Whatever is not plain from the name is told.
 * @throws Failure NOT_FOUND, AMBIGUOUS naming the candidates
 */
export async function findRowToShow(
  output: Output,
  reader: Reader,
  options: BudgetOptions,
  given: string,
  point: At | null,
): Promise<RowView> {
  if (isId(given)) return tellWithdrawn(output, reader, await findRowById(reader, given.toLowerCase(), point));
  const budget = await findBudget(reader, options, point);
  const rows = await namedRows(reader, budget, point);
  const named = rowsNamed(rows, given);
  const inForce = named.filter(({ isWithdrawn }) => !isWithdrawn);
  const found = oneOf(given, inForce);
  if (found !== undefined) {
    tellNamesakes(output, given, found, named);
    return found.row;
  }
  const former = await formerlyNamed(reader, budget, rows, given);
  const withdrawn = oneOf(given, named);
  if (withdrawn !== undefined) {
    tellNamesakes(output, given, withdrawn, former);
    return tellWithdrawn(output, reader, withdrawn.row);
  }
  const stillThere = former.filter(({ isWithdrawn }) => !isWithdrawn);
  const renamed = oneFormerly(given, stillThere) ?? oneFormerly(given, former) ?? throwNotFound(given, rows);
  tellRenamed(output, given, renamed, former);
  return tellWithdrawn(output, reader, renamed.row);
}

function rowsNamed(rows: readonly NamedRow[], given: string): NamedRow[] {
  return rows.filter(({ ordinal, names }) => ordinal === given || names.includes(given));
}

/** @throws Failure AMBIGUOUS */
function oneOf(given: string, found: readonly NamedRow[]): NamedRow | undefined {
  if (found.length > 1) throw ambiguous(`“${given}”不止一行`, `More than one row is "${given}"`, found);
  return found[0];
}

/** @throws Failure AMBIGUOUS */
function oneFormerly(given: string, found: readonly NamedRow[]): NamedRow | undefined {
  if (found.length > 1) throw ambiguous(`曾名“${given}”的不止一行`, `More than one row used to be "${given}"`, found);
  return found[0];
}

function throwNotFound(given: string, rows: readonly NamedRow[]): never {
  const similar = rows.filter(({ name }) => name.includes(given)).slice(0, candidatesShown);
  throw failure(
    'notFound',
    'NOT_FOUND',
    `表中没有“${given}”；请用编号、序号（3、3.2）或名称${similar.length === 0 ? '' : '，相近的见下'}。`,
    `The table has no "${given}"; use an id, an ordinal (3, 3.2) or a name${similar.length === 0 ? '' : '; similar ones below'}.`,
    { candidates: listCandidates(similar) },
  );
}

/** The rows that were renamed from this name by the point, in the budget or in the draft that is looked at. */
async function formerlyNamed(
  { queries, at }: Reader,
  { id: budgetId, basis }: BudgetView,
  rows: readonly NamedRow[],
  given: string,
): Promise<NamedRow[]> {
  // No name is longer, and a filter takes no longer text.
  if ([...given].length > textBounds.name || given === '') return [];
  const ids = new Set<string>();
  const filter: ChangeFilter = {
    budgetIds: [budgetId],
    paths: ['name'],
    kinds: ['RENAMED'],
    text: given,
    exact: true,
    includeDrafts: true,
  };
  const asOf = at({ position: basis.position });
  for await (const page of everyPage((wanted) => queries.changes(filter, wanted, asOf))) {
    const seen = page.filter(({ draftId }) => draftId === null || draftId === basis.draftId);
    for (const { before, entityId } of seen) if (before === given) ids.add(entityId);
  }
  return rows.filter(({ id }) => ids.has(id));
}

/** The id of the project that is meant; of an indicator, that of its project. @throws Failure also USAGE */
export async function findProjectId(
  output: Output,
  reader: Reader,
  options: BudgetOptions,
  given: string,
  point: At | null,
): Promise<string> {
  const row = await findRowToShow(output, reader, options, given, point);
  if ('project' in row) return row.project.id;
  if ('indicator' in row) return row.indicator.project.id;
  throw failure('usage', 'USAGE', `“${given}”不是项目。`, `"${given}" is no project.`);
}

/** What rows of every kind have. */
export function rowHead(row: RowView): { id: string; name: string } {
  if ('budget' in row) return row.budget;
  if ('fundUser' in row) return row.fundUser;
  return 'project' in row ? row.project : row.indicator;
}

async function findRowById(reader: Reader, id: string, point: At | null): Promise<RowView> {
  const node = await reader.queries.node(id, reader.at(point));
  const row = node === null ? null : rowOf(node);
  if (row !== null) return row;
  throw failure(
    'notFound',
    'NOT_FOUND',
    `在该时点没有编号为 ${id} 的行；请核对编号与时点。`,
    `At that point there is no row with the id ${id}; check the id and the point.`,
  );
}

export function rowOf(node: NodeView): RowView | null {
  switch (node.kind) {
    case 'BUDGET':
      return { budget: node.budget };
    case 'FUND_USER':
      return { fundUser: node.fundUser };
    case 'PROJECT':
      return { project: node.project };
    case 'INDICATOR':
      return { indicator: node.indicator };
    case 'EVENT':
    case 'CHANGE':
    case 'DRAFT':
    case 'SEAL':
    case 'VERSION':
      return null;
  }
}
