import { stages } from '../../../events/sealing/sealing.events.js';
import type { StageFilter } from '../../../projections/stages/stage-rows.js';
import type {
  Basis,
  BudgetView,
  Queries,
  SealView,
  StageColumnView,
  StagePageAsked,
  StagesChosen,
} from '../../../services/services.js';
import type { Changes, Seals } from '../../ports/read-model.js';
import type { BudgetViews } from './budget-views.js';
import { checkRows } from './check-filter.js';
import type { Contents } from './contents.js';
import { lazily } from './connection.js';
import type { ListIdentity } from './cursor.js';
import { identityOf } from './cursor.js';
import { sharedFirstPage } from './going-on.js';
import type { Paging } from './paging.js';
import { tableIdentity } from './paging.js';
import type { QueryPoints } from './points/points.js';

import { controlNumberView, withdrawalView } from './sealing.js';
import { stagePages } from './stage-pages.js';
import { tellRows } from './rows-to-read.js';
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

  function columnView({ seal, budget }: Column, root: Basis): StageColumnView {
    const { basis, totals, contentHash } = budget;
    const known = lazily(() => readModel.controlNumber(budget.id, seal?.position ?? basis.position));
    return {
      seal,
      basis,
      totals,
      contentHash,
      async controlNumber() {
        const { inForce } = await known();
        return inForce && controlNumberView(readModel, inForce, root);
      },
      async controlNumberWithdrawal() {
        const { withdrawn } = await known();
        return withdrawn && withdrawalView(readModel, withdrawn, root);
      },
    };
  }

  /** The table as it was at the first page of the pages that are to go on; without any as it is asked for. */
  async function rootOf(asked: BudgetView, chosen: StagesChosen, goingOn: readonly StagePageAsked[]) {
    const first = await sharedFirstPage(
      goingOn,
      async ({ filter, page }) => {
        const list = listOf(asked, chosen, filter);
        return (await paging.beginWithin(list, page, asked)).budget;
      },
      ({ basis }) => basis.position,
    );
    return first ?? asked;
  }

  return async (budgetId, chosen, { at, head, beforeReading }, goingOn = []) => {
    const asked = await budgets.read(budgetId, at, head);
    if (asked === null) throw unknownBudget(budgetId);
    const root = await rootOf(asked, chosen, goingOn);
    const columnsOfRoot = await columnsAt(root, chosen);
    return {
      basis: root.basis,
      columns: columnsOfRoot.map((column) => columnView(column, root.basis)),
      async rows(filter, page) {
        checkRows(filter);
        const list = listOf(root, chosen, filter);
        const { budget, rows } = await paging.beginWithin(list, page, root);
        const columns = (budget === root ? columnsOfRoot : await columnsAt(budget, chosen)).map(
          (column) => column.budget,
        );
        await tellRows(contents, columns, beforeReading);
        return pageOf({ list, page, basis: budget.basis, columns, filter, rows });
      },
    };
  };
}

function listOf(root: BudgetView, { only, withCurrent }: StagesChosen, filter: StageFilter): ListIdentity {
  return ['stageRows', ...tableIdentity(root), only, withCurrent, identityOf(filter)];
}

type StageSeal = SealView & { stage: NonNullable<SealView['stage']> };

/** Those in force that have a stage, by stage, then by version. */
function stageSeals(seals: readonly SealView[]): StageSeal[] {
  const staged = seals.filter((seal): seal is StageSeal => seal.stage !== null && seal.withdrawal === null);
  const rank = ({ stage }: StageSeal) => stages.indexOf(stage);
  return staged.sort((one, other) => rank(one) - rank(other) || one.version - other.version);
}
