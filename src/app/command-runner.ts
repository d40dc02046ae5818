import type { BudgetState } from '../../events/budget/budget.state.js';
import type { TableOf } from '../../events/identity.js';
import { budgetOfStream, draftOfStream, streamOf } from '../../events/identity.js';
import type { NewId } from '../../events/ids-of-command.js';
import { idsOfCommand } from '../../events/ids-of-command.js';
import { Refusal } from '../../events/refusal.js';
import { refusalsIn } from '../../events/refusals.js';
import type { RecordedEvent } from '../../events/upcast.js';
import { QueryError } from '../../services/query-error.js';
import type { Basis, CommandRequest, Done } from '../../services/services.js';
import type { CommandOutcome, EventStore, Position } from '../ports/event-store.js';
import {
  AppendExpired,
  AppendTooLarge,
  CommandRepeated,
  ledgerStart,
  RevisionConflict,
  StorageFull,
  StoreUnavailable,
} from '../ports/event-store.js';
import type { Points, Progress } from '../ports/read-model.js';
import type { CommandLanes, Intent } from './command-lanes.js';
import type { CommandOutcomes } from './command-outcomes.js';
import { knowingItsBudget } from './drafts/draft-table.js';
import { intentOfWhole } from './intent.js';
import { OutcomeUnknown, toldTo } from './outcome-unknown.js';
import type { Plan } from './plan.js';
import { carryOutFresh } from './plan.js';
import { rehearsePlan } from './rehearse.js';
import { decodeOfTable } from './stored-event.js';

/**
 * Does what a command asks, of whatever kind: has it planned, decided on its table's lane and recorded, and answers when
 * the read model shows it. A command that was done before is not planned; its answer is that of then.
 * @throws Refusal; QueryError OUTCOME_UNKNOWN if the event store was sent the save and did not answer, NOT_READY if nobody
 *   can say whether the command was done before; StoreUnavailable if a store does not answer and nothing was sent
 */
export type Perform<Outcome = Done> = (request: CommandRequest, makePlan: MakePlan) => Promise<Outcome>;

/**
 * Looks up what the plan needs. Called again if that has changed before the plan is decided.
 * @param newIds begins the ids of what the command makes, the same ones each time
 */
export type MakePlan = (newIds: () => NewId) => Plan | Promise<Plan>;

export interface RunnerTools {
  store: Pick<EventStore, 'sharedWriters' | 'readStream' | 'head'>;
  outcomes: CommandOutcomes;
  readModel: Progress & Points;
  lanes: CommandLanes;
  newId: () => string;
  /** How long an acknowledged command waits for the read model before it answers. */
  patienceMs: number;
}

