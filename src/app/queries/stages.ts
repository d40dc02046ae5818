import { stages } from '../../../events/sealing/sealing.events.js';
import type { BudgetView, Queries, SealView, StageColumnView, StagesChosen } from '../../../services/services.js';
import type { Changes, Seals } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import type { Contents } from './contents.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import type { Paging } from './paging.js';
import { tableIdentity } from './paging.js';
import type { QueryPoints } from './points/points.js';
import { stagePages } from './stage-pages.js';
import { stageRows } from './stage-rows.js';
import { unknownBudget } from './unknown.js';

export interface StagesTools {
  readModel: Changes & Seals;
  sealsOf: Queries['seals'];
  points: Pick<QueryPoints, 'sealed'>;
  budgets: BudgetViews;
  paging: Paging;
  contents: Contents;
  /** Bound of what is kept of matrices. */
  bytes: number;
}

/** A column: the table that it shows, and the seal that made it one; null: it is the table at the point itself. */
interface Column {
  seal: SealView | null;
  budget: BudgetView;
}

/** The stages of a budget side by side. */
export function stageMatrices(tools: StagesTools): Queries['stages'] {
  const { readModel, sealsOf, points, budgets, paging, contents, bytes } = tools;
  const pageOf = stagePages(readModel, stageRows(contents, bytes));

  /** Each sealed table is compared with its seal's hash again. */
  async function columnsAt(budget: BudgetView, { only, withCurrent }: StagesChosen): Promise<Column[]> {
    const columns: Column[] = [];
    for (const seal of stageSeals(await sealsOf(budget))) {
      if (only !== null && !only.includes(seal.stage)) continue;
      columns.push({ seal, budget: await budgets.view(await points.sealed(seal)) });
    }
    return withCurrent ? [...columns, { seal: null, budget }] : columns;
  }

  function columnView({ seal, budget }: Column): StageColumnView {
    const { basis, totals, contentHash } = budget;
    const controlNumber = async () => {
      return (await readModel.controlNumber(budget.id, seal?.position ?? basis.position)).inForce;
    };
    return { seal, basis, totals, contentHash, controlNumber };
  }

  return async (budgetId, chosen, { at, head }) => {
    const root = await budgets.read(budgetId, at, head);
    if (root === null) throw unknownBudget(budgetId);
    const columnsOfRoot = await columnsAt(root, chosen);
    return {
      basis: root.basis,
      columns: columnsOfRoot.map(columnView),
      async rows(asked, page) {
        const filter = { changed: false, effect: null, entityKind: null, ...asked };
        const list: ListIdentity = [
          'stages',
          ...tableIdentity(root),
          chosen.only,
          chosen.withCurrent,
          identityOf(filter),
        ];
        const { budget, rows } = await paging.beginWithin(list, page, root);
        const columns = (budget === root ? columnsOfRoot : await columnsAt(budget, chosen)).map(
          (column) => column.budget,
        );
        return pageOf({ list, page, basis: budget.basis, columns, filter, after: rows.after });
      },
    };
  };
}

type StageSeal = SealView & { stage: NonNullable<SealView['stage']> };

/** Those in force that have a stage, by stage, then by version. */
function stageSeals(seals: readonly SealView[]): StageSeal[] {
  const staged = seals.filter((seal): seal is StageSeal => seal.stage !== null && seal.withdrawn === null);
  const rank = ({ stage }: StageSeal) => stages.indexOf(stage);
  return staged.sort((one, other) => rank(one) - rank(other) || one.version - other.version);
}
