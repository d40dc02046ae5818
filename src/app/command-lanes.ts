import type { EventSource } from '../../events/envelope.js';
import { evolve } from '../../events/budget/budget.evolve.js';
import type { BudgetEvent } from '../../events/budget/budget.events.js';
import type { BudgetState } from '../../events/budget/budget.state.js';
import { stampOf } from '../../events/budget/budget.state.js';
import { groundsIn } from '../../events/draft/adjustment.rules.js';
import { makesVersion } from '../../events/draft/draft.hold.js';
import type { SaveEnvelope } from '../../events/record.js';
import { envelop, storedForm } from '../../events/record.js';
import { refusalsIn } from '../../events/refusals.js';
import type { RecordedEvent } from '../../events/upcast.js';
import type { CommandOutcome, EventStore } from '../ports/event-store.js';
import { AppendExpired, CommandRepeated, RevisionConflict } from '../ports/event-store.js';
import type { Snapshots } from '../ports/read-model.js';
import type { CommandOutcomes } from './command-outcomes.js';
import type { Lane } from './lane-states.js';
import { failureOf, laneStates } from './lane-states.js';
import type { LateSave } from './late-saves.js';
import { watchForLateness } from './late-saves.js';
import { asOutcome } from './outcome-unknown.js';
import { appendWithinMs } from './time-bounds.js';

/** A decision that came to nothing new, or to a save. */
export interface Decided {
  stateBefore: BudgetState;
  events: RecordedEvent[];
  outcome: CommandOutcome | null;
}

type Begun = { events: RecordedEvent[]; outcome: CommandOutcome };

/** Everything of the envelope that does not depend on the state. */
export type Intent = Omit<SaveEnvelope, 'stream' | 'version' | 'recordedAt'>;

export interface CommandLanes {
  /**
   * Runs one command on a stream. Commands on one stream are decided in the order of the calls, each on what the ones
   * before it will have made, without waiting for the disk: many edits of one budget at once share a commit. Nothing
   * is answered before what it rests on is durable.
   *
   * Where others append, too, a state in memory may be old. What is appended is then refused by the store, and decided
   * again on what they made; what ends without an append is confirmed against the end of the stream. Nor is anything
   * decided on what was read from the store after the command was looked for: the command itself may be in it.
   * @param lookedFor `lookingFor()` of the moment before the command was looked for; absent: its id is new, nobody can
   *   have done it
   * @throws Refusal from `decide`, RevisionConflict after too many attempts, and what `EventStore.append` throws,
   *   CommandRepeated from every engine; in place of an append's StoreUnavailable OutcomeUnknown, which names the command
   */
  run(
    stream: string,
    intent: Intent,
    decide: (state: BudgetState) => SourcedEvent[],
    lookedFor?: number,
  ): Promise<Decided>;
  /** Asked before a command is looked for, so that what was in memory by then is known to have been looked through. */
  lookingFor(): number;
  /**
   * The first save of a stream, decided by the caller: its state is folded when it is first needed.
   * @throws Refusal from encoding, and what `run` throws of an append
   */
  begin(stream: string, version: number, intent: Intent, facts: readonly SourcedEvent[]): Promise<Begun>;
  /** The state that the next command would be decided on, with everything that was stored when this was asked. */
  peek(stream: string): Promise<BudgetState>;
  /** The same, if it is in memory. */
  held(stream: string): BudgetState | null;
  /** The state without what is only on its way, where another process may come before that. */
  stored(stream: string): Promise<BudgetState>;
}

/** The states that commands would be decided on now, to be looked at. */
export type CurrentStates = Pick<CommandLanes, 'peek' | 'held' | 'stored'>;

/** An event to be, with what differs from the save's envelope. */
export interface SourcedEvent {
  event: BudgetEvent;
  source?: EventSource;
}

export interface LaneTools {
  store: EventStore;
  readModel: Snapshots;
  /** Asked after a conflict, where the store does not see by itself that a command is repeated. */
  outcomes: CommandOutcomes;
  /** RFC 3339 UTC with milliseconds. */
  now: () => string;
  newId: () => string;
  /** Rows of folded states kept in memory, over all budgets: measured, a row takes 470 to 750 bytes. */
  cachedRows?: number;
  /** Where others record, too: told of each save that landed late. */
  onLate?: (late: LateSave) => void;
}

/** Of one command: others that append to the same stream may come before it again and again. */
const attempts = 32;

type Decide = (state: BudgetState) => SourcedEvent[];

/** How it ended that a command was decided once. */
type Ending =
  | { kind: 'stored'; decided: Decided }
  /** Something came before it, or it waited too long: it is decided and stamped again. */
  | { kind: 'conflict'; failure: RevisionConflict | AppendExpired }
  /** Refused, or there was nothing to do. `revision`: of the state that it was decided on. */
  | { kind: 'nothing'; revision: number; answer: () => Decided };

