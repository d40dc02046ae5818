import { QueryError } from '../../services/query-error.js';
import { NothingStored, StoreUnavailable } from '../ports/event-store.js';

/** An append was sent for this command, and nobody knows whether it is stored. Until then a store that is away is no more than that. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
  constructor(
    readonly commandId: string,
    override readonly cause: StoreUnavailable,
  ) {
    super(`whether the command ${commandId} is stored is not known`, { cause });
  }
}

/** What an append failed with, as what became of its command. */
export function asOutcome(commandId: string, failure: unknown): unknown {
  const isUnknown = failure instanceof StoreUnavailable && !(failure instanceof NothingStored);
  return isUnknown ? new OutcomeUnknown(commandId, failure) : failure;
}

/** What whoever sent a command is told of it: a command that only rested on the other's was not sent, and is not stored. */
export function toldTo(commandId: string, unknown: OutcomeUnknown): QueryError | StoreUnavailable {
  if (unknown.commandId !== commandId) return unknown.cause;
  return new QueryError(
    'OUTCOME_UNKNOWN',
    `事件库没有确认这次修改，无法得知是否已经保存；恢复后请以同一 commandId（${commandId}）重新提交，不会重复记账。`,
    `The event store did not confirm this edit, so whether it was saved is not known; once it is back, submit again under the same commandId (${commandId}): nothing is recorded twice.`,
    [],
    unknown.cause,
  );
}
