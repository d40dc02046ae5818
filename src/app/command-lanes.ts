import type { EventSource } from '../../events/envelope.js';
import { evolve } from '../../events/budget/budget.evolve.js';
import type { BudgetEvent } from '../../events/budget/budget.events.js';
import type { BudgetState } from '../../events/budget/budget.state.js';
import { stampOf } from '../../events/budget/budget.state.js';
import { groundsIn } from '../../events/draft/adjustment.rules.js';
import type { SaveEnvelope } from '../../events/record.js';
import { envelop, storedForm } from '../../events/record.js';
import { refusalsIn } from '../../events/refusals.js';
import type { RecordedEvent } from '../../events/upcast.js';
import type { CommandOutcome, EventStore } from '../ports/event-store.js';
import { RevisionConflict } from '../ports/event-store.js';
import type { Snapshots } from '../ports/read-model.js';
import { loadBudget } from './load-budget.js';
import type { CachedTable } from './table-cache.js';
import { tableCache } from './table-cache.js';

/** A decision that came to nothing new, or to a save. */
export interface Decided {
  stateBefore: BudgetState;
  events: RecordedEvent[];
  outcome: CommandOutcome | null;
}

/** Everything of the envelope that does not depend on the state. */
export type Intent = Omit<SaveEnvelope, 'stream' | 'version' | 'recordedAt'>;

export interface CommandLanes {
  /**
   * Runs one command on a stream. Commands on one stream are decided in the order of the calls, each on what the ones
   * before it will have made, without waiting for the disk: many edits of one budget at once share a commit. Nothing
   * is answered before what it rests on is durable.
   * @throws Refusal from `decide`, RevisionConflict after too many attempts, and what `EventStore.append` throws
   */
  run(stream: string, intent: Intent, decide: (state: BudgetState) => SourcedEvent[]): Promise<Decided>;
  /**
   * The first save of a stream, decided by the caller: its state is folded when it is first needed.
   * @throws Refusal from encoding, and what `EventStore.append` throws
   */
  begin(stream: string, version: number, intent: Intent, facts: readonly SourcedEvent[]): Promise<CommandOutcome>;
  /** The state that the next command would be decided on. */
  peek(stream: string): Promise<BudgetState>;
  /** The same, if it is in memory. */
  held(stream: string): BudgetState | null;
}

/** The states that commands would be decided on now, to be looked at. */
export type CurrentStates = Pick<CommandLanes, 'peek' | 'held'>;

/** An event to be, with what differs from the save's envelope. */
export interface SourcedEvent {
  event: BudgetEvent;
  source?: EventSource;
}

export interface LaneTools {
  store: EventStore;
  readModel: Snapshots;
  /** RFC 3339 UTC with milliseconds. */
  now: () => string;
  newId: () => string;
  /** Rows of folded states kept in memory, over all budgets: measured, a row takes 470 to 750 bytes. */
  cachedRows?: number;
}

interface Lane extends CachedTable {
  /** Settles with the last append issued; rejects if that failed, and with it all that was decided behind it. */
  tail: Promise<unknown>;
}

const attempts = 8;

export function commandLanes({ store, readModel, now, newId, cachedRows = 100_000 }: LaneTools): CommandLanes {
  const lanes = tableCache<Lane>(cachedRows);
  const loading = new Map<string, Promise<Lane>>();

  async function laneOf(stream: string): Promise<Lane> {
    const lane = lanes.get(stream);
    if (lane !== undefined) return lane;
    const under = loading.get(stream);
    if (under !== undefined) return under;
    const loaded = loadBudget(stream, { events: store, snapshots: readModel, held: heldAt })
      .then(({ state, revision, sharesWith }) => {
        const fresh: Lane = { state, revision, sharesWith, tail: Promise.resolve() };
        lanes.set(stream, fresh);
        return fresh;
      })
      .finally(() => loading.delete(stream));
    loading.set(stream, loaded);
    return loaded;
  }

  /** Not before it is durable: another process may have saved something else under the revision that is on its way. */
  async function heldAt(stream: string, revision: number): Promise<BudgetState | null> {
    const lane = lanes.peek(stream);
    if (lane?.revision !== revision) return null;
    const { state, tail } = lane;
    return (await failureOf(tail)) === null ? state : null;
  }

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
    const appended = store.append({
      stream,
      expectedRevision: revision,
      version,
      commandId: intent.commandId,
      commandHash: intent.commandHash,
      events: events.map(storedForm),
    });
    return { save, events, appended };
  }

  /** Decides and issues the append in one turn, so that nobody comes between the two. */
  function attempt(lane: Lane, stream: string, intent: Intent, decide: (state: BudgetState) => SourcedEvent[]) {
    const stateBefore = lane.state;
    const facts = decide(stateBefore);
    if (facts.length === 0) return { stateBefore, events: [], appended: null };
    const { revision } = lane;
    const grounds = stateBefore.status === 'open' ? groundsIn(stateBefore, intent) : {};
    const said = { ...intent, ...grounds };
    const { save, events, appended } = issue({ stream, revision }, stateBefore.version + 1, said, facts);
    const stamp = stampOf(save);
    lane.state = events.reduce((state, event) => evolve(state, event, stamp), stateBefore);
    lane.revision += events.length;
    lane.tail = appended;
    appended.catch(() => drop(stream, lane));
    lanes.set(stream, lane);
    return { stateBefore, events, appended };
  }

  function drop(stream: string, lane: Lane): void {
    if (lanes.peek(stream) === lane) lanes.delete(stream);
  }

  async function run(stream: string, intent: Intent, decide: (state: BudgetState) => SourcedEvent[]): Promise<Decided> {
    for (let tried = 1; ; tried += 1) {
      const lane = await laneOf(stream);
      const rests = lane.tail;
      try {
        const { stateBefore, events, appended } = attempt(lane, stream, intent, decide);
        if (appended !== null) return { stateBefore, events, outcome: await appended };
        await rests;
        return { stateBefore, events, outcome: null };
      } catch (error) {
        // A refusal that rests on appends which are still on their way stands only if they do.
        const failure = refusalsIn(error) === null ? error : ((await failureOf(rests)) ?? error);
        if (!(failure instanceof RevisionConflict) || tried === attempts) throw failure;
        drop(stream, lane);
      }
    }
  }

  return {
    run,
    async begin(stream, version, intent, facts) {
      const outcome = await issue({ stream, revision: -1 }, version, intent, facts).appended;
      lanes.delete(stream);
      return outcome;
    },
    peek: async (stream) => (await laneOf(stream)).state,
    held: (stream) => lanes.get(stream)?.state ?? null,
  };
}

function failureOf(appended: Promise<unknown>): Promise<unknown> {
  return appended.then(
    () => null,
    (failure: unknown) => failure,
  );
}