export function commandLanes({
  store,
  readModel,
  outcomes,
  now,
  newId,
  cachedRows = 100_000,
  onLate,
}: LaneTools): CommandLanes {
  const lanes = laneStates({ store, snapshots: readModel, cachedRows });

  function issue(
    lane: { stream: string; revision: number },
    version: number,
    intent: Intent,
    facts: readonly SourcedEvent[],
  ) {
    const { stream, revision } = lane;
    const save: SaveEnvelope = { ...intent, stream, version, recordedAt: now() };
    const made = facts.map(({ event }) => event);
    const events = envelop(made, save, revision + 1, newId).map((event, index) => {
      const source = facts[index]?.source;
      return source === undefined ? event : { ...event, source };
    });
    const appending = store.append({
      stream,
      expectedRevision: revision,
      version,
      commandId: intent.commandId,
      commandHash: intent.commandHash,
      events: events.map(storedForm),
      ...(store.sharedWriters ? { sendBefore: Date.parse(save.recordedAt) + appendWithinMs } : {}),
    });
    const appended = appending.catch((failure: unknown) => raise(asOutcome(intent.commandId, failure)));
    if (store.sharedWriters) void watchForLateness(save, appended, { now, onLate }).catch(() => undefined);
    return { save, events, appended };
  }

  /** Decides and issues the append in one turn, so that nobody comes between the two. */
  function attempt(lane: Lane, stream: string, intent: Intent, decide: Decide) {
    const stateBefore = lane.state;
    const facts = decide(stateBefore);
    if (facts.length === 0) return { stateBefore, events: [], appended: null };
    const { revision } = lane;
    const grounds = stateBefore.status === 'open' ? groundsIn(stateBefore, intent) : {};
    const said = { ...intent, ...grounds };
    const version = stateBefore.version + (makesVersion(facts.map(({ event }) => event)) ? 1 : 0);
    const { save, events, appended } = issue({ stream, revision }, version, said, facts);
    const stamp = stampOf(save);
    lane.state = events.reduce((state, event) => evolve(state, event, stamp), stateBefore);
    lane.revision += events.length;
    lane.tail = appended;
    const stored = { state: lane.state, revision: lane.revision, sharesWith: lane.sharesWith };
    appended.then(
      () => void (lane.stored = stored),
      () => lanes.drop(stream, lane),
    );
    lanes.moved(stream, lane);
    return { stateBefore, events, appended };
  }

  /** Decides once on the lane. What ends without an append may rest on a state that is old. */
  async function decideOn(lane: Lane, stream: string, intent: Intent, decide: Decide): Promise<Ending> {
    const rests = lane.tail;
    const { revision } = lane;
    try {
      const { stateBefore, events, appended } = attempt(lane, stream, intent, decide);
      if (appended !== null) return { kind: 'stored', decided: { stateBefore, events, outcome: await appended } };
      await rests;
      return { kind: 'nothing', revision, answer: () => ({ stateBefore, events, outcome: null }) };
    } catch (error) {
      // A refusal that rests on appends which are still on their way stands only if they do.
      const failure = refusalsIn(error) === null ? error : ((await failureOf(rests)) ?? error);
      if (failure instanceof RevisionConflict || failure instanceof AppendExpired) return { kind: 'conflict', failure };
      const answer = () => raise(failure);
      if (refusalsIn(failure) === null) return answer();
      return { kind: 'nothing', revision, answer };
    }
  }

  async function run(stream: string, intent: Intent, decide: Decide, lookedFor = Infinity): Promise<Decided> {
    let lane = await lanes.of(stream);
    let isFresh = !store.sharedWriters;
    let looked = store.sharedWriters ? lookedFor : Infinity;
    for (let tried = 1; ;) {
      if (lane.loaded > looked) {
        looked = lanes.lastLoad();
        await checkNotRepeated(intent.commandId);
        lane = await lanes.of(stream);
        continue;
      }
      const ending = await decideOn(lane, stream, intent, decide);
      if (ending.kind === 'stored') return ending.decided;
      if (ending.kind === 'conflict') {
        if (tried === attempts) throw ending.failure;
        tried += 1;
        lanes.drop(stream, lane);
        lane = await lanes.of(stream, lane.stored);
        if (store.sharedWriters) looked = 0;
        continue;
      }
      if (isFresh) return ending.answer();
      isFresh = true;
      lane = await lanes.fresh(stream);
      if (lane.revision <= ending.revision) return ending.answer();
    }
  }

  /** Another process may have done the same command. @throws CommandRepeated */
  async function checkNotRepeated(commandId: string): Promise<void> {
    // An engine with an index looks before it appends.
    const outcome = store.findCommand === undefined ? await outcomes.of(commandId) : null;
    if (outcome !== null) throw new CommandRepeated(outcome);
  }

  return {
    run,
    lookingFor: () => lanes.lastLoad(),
    async begin(stream, version, intent, facts) {
      try {
        const { events, appended } = issue({ stream, revision: -1 }, version, intent, facts);
        return { events, outcome: await appended };
      } catch (error) {
        if (error instanceof RevisionConflict) await checkNotRepeated(intent.commandId);
        throw error;
      } finally {
        lanes.forget(stream);
      }
    },
    peek: async (stream) => (await lanes.fresh(stream)).state,
    held: (stream) => lanes.held(stream)?.state ?? null,
    async stored(stream) {
      const lane = await lanes.fresh(stream);
      return store.sharedWriters ? lane.stored.state : lane.state;
    },
  };
}

function raise(failure: unknown): never {
  throw failure;
}
