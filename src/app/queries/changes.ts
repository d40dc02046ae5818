import { cellPaths } from '../../../events/budget/cells.js';
import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { EntityKind } from '../../../projections/rows.js';
import { QueryError } from '../../../services/query-error.js';
import type { Basis, BudgetView, ChangeFilter, Queries, RowView } from '../../../services/services.js';
import type { ResolvedChangeFilter, ReadModel } from '../../ports/read-model.js';
import type { BasisResolver } from './basis.js';
import { connection, countBound } from './connection.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import type { Paging } from './paging.js';
import { tableIdentity } from './paging.js';

/** What has changed, cell by cell: the list over the whole ledger, a row's own history, and what set each cell last. */
export function changeQueries(
  readModel: ReadModel,
  basis: Pick<BasisResolver, 'applied'>,
  { begin, beginWithin }: Paging,
) {
  const answers: Pick<Queries, 'changes' | 'history' | 'blame'> = {
    async changes(filter, page, reading) {
      await boundsGiven(basis, filter);
      const list = changesList(filter);
      const { point, rows: wanted } = await begin(list, page, reading);
      const { matching, position } = await rangeWithin(readModel, filter, point);
      const rows = await readModel.changes(matching, 'NEWEST_FIRST', position, wanted);
      const count = () => readModel.countChanges(matching, position, countBound);
      return connection({ list, page, basis: point, rows, nodes: rows.rows.map(({ row }) => row), count });
    },

    async history(of, page) {
      const { member, id, budget: root } = ownerOf(of);
      const list: ListIdentity = ['history', member, id, ...tableIdentity(root).slice(1)];
      const { budget, rows: wanted } = await beginWithin(list, page, root);
      const { branch } = budget;
      const matching = { [member]: id, ...(branch === null ? {} : { drafts: { seenFrom: branch } }) };
      const { position } = budget.basis;
      const rows = await readModel.changes(matching, 'NEWEST_FIRST', position, wanted);
      const count = () => readModel.countChanges(matching, position, countBound);
      return connection({ list, page, basis: budget.basis, rows, nodes: rows.rows.map(({ row }) => row), count });
    },

    async blame(of) {
      const { kind, id: entityId, budget } = ownerOf(of);
      const cells = cellPaths[kind].map((path) => ({ entityId, path }));
      const last = await readModel.lastChanges(cells, budget.basis.position, budget.branch ?? undefined);
      return cells.map(({ path }, index) => {
        const change = last[index] ?? null;
        return { path, value: change?.after ?? null, change };
      });
    },
  };
  return answers;
}

/** What its cursors belong to, in pages and in feeds. */
export function changesList(filter: ChangeFilter): ListIdentity {
  return ['changes', identityOf(filter)];
}

/** @throws QueryError POSITION_PAST_HEAD for a bound that the ledger cannot have given */
export async function boundsGiven(
  { applied }: Pick<BasisResolver, 'applied'>,
  { positions }: Pick<ChangeFilter, 'positions'>,
): Promise<void> {
  for (const member of ['from', 'to'] as const) {
    const bound = positions?.[member] ?? null;
    if (bound !== null) await applied(bound as Position, ['filter', 'positions', member]);
  }
}

/**
 * The port's filter, and the last position that is asked about: versions and times become ranges of the ledger.
 * @throws QueryError INVALID_ARGUMENT, VERSION_NEEDS_ONE_BUDGET
 */
export async function rangeWithin(
  readModel: Pick<ReadModel, 'saveAt' | 'positionAt'>,
  { includeDrafts, draftId, versions, positions, times, ...same }: ChangeFilter,
  basis: Pick<Basis, 'position'>,
): Promise<{ matching: ResolvedChangeFilter; position: Position }> {
  const behind: Position[] = [];
  const upTo: Position[] = [basis.position];
  if (versions !== undefined) {
    const table = draftId ?? same.budgetId;
    if (table === undefined) throw versionsNeedBudget();
    const { from = 0, to } = inOrder('versions', versions);
    const end = async (version: number) => (await readModel.saveAt(table, { version }))?.lastPosition;
    // Before the first version there is nothing, and behind the newest nothing yet.
    if (from > 1) behind.push((await end(from - 1)) ?? basis.position);
    if (to !== undefined) upTo.push((await end(to)) ?? (to < 1 ? ledgerStart : basis.position));
  }
  if (positions !== undefined) {
    const { from, to } = inOrder('positions', positions);
    if (from !== undefined) behind.push(from as Position);
    if (to !== undefined) upTo.push(to as Position);
  }
  if (times !== undefined) {
    const { from, to } = inOrder('times', { from: instant(times.from), to: instant(times.to) });
    if (from !== undefined) behind.push(await readModel.positionAt(new Date(Date.parse(from) - 1).toISOString()));
    if (to !== undefined) upTo.push(await readModel.positionAt(to));
  }
  const last = behind.sort().at(-1);
  const drafts = draftId !== undefined ? { only: draftId } : includeDrafts === true ? ('INCLUDED' as const) : undefined;
  const matching = drafts === undefined ? same : { ...same, drafts };
  return {
    matching: last === undefined ? matching : { ...matching, behind: last },
    position: upTo.sort()[0] ?? basis.position,
  };
}

interface Range<Bound> {
  from?: Bound | null | undefined;
  to?: Bound | null | undefined;
}

function inOrder<Bound extends string | number>(name: string, { from, to }: Range<Bound>) {
  const range = { from: from ?? undefined, to: to ?? undefined };
  if (range.from !== undefined && range.to !== undefined && range.from > range.to) {
    throw new QueryError(
      'INVALID_ARGUMENT',
      `filter.${name} 的 from 在 to 之后；请对调两者。`,
      `In filter.${name}, "from" comes after "to"; swap them.`,
      ['filter', name],
    );
  }
  return range;
}

/** In UTC with milliseconds, as the ledger's clock is written. */
function instant(time: string | null | undefined): string | undefined {
  return time === null || time === undefined ? undefined : new Date(Date.parse(time)).toISOString();
}

function versionsNeedBudget(): QueryError {
  return new QueryError(
    'VERSION_NEEDS_ONE_BUDGET',
    'filter.versions 按每个预算（草案）单独计数；请同时给出 filter.budgetId 或 draftId，或改用 times、positions。',
    'filter.versions are counted per budget or draft; give filter.budgetId or draftId with them, or use times or positions.',
    ['filter', 'versions'],
  );
}

interface Owner {
  /** The member of a filter that finds the row's history. */
  member: 'budgetId' | 'projectId' | 'entityId';
  kind: EntityKind;
  id: string;
  budget: BudgetView;
}

function ownerOf(of: RowView): Owner {
  if ('budget' in of) return { member: 'budgetId', kind: 'BUDGET', id: of.budget.id, budget: of.budget };
  if ('fundUser' in of) {
    return { member: 'entityId', kind: 'FUND_USER', id: of.fundUser.id, budget: of.fundUser.budget };
  }
  if ('project' in of) return { member: 'projectId', kind: 'PROJECT', id: of.project.id, budget: of.project.budget };
  const { id, project } = of.indicator;
  return { member: 'entityId', kind: 'INDICATOR', id, budget: project.budget };
}
