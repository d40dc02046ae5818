import { streamOf } from '../../events/identity.js';
import type { SaveRow } from '../../projections/rows.js';
import { QueryError } from '../../services/query-error.js';
import type { CommandOutcome, EventReader } from '../ports/event-store.js';
import type { Points, Progress } from '../ports/read-model.js';
import { commandTail } from './command-tail.js';

/** What commands came to, whichever process did them. */
export interface CommandOutcomes {
  /**
   * What was appended under the id when this was asked; null: nothing.
   * @throws QueryError NOT_READY if so much is recorded and not shown that nobody can say
   */
  of(commandId: string): Promise<CommandOutcome | null>;
}

export interface OutcomeTools {
  store: Pick<EventReader, 'findCommand' | 'readAll'>;
  readModel: Pick<Progress, 'status'> & Pick<Points, 'saveByCommand'>;
  /** How many events the read model may be behind. */
  tailBound?: number;
}

/**
 * The store's own answer where it has an index of commands. Else what the read model shows up to its checkpoint, and
 * behind that the tail of the log.
 */
export function commandOutcomes({ store, readModel, tailBound = 10_000 }: OutcomeTools): CommandOutcomes {
  const ofStore = store.findCommand?.bind(store);
  if (ofStore !== undefined) return { of: ofStore };
  const tail = commandTail(store);
  return {
    async of(commandId) {
      // In this order: the read model only goes on, so what is not behind this checkpoint is there when it is asked.
      const isWhole = await tail.readOn(async () => (await readModel.status()).position, tailBound);
      const behind = tail.outcomeOf(commandId);
      if (behind !== null) return behind;
      const shown = await readModel.saveByCommand(commandId);
      if (shown !== null) return outcomeOf(shown);
      if (!isWhole) throw notReady(commandId, tailBound);
      return null;
    },
  };
}

function outcomeOf({ budgetId, draftId, ...save }: SaveRow): CommandOutcome {
  const { commandId, commandHash, version, firstRevision, lastRevision, firstPosition, lastPosition } = save;
  return {
    commandId,
    commandHash,
    stream: streamOf({ budgetId, draftId }),
    version,
    firstRevision,
    lastRevision,
    firstPosition,
    lastPosition,
  };
}

function notReady(commandId: string, bound: number): QueryError {
  return new QueryError(
    'NOT_READY',
    `视图落后账本超过 ${bound} 条事件，暂时无法确认命令“${commandId}”是否已经办理，因此没有办理；请稍后以同一 commandId 重新提交。`,
    `The views are more than ${bound} events behind the ledger, so whether the command "${commandId}" was done before is not known now, and it was not done; submit it again under the same commandId later.`,
    ['commandId'],
  );
}
