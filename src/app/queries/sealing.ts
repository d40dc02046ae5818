import { aboveControlNumber } from '../../../events/sealing/control-number.js';
import { difference } from '../../../events/money.js';
import type { Position } from '../../../events/position.js';
import type { ControlNumberRow, Deed, WithdrawnControlNumber } from '../../../projections/sealing-rows.js';
import type {
  Annotated,
  At,
  Basis,
  BudgetView,
  Check,
  ControlNumberView,
  ControlNumberWithdrawalView,
  Queries,
  RootArguments,
  SealView,
} from '../../../services/services.js';
import type { SealAsOf, Seals } from '../../ports/read-model.js';
import type { AnnotationsOf, OfSave } from './annotated.js';
import { annotationsOf } from './annotated.js';
import { recordedIn } from './draft-view.js';
import type { QueryPoints } from './points/points.js';
import { isOfOneBudget } from './points/points.js';

export type SealingQueries = Pick<Queries, 'seals' | 'seal' | 'controlNumber' | 'controlNumberWithdrawal'> & {
  /** In the order given; null: unknown, or not sealed yet there. */
  sealsById(ids: readonly string[], root: RootArguments): Promise<(SealView | null)[]>;
  checks(budget: BudgetView): Promise<Check[]>;
};

/** What is known at a point about seals and control numbers. */
export function sealingQueries(readModel: Seals, points: Pick<QueryPoints, 'overall' | 'ofBudget'>): SealingQueries {
  /** A version, a draft or another seal is one of the seal's budget. */
  async function pointOf(sealId: string, at: At | null, head: Basis): Promise<Basis | null> {
    if (!isOfOneBudget(at)) return points.overall(at, head);
    const known = await readModel.seal(sealId, head.position);
    const table = known && (await points.ofBudget(known.seal.budgetId, at, head));
    return table && table.basis;
  }

  async function seal(id: string, { at, head }: RootArguments): Promise<SealView | null> {
    const basis = await pointOf(id, at, head);
    const found = basis && (await readModel.seal(id, basis.position));
    return basis && (sealViews([found], basis)[0] ?? null);
  }

  /** Each with what had been said by then about the saves that made and withdrew it. */
  function sealViews(found: readonly (SealAsOf | null)[], basis: Basis): (SealView | null)[] {
    const saves = found.flatMap((each) => (each === null ? [] : savesOf(each)));
    const annotations = annotationsOf(readModel, async () => saves, basis.position);
    return found.map((each) => each && sealView(each, basis, annotations));
  }

  const controlNumberAt = ({ id, basis }: BudgetView) => readModel.controlNumber(id, basis.position);
  return {
    async controlNumber(budget) {
      const { inForce } = await controlNumberAt(budget);
      return inForce && controlNumberView(readModel, inForce, budget.basis);
    },

    async controlNumberWithdrawal(budget) {
      const { withdrawn } = await controlNumberAt(budget);
      return withdrawn && withdrawalView(readModel, withdrawn, budget.basis);
    },

    async seals({ id, basis }) {
      return sealViews(await readModel.seals(id, basis.position), basis).filter((each) => each !== null);
    },

    seal,

    async sealsById(ids, root) {
      // A point of one budget is one of a few.
      if (isOfOneBudget(root.at)) return Promise.all(ids.map((id) => seal(id, root)));
      const basis = await points.overall(root.at, root.head);
      const found = await readModel.sealsById(ids, basis.position);
      return sealViews(found, basis);
    },

    async checks(budget) {
      const above = aboveControlNumber((await controlNumberAt(budget)).inForce, budget.totals);
      return above.map(({ cell, limit, sum, zh, en }) => ({
        code: 'ABOVE_CONTROL_NUMBER',
        entityId: budget.id,
        entityKind: 'BUDGET',
        path: sumPath(cell),
        declared: limit,
        derived: sum,
        message: `超过控制数：${zh}。`,
        messageEn: `Above the control number: ${en} (万元).`,
      }));
    },
  };
}

/** A sum of the table, named as its cells are. */
function sumPath(cell: string): string {
  return `totals.${cell}`;
}

function savesOf({ seal, withdrawn }: SealAsOf): OfSave[] {
  return [seal, ...(withdrawn === null ? [] : [withdrawn])].map((deed) => saveOf(seal.budgetId, deed));
}

function saveOf(budgetId: string, { savedAs }: Deed): OfSave {
  return { budgetId, draftId: null, version: savedAs };
}

function sealView({ seal, withdrawn }: SealAsOf, basis: Basis, annotations: AnnotationsOf): SealView {
  const { sealId: id, savedAs: _save, approvedBy, issued, ...rest } = seal;
  const controlDifference = seal.controlDifference.map(({ cell, limit, sum }) => {
    return { cell, path: sumPath(cell), limit, sum, delta: difference(limit, sum) };
  });
  return {
    id,
    ...rest,
    approvedBy: { id: approvedBy },
    issued: issued && { issuer: issued.issuer, basisDocument: issued.document, issuedOn: issued.date },
    controlDifference,
    withdrawal: withdrawn && {
      ...recordedIn(withdrawn),
      annotations: () => annotations(saveOf(seal.budgetId, withdrawn)),
    },
    annotations: () => annotations(saveOf(seal.budgetId, seal)),
    basis,
  };
}

type Annotations = Pick<Seals, 'annotations'>;

export function controlNumberView(
  readModel: Annotations,
  row: ControlNumberRow,
  { position }: Basis,
): ControlNumberView {
  return { ...row, ...annotatedAs(readModel, row, position) };
}

export function withdrawalView(
  readModel: Annotations,
  row: WithdrawnControlNumber,
  { position }: Basis,
): ControlNumberWithdrawalView {
  return { version: row.savedAs, ...recordedIn(row), ...annotatedAs(readModel, row, position) };
}

function annotatedAs(readModel: Annotations, row: Deed & { budgetId: string }, position: Position): Annotated {
  const save = saveOf(row.budgetId, row);
  const annotations = annotationsOf(readModel, async () => [save], position);
  return { annotations: () => annotations(save) };
}
