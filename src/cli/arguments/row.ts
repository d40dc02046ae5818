import type { At, BudgetView, ChangeFilter, NodeView, RowView } from '../../../services/services.js';
import { everyPage } from '../../app/whole-lists.js';
import type { Candidate } from '../failures.js';
import { failure } from '../failures.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { BudgetOptions } from './budget.js';
import { findBudget, isId } from './budget.js';
import { ambiguous, candidatesShown, listCandidates } from './candidates.js';

/** By which names a row is found: those that rows have at the point; where none has it, also those that they used to have. */
export type NamesAsked = 'CURRENT' | 'FORMER_TOO';

/**
 * The row that is meant, at the point. `3`: the third project; `3.2`: its second indicator; a name: of a fund user, a
 * project or an indicator; `project/indicator` by name; or an id, which needs no budget beside it.
 * @throws Failure NOT_FOUND, AMBIGUOUS naming the candidates
 */
export async function findRow(
  reader: Reader,
  options: BudgetOptions,
  given: string,
  point: At | null,
  names: NamesAsked = 'CURRENT',
): Promise<RowView> {
  if (isId(given)) return findRowById(reader, given.toLowerCase(), point);
  const budget = await findBudget(reader, options, point);
  const rows = await namedRows(reader, budget);
  const found = rows.filter(({ ordinal, names }) => ordinal === given || names.includes(given));
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only.row;
  if (only !== undefined) throw ambiguous(`“${given}”不止一行`, `More than one row is "${given}"`, found);
  const former = names === 'CURRENT' ? [] : await formerlyNamed(reader, budget, rows, given);
  const [alone, other] = former;
  if (alone !== undefined && other === undefined) return alone.row;
  if (alone !== undefined)
    throw ambiguous(`曾名“${given}”的不止一行`, `More than one row used to be "${given}"`, former);
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
  reader: Reader,
  options: BudgetOptions,
  given: string,
  point: At | null,
): Promise<string> {
  const row = await findRow(reader, options, given, point);
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

interface NamedRow extends Candidate {
  row: RowView;
  /** As printed: `3`, `3.2`; empty where the row has none. */
  ordinal: string;
  names: string[];
}

/** Every row of the table in force, and the projects that were withdrawn, which have a name but no ordinal. */
async function namedRows({ queries }: Reader, budget: BudgetView): Promise<NamedRow[]> {
  const rows = (await queries.fundUsers(budget)).map((fundUser): NamedRow => {
    const { id, name } = fundUser;
    return { id, name, written: id, row: { fundUser }, ordinal: '', names: [name] };
  });
  for (const filter of [{}, { status: 'WITHDRAWN' as const }]) {
    let count = 0;
    for await (const page of everyPage((wanted) => queries.projectsOf(budget, filter, wanted))) {
      for (const project of page) {
        const { id, name } = project;
        const ordinal = project.status === 'ACTIVE' ? String(++count) : '';
        rows.push({ id, name, written: ordinal || id, row: { project }, ordinal, names: [name] });
        for (const indicator of project.indicators) {
          const own = ordinal === '' ? '' : `${ordinal}.${indicator.ordinal}`;
          const path = `${name}/${indicator.name}`;
          rows.push({
            id: indicator.id,
            name: path,
            written: own || indicator.id,
            row: { indicator },
            ordinal: own,
            names: [indicator.name, path],
          });
        }
      }
    }
  }
  return rows;
}
