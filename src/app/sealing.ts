import type { SealingCommand } from '../../events/sealing/sealing.commands.js';
import { decide } from '../../events/budget/budget.decide.js';
import { Refusal } from '../../events/refusal.js';
import type { SaveRow } from '../../projections/rows.js';
import type { CommandAnswer, CommandRequest, Commands, Done, SealRequest } from '../../services/services.js';
import type { EventStore } from '../ports/event-store.js';
import type { ReadModel } from '../ports/read-model.js';
import { notYetApplied } from './not-yet-applied.js';
import type { Prepared } from './prepared.js';
import { PlanOutdated } from './prepared.js';
import { answered, refusedBy } from './refused.js';

export interface SealerTools {
  store: Pick<EventStore, 'head'>;
  readModel: ReadModel;
  newId: () => string;
  perform: (request: CommandRequest, prepare: () => Promise<Prepared>) => Promise<Done>;
  /** How long sealing waits for the views to show everything recorded. */
  patienceMs: number;
}

type Sealer = Pick<Commands, 'issueControlNumber' | 'sealVersion' | 'withdrawSeal' | 'annotateSave'>;

/** Commands about versions of the table. What sealing needs of a version that the state does not hold is looked up. */
export function sealer({ store, readModel, newId, perform, patienceMs }: SealerTools): Sealer {
  /** The table that would be sealed, as the views have it once they show everything recorded. */
  async function prepareSeal(request: SealRequest, sealId: string): Promise<Prepared> {
    const { budgetId, stage, name, expectedVersion, caller } = request;
    const head = await store.head();
    if (!(await readModel.reached(head, patienceMs))) throw notYetApplied(head);
    const newest = await readModel.saveAt(budgetId, { position: head });
    const version = request.version ?? newest?.version ?? 0;
    const save = version === newest?.version ? newest : await readModel.saveAt(budgetId, { version });
    const seen = await seenBy(request);
    const { role, id } = caller.actor;
    const about = { budgetId, expectedVersion, role, sealId, stage, name, approvedBy: request.approvedBy ?? id };
    const command = { type: 'SealVersion', ...about, version, table: tableOf(save), seen } as const;
    return {
      table: { budgetId, draftId: null },
      decide(state) {
        const isNow = request.version !== null || state.version === version;
        if (!isNow) throw new PlanOutdated(savedMeanwhile(state.version));
        return decide(command, state).map((event) => ({ event }));
      },
    };
  }

  /** A client says what it saw by its hash, or by a version; where it names the version to be sealed, that is what it saw. */
  async function seenBy({ budgetId, contentHash, version, expectedVersion }: SealRequest) {
    if (contentHash !== null) return { contentHash, by: 'contentHash' } as const;
    if (version !== null || expectedVersion === null) return null;
    const looked = await readModel.saveAt(budgetId, { version: expectedVersion });
    return { contentHash: looked?.contentHash ?? '', by: 'expectedVersion' } as const;
  }

  function performed(request: CommandRequest, command: SealingCommand): Promise<CommandAnswer> {
    const { budgetId } = command;
    const prepared: Prepared = {
      table: { budgetId, draftId: null },
      decide: (state) => decide(command, state).map((event) => ({ event })),
    };
    return answered(() => perform(request, () => Promise.resolve(prepared)));
  }

  return {
    issueControlNumber({ budgetId, expectedVersion, limits, ...request }) {
      const { role } = request.caller.actor;
      return performed(request, { type: 'IssueControlNumber', budgetId, expectedVersion, role, limits });
    },

    sealVersion(request) {
      const sealId = newId();
      return answered(() => perform(request, () => prepareSeal(request, sealId)));
    },

    async withdrawSeal({ sealId, expectedVersion, ...request }) {
      const found = await readModel.seal(sealId, (await readModel.status()).position);
      if (found === null) return refusedBy(unknownSeal(sealId));
      const { reason, caller } = request;
      const { budgetId } = found.seal;
      const about = { budgetId, expectedVersion, role: caller.actor.role, sealId, reason };
      return performed(request, { type: 'WithdrawSeal', ...about });
    },

    annotateSave({ budgetId, expectedVersion, version, correctedReason, correctedBasisDocument, ...request }) {
      const corrected = { reason: correctedReason, basisDocument: correctedBasisDocument };
      return performed(request, { type: 'AnnotateSave', budgetId, expectedVersion, version, ...corrected });
    },
  };
}

function tableOf(save: SaveRow | null) {
  return save === null ? null : { contentHash: save.contentHash, totals: save.totals };
}

function unknownSeal(sealId: string): Refusal {
  const shown = sealId.slice(0, 80);
  return new Refusal(
    'NOT_FOUND',
    `没有编号为“${shown}”的定稿；请核对编号。`,
    `There is no seal with the id "${shown}"; check the id.`,
    { path: ['sealId'], entityId: sealId },
  );
}

function savedMeanwhile(version: number): Refusal {
  return new Refusal(
    'CONFLICT',
    `预算正被不断保存（现为版本 ${version}），定稿未能完成；请指明要定稿的版本后重试。`,
    `The budget is being saved again and again (version ${version} now), so it was not sealed; name the version to seal.`,
    { path: ['version'] },
  );
}
