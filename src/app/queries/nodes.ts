import { readChangeId, readVersionId } from '../../../services/compound-ids.js';
import type { NodeView, Queries, RootArguments } from '../../../services/services.js';
import type { NamedKind, Points } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import type { DraftQueries } from './drafts.js';
import type { RecordedNodes } from './recorded-nodes.js';
import type { RowQueries } from './rows.js';
import type { SealingQueries } from './sealing.js';

export interface NodeTools {
  readModel: Pick<Points, 'kindsOf'>;
  budgets: Pick<BudgetViews, 'readEach'>;
  rows: Pick<RowQueries, 'fundUsers' | 'projects' | 'indicators'>;
  drafts: Pick<DraftQueries, 'draftsById'>;
  seals: Pick<SealingQueries, 'sealsById'>;
  recorded: RecordedNodes;
}

/** Of one kind, in the order of the ids; null: nothing has the id, or it was not there yet. */
type OfKind = (ids: readonly string[], root: RootArguments) => Promise<(NodeView | null)[]>;

/** The kinds that the read model names, and those whose ids say what they are, or are seals'. */
type AnyKind = NamedKind | 'VERSION' | 'CHANGE' | 'SEAL';

/** Anything that has an id, by that id; what is of one kind is read together. */
export function nodeQueries(tools: NodeTools): Pick<Queries, 'node' | 'nodes'> {
  const { readModel, budgets, rows, drafts, seals, recorded } = tools;

  const ofKind: Record<AnyKind, OfKind> = {
    BUDGET: async (ids, root) =>
      (await budgets.readEach(ids, root)).map((budget) => budget && { kind: 'BUDGET', budget }),
    FUND_USER: async (ids, root) =>
      (await rows.fundUsers(ids, root)).map((fundUser) => fundUser && { kind: 'FUND_USER', fundUser }),
    PROJECT: async (ids, root) =>
      (await rows.projects(ids, root)).map((project) => project && { kind: 'PROJECT', project }),
    INDICATOR: async (ids, root) =>
      (await rows.indicators(ids, root)).map((indicator) => indicator && { kind: 'INDICATOR', indicator }),
    DRAFT: async (ids, root) => (await drafts.draftsById(ids, root)).map((draft) => draft && { kind: 'DRAFT', draft }),
    SEAL: async (ids, root) => (await seals.sealsById(ids, root)).map((seal) => seal && { kind: 'SEAL', seal }),
    EVENT: async (ids, root) => (await recorded.events(ids, root)).map((event) => event && { kind: 'EVENT', event }),
    VERSION: async (ids, root) =>
      (await recorded.versions(ids, root)).map((version) => version && { kind: 'VERSION', version }),
    CHANGE: async (ids, root) =>
      (await recorded.changes(ids, root)).map((change) => change && { kind: 'CHANGE', change }),
  };

  async function nodes(asked: readonly string[], root: RootArguments): Promise<(NodeView | null)[]> {
    const ids = [...new Set(asked)];
    const named = await readModel.kindsOf(ids);
    const kinds = ids.map((id, index) => named[index] ?? unnamedKind(id));
    const found = new Map<string, NodeView | null>();
    for (const kind of new Set(kinds)) {
      const together = ids.filter((_id, index) => kinds[index] === kind);
      const views = await ofKind[kind](together, root);
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

/** What an id can be that the read model does not name. */
function unnamedKind(id: string): AnyKind {
  if (readVersionId(id) !== null) return 'VERSION';
  return readChangeId(id) === null ? 'SEAL' : 'CHANGE';
}
