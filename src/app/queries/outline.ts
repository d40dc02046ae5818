import { rowsAt, totalsAt } from '../../../projections/content/tree.js';
import { idOfKey, parentIdOfKey } from '../../../projections/order-key.js';
import type { BudgetView, OutlineView } from '../../../services/services.js';
import type { Contents } from './contents.js';

/** A table's rows without their cells: of its content tree the nodes alone are read, and of these what leads there. */
export async function outlineOf(contents: Contents, { treeRoot }: BudgetView): Promise<OutlineView> {
  const load = (hash: string) => contents.node(hash);
  const { fundUsers, projects } = await totalsAt(load, treeRoot);
  return {
    rowCount: fundUsers + projects,
    fundUserCount: fundUsers,
    projectCount: projects,
    rowsHash: treeRoot,
    async rows(from, limit) {
      const rows = await rowsAt(load, treeRoot, from - 1, limit);
      return rows.map(({ key, hash, projects: isProject }, index) => ({
        place: from + index,
        entityId: idOfKey(key),
        entityKind: isProject === 1 ? 'PROJECT' : 'FUND_USER',
        parentId: isProject === 1 ? parentIdOfKey(key) : null,
        contentHash: hash,
      }));
    },
  };
}