export function commandRunner({ store, outcomes, readModel, lanes, newId, patienceMs }: RunnerTools): Perform {
  const inFlight = new Map<string, { hash: string; answer: Promise<Done> }>();

  async function performOnce(mayRepeat: boolean, intent: Intent, makePlan: MakePlan): Promise<Done> {
    const lookedFor = mayRepeat ? lanes.lookingFor() : Infinity;
    const before = mayRepeat ? await outcomes.of(intent.commandId) : null;
    if (before !== null) return answerRepeated(before, intent);
    try {
      const planned = () => makePlan(() => idsOfCommand(intent.commandId));
      const done = await carryOutFresh(planned, (plan) => carryOut(plan, intent, lookedFor));
      if (done.events.length > 0 || !mayRepeat) return done;
      return (await doneMeanwhile(intent)) ?? done;
    } catch (error) {
      if (error instanceof CommandRepeated) return answerRepeated(error.outcome, intent);
      const meanwhile = mayRepeat && refusalsIn(error) !== null ? await doneMeanwhile(intent) : null;
      if (meanwhile !== null) return meanwhile;
      if (error instanceof RevisionConflict || error instanceof AppendExpired) throw busy(error);
      if (error instanceof OutcomeUnknown) throw toldTo(intent.commandId, error);
      if (error instanceof StorageFull) throw storageFull(error);
      throw error instanceof AppendTooLarge ? tooLarge(error) : error;
    }
  }

  /**
   * Another process may have done the same command since it was looked for, and what it made is why there is nothing to
   * do here, or why it is refused.
   */
  async function doneMeanwhile(intent: Intent): Promise<Done | null> {
    const outcome = store.sharedWriters ? await outcomes.of(intent.commandId) : null;
    return outcome && answerRepeated(outcome, intent);
  }

  /** An opening is decided when it is planned. */
  async function decideAlone(makePlan: MakePlan): Promise<void> {
    const planned = () => makePlan(() => newId);
    await carryOutFresh(planned, (plan) => ('opens' in plan ? null : rehearsePlan(lanes, plan)));
  }

  async function carryOut(plan: Plan, intent: Intent, lookedFor: number): Promise<Done> {
    const { table } = plan;
    const stream = streamOf(table);
    if ('opens' in plan) {
      const { events, outcome } = await lanes.begin(stream, 0, intent, plan.opens);
      return answerStored(table, outcome, events, false);
    }
    const { decide } = await knowingItsBudget(plan, lanes);
    const { events, outcome, stateBefore } = await lanes.run(stream, { ...intent, ...plan.grounds }, decide, lookedFor);
    return outcome === null ? answerUnchanged(table, stateBefore) : answerStored(table, outcome, events, false);
  }

  async function answerRepeated(outcome: CommandOutcome, intent: Intent): Promise<Done> {
    if (outcome.commandHash !== intent.commandHash) throw commandIdReused(outcome.commandId);
    const count = outcome.lastRevision - outcome.firstRevision + 1;
    const stored = await store.readStream(outcome.stream, outcome.firstRevision, count);
    const events = stored.map(decodeOfTable);
    return answerStored(await tableOfStream(outcome.stream), outcome, events, true);
  }

  async function tableOfStream(stream: string): Promise<TableOf> {
    const budgetId = budgetOfStream(stream);
    if (budgetId !== null) return { budgetId, draftId: null };
    const state = await lanes.peek(stream);
    if (state.status === 'absent' || state.draft === null) throw new Error(`${stream} is no table`);
    return { budgetId: state.budgetId, draftId: state.draft.id };
  }

  async function answerStored(
    table: TableOf,
    { version, lastPosition: position }: CommandOutcome,
    events: readonly RecordedEvent[],
    isRepeated: boolean,
  ): Promise<Done> {
    // A read model that lags longer than this, or is away, does not take back what is saved: the answer says so, and where
    // it stands, and whoever reads its rows is told NOT_YET_APPLIED.
    const shown = await shownUpTo(position);
    const recordedAt = shown?.clock ?? events.at(-1)?.recordedAt ?? '';
    return {
      ...table,
      version,
      position,
      basis: basisOf(table, { position, recordedAt, version }),
      events,
      repeated: isRepeated,
      isShown: shown !== null,
    };
  }

  /** null: the read model does not show it in time. */
  async function shownUpTo(position: Position): Promise<{ clock: string | undefined } | null> {
    try {
      if (!(await readModel.reached(position, patienceMs))) return null;
      return { clock: (await readModel.lastSave(position))?.clock };
    } catch (error) {
      if (error instanceof StoreUnavailable) return null;
      throw error;
    }
  }

  /** Nothing was stored: the answer is the table as it stands. */
  async function answerUnchanged(table: TableOf, { version }: BudgetState): Promise<Done> {
    const isShown = await readModel.reached(await store.head(), patienceMs);
    const save = await readModel.saveAt(table.draftId ?? table.budgetId, { version });
    const position = save?.lastPosition ?? ledgerStart;
    const basis = basisOf(table, { position, recordedAt: save?.clock ?? '', version });
    return { ...table, version, position, basis, events: [], repeated: false, isShown };
  }

  return async (request, makePlan) => {
    const intent = await intentOfWhole(request, newId, () => decideAlone(makePlan));
    const under = inFlight.get(intent.commandId);
    if (under !== undefined) {
      if (under.hash !== intent.commandHash) throw commandIdReused(intent.commandId);
      return { ...(await under.answer), repeated: true };
    }
    const answer = performOnce(request.commandId !== null, intent, makePlan);
    inFlight.set(intent.commandId, { hash: intent.commandHash, answer });
    try {
      return await answer;
    } finally {
      inFlight.delete(intent.commandId);
    }
  };
}

function basisOf({ draftId }: TableOf, point: Omit<Basis, 'draftId'>): Basis {
  return draftId === null ? point : { ...point, draftId };
}

function commandIdReused(commandId: string): Refusal {
  return new Refusal(
    'COMMAND_ID_REUSED',
    `commandId“${commandId}”已用于另一条内容不同的命令；请为新的命令使用新的 commandId。`,
    `The commandId "${commandId}" was used for a command with other content; give a new command a new id.`,
    { argument: ['commandId'] },
  );
}

function busy({ stream }: RevisionConflict | AppendExpired): Refusal {
  const entityId = budgetOfStream(stream) ?? draftOfStream(stream) ?? stream;
  return new Refusal(
    'CONFLICT',
    '该表正被不断保存，这次修改未能完成；请稍后重试。',
    'The table is being saved again and again, so this edit was not done; try again shortly.',
    { entityId },
  );
}

function storageFull(error: StorageFull): QueryError {
  return new QueryError('STORAGE_FULL', error.message, error.messageEn, [], error);
}

function tooLarge({ bytes, bound }: AppendTooLarge): Refusal {
  return new Refusal(
    'TOO_LARGE',
    `这次保存共 ${bytes} 字节，超过存储引擎一次写入的上限 ${bound} 字节；请分几次保存。`,
    `This save is ${bytes} bytes, over the engine's bound of ${bound} for one append; save in several steps.`,
  );
}
