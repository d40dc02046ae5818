import { cellPaths } from '../../../events/budget/cells.js';
import type { EntityKind } from '../../../projections/rows.js';
import { QueryError } from '../../../services/query-error.js';
import type { BudgetView, ChangeFilter, ChangesOrder, Queries, RowView } from '../../../services/services.js';
import type { ChangeOrder, ReadModel, ResolvedChangeFilter } from '../../ports/read-model.js';
import { annotationsOf, withAnnotations } from './annotated.js';
import { checkBounds, checkDraftOf, correctedOf, resolveChanges } from './change-range.js';
import { checkCells } from './check-filter.js';
import { connection, countBound } from './connection.js';
import type { ListIdentity } from './cursor.js';
import { editedRowsOf } from './edited-rows.js';
import { identityOf } from './cursor.js';
import type { Paging } from './paging.js';
import { onlyOf, tableIdentity } from './paging.js';
import type { QueryPoints } from './points/points.js';

/** What has changed, cell by cell: the list over the whole ledger, a row's own history, and what set each cell last. */
export function changeQueries(
  readModel: ReadModel,
  points: Pick<QueryPoints, 'given'>,
  { begin, beginWithin }: Paging,
) {
  const answers: Pick<Queries, 'changes' | 'history' | 'blame'> = {
    async changes(filter, page, { at, head }, order = 'TIME_DESC') {
      checkCells(filter);
      await checkBounds(points, filter);
      const named = changesList(filter);
      const budgetId = onlyOf(filter.budgetIds);
      const { list, point, table, rows: wanted } = await begin({ list: named, page, at, head, budgetId });
      await checkDraftOf(readModel, filter, point);
      const resolved = await resolveChanges(readModel, filter, point);
      const { position } = resolved;
      const asked = table === null ? resolved.matching : seenFrom(table, resolved.matching);
      const matching = { ...asked, ...(await correctedOf(readModel, filter, point.position)) };
      const rows = await readModel.changes(matching, changeOrders[order], position, wanted);
      const count = () => readModel.countChanges(matching, position, countBound);
      const view = connection({ list, page, basis: point, rows, nodes: rows.rows.map(({ row }) => row), count });
      const editedRows = (moreThan: number) =>
        editedRowsOf(readModel, { matching, position, knownBy: point.position }, moreThan);
      return { ...withAnnotations(readModel, view), editedRows };
    },

    async history(of, page, order = 'TIME_DESC') {
      const { member, id, budget: root } = ownerOf(of);
      const list: ListIdentity = ['history', member, id, ...tableIdentity(root).slice(1)];
      const { budget, rows: wanted } = await beginWithin(list, page, root);
      const { branch } = budget;
      const matching = { [member]: [id], ...(branch === null ? {} : { drafts: { seenFrom: branch } }) };
      const { position } = budget.basis;
      const rows = await readModel.changes(matching, changeOrders[order], position, wanted);
      const count = () => readModel.countChanges(matching, position, countBound);
      const nodes = rows.rows.map(({ row }) => row);
      const view = connection({ list, page, basis: budget.basis, rows, nodes, count });
      const editedRows = (moreThan: number) =>
        editedRowsOf(readModel, { matching, position, knownBy: position }, moreThan);
      return { ...withAnnotations(readModel, view), editedRows };
    },

    async blame(of) {
      const { kind, id: entityId, budget } = ownerOf(of);
      const cells = cellPaths[kind].map((path) => ({ entityId, path }));
      const { position } = budget.basis;
      const last = await readModel.lastChanges(cells, position, budget.branch ?? undefined);
      const annotations = annotationsOf(readModel, async () => last, position);
      return cells.map(({ path }, index) => {
        const change = last[index] ?? null;
        return {
          path,
          value: change?.after ?? null,
          lastChange: change,
          annotations: () => annotations(change),
        };
      });
    },
  };
  return answers;
}

export const changeOrders: Record<ChangesOrder, ChangeOrder> = {
  TIME_ASC: 'OLDEST_FIRST',
  TIME_DESC: 'NEWEST_FIRST',
};

/**
 * At a draft: what it changed, and what its budget had changed up to where it was opened; or what it changed alone.
 * @throws QueryError INVALID_INPUT for what changed in other drafts
 */
function seenFrom({ branch }: BudgetView, filter: ResolvedChangeFilter): ResolvedChangeFilter {
  if (branch === null) return filter;
  const { drafts } = filter;
  if (drafts === undefined) return { ...filter, drafts: { seenFrom: branch } };
  if (typeof drafts === 'object' && 'only' in drafts && drafts.only === branch.draftId) return filter;
  throw new QueryError(
    'INVALID_INPUT',
    'at.draft 处的修改是该草案的表所见的修改，不含其他草案；请去掉 filter.includeDrafts，filter.draftId 只能是同一草案。',
    'At a draft the list has what its table shows, and nothing of other drafts: leave out filter.includeDrafts, and give filter.draftId only with the same draft.',
    ['filter', drafts === 'INCLUDED' ? 'includeDrafts' : 'draftId'],
  );
}

/**
 * What its cursors belong to, in pages and in feeds, in either order: in the other one a page goes on from a cursor with what
 * stood before it.
 */
export function changesList(filter: ChangeFilter): ListIdentity {
  return ['changes', identityOf(filter)];
}

interface Owner {
  /** The member of a filter that finds the row's history. */
  member: 'budgetIds' | 'projectIds' | 'entityIds';
  kind: EntityKind;
  id: string;
  budget: BudgetView;
}

function ownerOf(of: RowView): Owner {
  if ('budget' in of) return { member: 'budgetIds', kind: 'BUDGET', id: of.budget.id, budget: of.budget };
  if ('fundUser' in of) {
    return { member: 'entityIds', kind: 'FUND_USER', id: of.fundUser.id, budget: of.fundUser.budget };
  }
  if ('project' in of) return { member: 'projectIds', kind: 'PROJECT', id: of.project.id, budget: of.project.budget };
  const { id, project } = of.indicator;
  return { member: 'entityIds', kind: 'INDICATOR', id, budget: project.budget };
}
