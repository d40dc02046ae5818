import { aboveControlNumber } from '../../../events/sealing/control-number.js';
import type { BudgetView, Check, Queries, SealView } from '../../../services/services.js';
import type { SealState, Seals } from '../../ports/read-model.js';
import { deedView } from './draft-view.js';

type Sealing = Pick<Queries, 'seals' | 'seal' | 'controlNumber'> & { checks(budget: BudgetView): Promise<Check[]> };

/** What is known at a point about seals and control numbers. */
export function sealingQueries(readModel: Seals): Sealing {
  const controlNumber = ({ id, basis }: BudgetView) => readModel.controlNumber(id, basis.position);
  return {
    controlNumber,
    seals: async ({ id, basis }) => (await readModel.seals(id, basis.position)).map(sealView),

    async seal(id, { head }) {
      const found = await readModel.seal(id, head.position);
      return found === null ? null : sealView(found);
    },

    async checks(budget) {
      const above = aboveControlNumber(await controlNumber(budget), budget.totals);
      return above.map(({ cell, limit, sum, zh, en }) => ({
        code: 'ABOVE_CONTROL_NUMBER',
        entityId: budget.id,
        entityKind: 'BUDGET',
        path: `totals.${cell}`,
        declared: limit,
        derived: sum,
        message: `超过控制数：${zh}。`,
        messageEn: `Above the control number: ${en} (万元).`,
      }));
    },
  };
}

function sealView({ seal, withdrawn }: SealState): SealView {
  const { sealId: id, recordedAt: sealedAt, savedAs: _save, ...rest } = seal;
  return { id, ...rest, sealedAt, withdrawn: withdrawn && deedView(withdrawn) };
}
