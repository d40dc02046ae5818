import type { At, BudgetView, ChangeFilter, FundUserView, IndicatorView, RowView } from '../../../services/services.js';
import { everyPage } from '../../app/whole-lists.js';
import type { Candidate } from '../failures.js';
import type { Reader } from '../ledger/read-ledger.js';

/** A row of a table with all that it can be named by. */
export interface NamedRow extends Candidate {
  row: RowView;
  /** As printed: `3`, `3.2`. null: the row has none. */
  ordinal: string | null;
  names: string[];
  isWithdrawn: boolean;
}

/** Every row of the table at the point: those in force, and those that were withdrawn, which have no ordinal. */
export async function namedRows(reader: Reader, budget: BudgetView, point: At | null): Promise<NamedRow[]> {
  const { queries } = reader;
  const inForce = await queries.fundUsers(budget);
  const ids = new Set(inForce.map(({ id }) => id));
  const gone = await withdrawnFundUsers(reader, budget, point);
  const rows = [...inForce, ...gone.filter(({ id }) => !ids.has(id))].map((fundUser): NamedRow => {
    const { id, name } = fundUser;
    return { id, name, written: id, row: { fundUser }, ordinal: null, names: [name], isWithdrawn: !ids.has(id) };
  });
  for (const status of ['ACTIVE', 'WITHDRAWN'] as const) {
    let count = 0;
    for await (const page of everyPage((wanted) => queries.projectsOf(budget, { status }, wanted))) {
      for (const project of page) {
        const { id, name } = project;
        const isWithdrawn = status === 'WITHDRAWN';
        const ordinal = isWithdrawn ? null : String(++count);
        rows.push({ id, name, written: ordinal ?? id, row: { project }, ordinal, names: [name], isWithdrawn });
        if (ordinal === null) continue;
        rows.push(...project.indicators.map((each) => namedIndicator(each, `${ordinal}.${each.ordinal}`)));
      }
    }
  }
  // Those that went with their project among them.
  for await (const page of everyPage((wanted) => queries.indicatorsOf(budget, { status: 'WITHDRAWN' }, wanted))) {
    rows.push(...page.map((each) => namedIndicator(each, null)));
  }
  return rows;
}

/** No list has them, so they are those that a change withdrew. */
async function withdrawnFundUsers(
  { queries, at }: Reader,
  { id: budgetId, basis }: BudgetView,
  point: At | null,
): Promise<FundUserView[]> {
  const ids = new Set<string>();
  const filter: ChangeFilter = {
    budgetIds: [budgetId],
    entityKinds: ['FUND_USER'],
    paths: ['name'],
    kinds: ['REMOVED'],
    includeDrafts: true,
  };
  const asOf = at({ position: basis.position });
  for await (const page of everyPage((wanted) => queries.changes(filter, wanted, asOf))) {
    for (const { draftId, entityId } of page) if (draftId === null || draftId === basis.draftId) ids.add(entityId);
  }
  const nodes = await Promise.all([...ids].map((id) => queries.node(id, at(point))));
  return nodes.flatMap((node) => (node?.kind === 'FUND_USER' ? [node.fundUser] : []));
}

function namedIndicator(indicator: IndicatorView, ordinal: string | null): NamedRow {
  const { id, name, project } = indicator;
  const path = `${project.name}/${name}`;
  return {
    id,
    name: path,
    written: ordinal ?? id,
    row: { indicator },
    ordinal,
    names: [name, path],
    isWithdrawn: ordinal === null,
  };
}
