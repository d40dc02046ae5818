import { budgetOfStream, draftOfStream } from '../../../events/identity.js';
import type { ChangedCell } from '../../../projections/rows.js';
import { readChangeId, readVersionId } from '../../../services/compound-ids.js';
import type { ChangeKey, VersionKey } from '../../../services/compound-ids.js';
import type { LedgerEventView, NodeView, Queries, RootArguments, VersionView } from '../../../services/services.js';
import type { Changes, Drafts, NamedKind, Points, Seals } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import { lazily } from './connection.js';
import type { QueryPoints } from './points/points.js';
import { isOfOneBudget } from './points/points.js';
import type { RowQueries } from './rows.js';

export interface NodeTools {
  readModel: Points & Drafts & Changes & Seals;
  points: QueryPoints;
  budgets: BudgetViews;
  rows: Pick<RowQueries, 'fundUsers' | 'projects' | 'indicators'>;
  draft: Queries['draft'];
  seal: Queries['seal'];
  event: Queries['event'];
}

/** How many cells of an event are looked through at once. */
const cellsHeld = 200;

/** Anything that has an id, by that id; rows of one kind are read together. */
export function nodeQueries(tools: NodeTools): Pick<Queries, 'node' | 'nodes'> {
  const { readModel, points, budgets, rows, draft, seal, event } = tools;

  /** null: it was recorded behind the point that is asked about. */
  async function eventAt(id: string, { at, head }: RootArguments): Promise<LedgerEventView | null> {
    const position = await readModel.eventPosition(id);
    if (position === null) return null;
    const found = await event(position);
    const budget = await points.ofBudget(await budgetOf(found), at, head);
    return budget === null || position > budget.basis.position ? null : found;
  }

  async function budgetOf({ stream, position }: LedgerEventView): Promise<string> {
    const draftId = draftOfStream(stream);
    const found = draftId === null ? null : await readModel.draft(draftId, position);
    return found?.draft.budgetId ?? budgetOfStream(stream) ?? '';
  }

  async function changeAt({ eventId, ordinal }: ChangeKey, root: RootArguments): Promise<ChangedCell | null> {
    const found = await eventAt(eventId, root);
    for (let after: string | null = null; found !== null;) {
      const page = { first: cellsHeld, after };
      const { rows: cells, more } = await readModel.changes(
        { drafts: 'INCLUDED' },
        'NEWEST_FIRST',
        found.position,
        page,
      );
      const wanted = cells.find(({ row }) => row.eventId === eventId && row.ordinal === ordinal);
      if (wanted !== undefined) return wanted.row;
      const last = cells.at(-1);
      if (!more || last?.row.eventId !== eventId) break;
      after = last.key;
    }
    return null;
  }

  /** null: there is no such version, or it was made behind the point that is asked about. */
  async function versionAt({ tableId, version }: VersionKey, { at, head }: RootArguments): Promise<VersionView | null> {
    const save = await readModel.saveAt(tableId, { version });
    if (save === null) return null;
    const { budgetId, draftId } = save;
    const table = isOfOneBudget(at) ? await points.ofBudget(budgetId, at, head) : null;
    const basis = isOfOneBudget(at) ? table?.basis : await points.overall(at, head);
    if (basis === undefined || save.lastPosition > basis.position) return null;
    const annotations = lazily(async () => {
      // Only a budget's saves are annotated.
      const said = draftId === null ? await readModel.annotations(budgetId, [version], basis.position) : [];
      return said[0] ?? [];
    });
    return { ...save, annotations, basis };
  }

  /** What the read model does not know by its id alone. */
  async function unnamed(id: string, root: RootArguments): Promise<NodeView | null> {
    const versionKey = readVersionId(id);
    const changeKey = readChangeId(id);
    if (versionKey !== null) {
      const version = await versionAt(versionKey, root);
      return version && { kind: 'VERSION', version };
    }
    if (changeKey !== null) {
      const change = await changeAt(changeKey, root);
      return change && { kind: 'CHANGE', change };
    }
    const found = await seal(id, root);
    return found && { kind: 'SEAL', seal: found };
  }

  async function budgetAt(id: string, { at, head }: RootArguments): Promise<NodeView | null> {
    const budget = await budgets.read(id, at, head);
    return budget && { kind: 'BUDGET', budget };
  }

  async function ofKind(
    kind: NamedKind | null,
    ids: readonly string[],
    root: RootArguments,
  ): Promise<(NodeView | null)[]> {
    switch (kind) {
      case 'BUDGET':
        return Promise.all(ids.map((id) => budgetAt(id, root)));
      case 'FUND_USER':
        return (await rows.fundUsers(ids, root)).map((fundUser) => fundUser && { kind, fundUser });
      case 'PROJECT':
        return (await rows.projects(ids, root)).map((project) => project && { kind, project });
      case 'INDICATOR':
        return (await rows.indicators(ids, root)).map((indicator) => indicator && { kind, indicator });
      case 'EVENT': {
        const found = await Promise.all(ids.map((id) => eventAt(id, root)));
        return found.map((each) => each && { kind, event: each });
      }
      case 'DRAFT': {
        const found = await Promise.all(ids.map((id) => draft(id, root)));
        return found.map((each) => each && { kind, draft: each });
      }
      case null:
        return Promise.all(ids.map((id) => unnamed(id, root)));
    }
  }

  async function nodes(asked: readonly string[], root: RootArguments): Promise<(NodeView | null)[]> {
    const ids = [...new Set(asked)];
    const kinds = await readModel.kindsOf(ids);
    const found = new Map<string, NodeView | null>();
    for (const kind of new Set(kinds)) {
      const together = ids.filter((_id, index) => kinds[index] === kind);
      const views = await ofKind(kind, together, root);
      for (const [index, id] of together.entries()) found.set(id, views[index] ?? null);
    }
    return asked.map((id) => found.get(id) ?? null);
  }

  return {
    nodes,
    async node(id, root) {
      const [found = null] = await nodes([id], root);
      return found;
    },
  };
}
