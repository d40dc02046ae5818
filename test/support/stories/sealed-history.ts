import type { SealingCommand } from '../../../events/sealing/sealing.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { envelop } from '../../../events/record.js';
import type { DecidedSave } from '../random/history.js';
import { evolved } from '../random/history.js';
import { finance, tableHash } from '../given-when-then/sealing.js';

/**
 * A history in which every save is followed by one about versions: control numbers, seals, some of
 * them withdrawn, and annotations. The versions and revisions behind it move on accordingly.
 */
export function withSealing(history: readonly DecidedSave[]): DecidedSave[] {
  const states = new Map<string, BudgetState>();
  const revisions = new Map<string, number>();
  const saves: DecidedSave[] = [];
  const append = (save: DecidedSave) => {
    const state = states.get(save.budgetId) ?? absentBudget;
    const first = revisions.get(save.budgetId) ?? 0;
    const version = state.version + 1;
    const events = save.events.map((event, index) => ({ ...event, version, revision: first + index }));
    revisions.set(save.budgetId, first + events.length);
    states.set(save.budgetId, events.reduce(evolved, state));
    saves.push({ ...save, events });
  };
  for (const [number, save] of history.entries()) {
    append(save);
    const state = states.get(save.budgetId) as OpenBudgetState;
    const [last] = save.events;
    if (last === undefined) continue;
    const facts = decide(commandOn(state, number), state);
    const id = () => `00000000-000d-7000-8000-${String(number).padStart(12, '0')}`;
    append({ budgetId: save.budgetId, opens: null, edits: [], events: envelop(facts, last, 0, id) });
  }
  return saves;
}

function commandOn(state: OpenBudgetState, number: number): SealingCommand {
  const about = {
    budgetId: state.budgetId,
    expectedVersion: null,
    by: finance,
    grounds: { reason: null, basisDocument: null },
  };
  const inForce = [...state.seals.values()].find(({ withdrawn }) => !withdrawn);
  if (number % 8 === 4 && state.controlNumber !== null) {
    return { type: 'WithdrawControlNumber', ...about, reason: '指标收回' };
  }
  if (number % 4 === 0) {
    return {
      type: 'IssueControlNumber',
      ...about,
      limits: { total: String(1_000_000 + number), other: '0' },
      basisDocument: null,
    };
  }
  if (number % 4 === 1) {
    return {
      type: 'AnnotateSave',
      ...about,
      version: 1 + (number % state.version),
      reason: '更正',
      basisDocument: null,
      said: { reason: null, basisDocument: null, stamp: null },
    };
  }
  if (number % 4 === 2 && inForce !== undefined) {
    return { type: 'WithdrawSeal', ...about, sealId: inForce.id, reason: '有误' };
  }
  const hasFirst = [...state.seals.values()].some(({ stage, withdrawn }) => stage === 'FIRST_UP' && !withdrawn);
  const named = hasFirst ? { stage: null, name: `稿${number}` } : { stage: 'FIRST_UP' as const, name: null };
  return {
    type: 'SealVersion',
    ...about,
    ...named,
    sealId: `00000000-000c-7000-8000-${String(number).padStart(12, '0')}`,
    approvedBy: null,
    issuer: null,
    issuedOn: null,
    today: '2024-12-31',
    withoutControlNumber: null,
    reason: null,
    basisDocument: null,
    version: state.version,
    seen: null,
    table: { contentHash: tableHash, totals: { fiscalAppropriation: '0', specialAccount: '0', other: '0' } },
  };
}
