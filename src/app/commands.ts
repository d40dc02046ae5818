import type { BudgetCommand } from '../../events/budget/budget.commands.js';
import { decideByEdit } from '../../events/budget/budget.decide.js';
import type { BudgetState } from '../../events/budget/budget.state.js';
import type { TableOf } from '../../events/identity.js';
import { budgetOfStream, streamOf } from '../../events/identity.js';
import { decodeEvent } from '../../events/record.js';
import { Refusal } from '../../events/refusal.js';
import type { RecordedEvent } from '../../events/upcast.js';
import { QueryError } from '../../services/query-error.js';
import type { Basis, CommandRequest, Commands, Done, EditRequest } from '../../services/services.js';
import type { CommandOutcome, EventStore } from '../ports/event-store.js';
import { AppendTooLarge, CommandRepeated, ledgerStart, StoreUnavailable } from '../ports/event-store.js';
import type { ReadModel } from '../ports/read-model.js';
import { previewChanges } from './preview-changes.js';
import type { CommandLanes, Fact, Intent } from './command-lanes.js';
import { intentOf } from './intent.js';
import { openDrafts } from './drafts/open-drafts.js';
import { merger } from './drafts/merger.js';
import { reviewer } from './drafts/review.js';
import { budgetOpener } from './open-budget/open-budget.js';
import type { Opening, Prepared } from './prepared.js';
import { onFreshPlan } from './prepared.js';
import { answered, refusedBy } from './refused.js';
import { importer } from './import/import-table.js';
import { reverter } from './revert/reverter.js';
import { sealer } from './sealing.js';

export interface CommandTools {
  store: EventStore;
  readModel: ReadModel;
  lanes: CommandLanes;
  newId: () => string;
  /** Milliseconds since the epoch: what is past. Default: the machine's. */
  clock?: () => number;
  /** How long an acknowledged command waits for the views before it answers. */
  patienceMs?: number;
}

/** Hands commands to the budgets' lanes, and answers when the views show what they did. */
export function createCommands(tools: CommandTools): Commands {
  const { store, readModel, lanes, newId, clock = Date.now, patienceMs = 10_000 } = tools;

  const drafts = openDrafts(lanes);
  const opening = budgetOpener({ store, readModel, newId, clock, patienceMs });
  const inFlight = new Map<string, { hash: string; answer: Promise<Done> }>();

  async function perform(request: CommandRequest, prepare: () => Promise<Prepared | Opening>): Promise<Done> {
    const intent = intentOf(request, newId);
    const under = inFlight.get(intent.commandId);
    if (under !== undefined) {
      if (under.hash !== intent.commandHash) throw commandIdReused(intent.commandId);
      return { ...(await under.answer), repeated: true };
    }
    const answer = once(request.commandId !== null, intent, prepare);
    inFlight.set(intent.commandId, { hash: intent.commandHash, answer });
    try {
      return await answer;
    } finally {
      inFlight.delete(intent.commandId);
    }
  }

  async function once(mayRepeat: boolean, intent: Intent, prepare: () => Promise<Prepared | Opening>): Promise<Done> {
    const before = mayRepeat ? await store.findCommand(intent.commandId) : null;
    if (before !== null) return repeated(before, intent);
    try {
      return await onFreshPlan(prepare, async (prepared) => {
        const { table } = prepared;
        if ('opens' in prepared) return opened(table, await lanes.begin(streamOf(table), 0, intent, prepared.opens));
        const { events, outcome, stateBefore } = await lanes.run(streamOf(table), intent, prepared.decide);
        return outcome === null ? unchanged(table, stateBefore) : done(table, outcome, events, false);
      });
    } catch (error) {
      if (error instanceof CommandRepeated) return repeated(error.outcome, intent);
      if (error instanceof StoreUnavailable) throw outcomeUnknown(intent.commandId, error);
      throw error instanceof AppendTooLarge ? tooLarge(error) : error;
    }
  }

  async function repeated(outcome: CommandOutcome, intent: Intent): Promise<Done> {
    if (outcome.commandHash !== intent.commandHash) throw commandIdReused(outcome.commandId);
    const count = outcome.lastRevision - outcome.firstRevision + 1;
    const stored = await store.readStream(outcome.stream, outcome.firstRevision, count);
    const events = stored.map(({ body }) => decodeEvent(body));
    return done(await tableOfStream(outcome.stream), outcome, events, true);
  }

  function opened(table: TableOf, outcome: CommandOutcome): Promise<Done> {
    return done(table, outcome, [], false);
  }

  async function tableOfStream(stream: string): Promise<TableOf> {
    const budgetId = budgetOfStream(stream);
    if (budgetId !== null) return { budgetId, draftId: null };
    const state = await lanes.peek(stream);
    if (state.status === 'absent' || state.draft === null) throw new Error(`${stream} is no table`);
    return { budgetId: state.budgetId, draftId: state.draft.id };
  }

  async function done(
    table: TableOf,
    { version, lastPosition: position }: CommandOutcome,
    events: readonly RecordedEvent[],
    isRepeated: boolean,
  ): Promise<Done> {
    // Views that lag longer than this do not take back what is saved: the answer says where, its rows say NOT_YET_APPLIED.
    const shown = await readModel.reached(position, patienceMs);
    const clock = shown ? (await readModel.lastSave(position))?.clock : undefined;
    const recordedAt = clock ?? events.at(-1)?.recordedAt ?? '';
    return {
      ...table,
      version,
      position,
      basis: basisOf(table, { position, recordedAt, version }),
      events,
      repeated: isRepeated,
    };
  }

  /** Nothing was stored: the answer is the budget as it stands. */
  async function unchanged(table: TableOf, { version }: BudgetState): Promise<Done> {
    await readModel.reached(await store.head(), patienceMs);
    const save = await readModel.saveAt(table.draftId ?? table.budgetId, { version });
    const position = save?.lastPosition ?? ledgerStart;
    const basis = basisOf(table, { position, recordedAt: save?.clock ?? '', version });
    return { ...table, version, position, basis, events: [], repeated: false };
  }

  async function tableOf({ of, draftId }: Pick<EditRequest, 'of' | 'draftId'>): Promise<TableOf> {
    if (draftId) return drafts.table(draftId, 'budgetId' in of ? of.budgetId : null);
    return { budgetId: 'budgetId' in of ? of.budgetId : await budgetOf(of), draftId: null };
  }

  async function budgetOf(of: Exclude<EditRequest['of'], { budgetId: string }>): Promise<string> {
    const { position } = await readModel.status();
    const [found] =
      'projectId' in of
        ? await readModel.projectVersions([of.projectId], position)
        : 'indicatorId' in of
          ? await readModel.indicatorVersions([of.indicatorId], position)
          : await readModel.fundUserVersions([of.fundUserId], position);
    if (found) return found.budgetId;
    const [path, id] = Object.entries(of)[0] as [string, string];
    throw new Refusal(
      'NOT_FOUND',
      `没有编号为“${id}”的行；请核对编号。`,
      `There is no row with the id "${id}"; check the id.`,
      { path: [path], entityId: id },
    );
  }

  return {
    openBudget: (request) => answered(() => perform(request, () => opening(request))),

    edit: ({ of, draftId, expectedVersion, edits, ...request }) =>
      answered(async () => {
        const table = await tableOf({ of, draftId: draftId ?? null });
        const { budgetId } = table;
        const decide = factsOf({ type: 'EditBudget', budgetId, expectedVersion, edits });
        return perform(request, () => drafts.whileOpen(table, decide, request.caller.actor.role));
      }),

    async previewEdit({ of, draftId, expectedVersion, edits, ...request }) {
      try {
        const table = await tableOf({ of, draftId: draftId ?? null });
        const { budgetId } = table;
        const edit = factsOf({ type: 'EditBudget', budgetId, expectedVersion, edits });
        const { decide } = await drafts.whileOpen(table, edit, request.caller.actor.role);
        const state = await lanes.peek(streamOf(table));
        const facts = decide(state);
        const changes = previewChanges(
          state,
          facts.map(({ event }) => event),
          intentOf(request, newId),
        );
        return { refused: false, preview: { budgetId, version: state.version, changes } };
      } catch (error) {
        return refusedBy(error);
      }
    },

    importTable: importer({ lanes, newId, perform }),

    revert: reverter({ store, readModel, lanes, newId, perform, patienceMs }),
    ...sealer({ store, readModel, newId, perform, patienceMs }),
    ...reviewer({ store, readModel, lanes, newId, perform, patienceMs }),
    ...merger({ store, readModel, lanes, newId, perform, patienceMs }),
  };
}

function basisOf({ draftId }: TableOf, point: Omit<Basis, 'draftId'>): Basis {
  return draftId === null ? point : { ...point, draftId };
}

function factsOf(command: BudgetCommand): (state: BudgetState) => Fact[] {
  return (state) => decideByEdit(command, state).flatMap(({ events }) => events.map((event) => ({ event })));
}

function commandIdReused(commandId: string): Refusal {
  return new Refusal(
    'COMMAND_ID_REUSED',
    `commandId“${commandId}”已用于另一条内容不同的命令；请为新的命令使用新的 commandId。`,
    `The commandId "${commandId}" was used for a command with other content; give a new command a new id.`,
    { path: ['commandId'] },
  );
}

function tooLarge({ bytes, bound }: AppendTooLarge): Refusal {
  return new Refusal(
    'TOO_LARGE',
    `这次保存共 ${bytes} 字节，超过存储引擎一次写入的上限 ${bound} 字节；请分几次保存。`,
    `This save is ${bytes} bytes, over the engine's bound of ${bound} for one append; save in several steps.`,
  );
}

function outcomeUnknown(commandId: string, cause: StoreUnavailable): QueryError {
  return new QueryError(
    'OUTCOME_UNKNOWN',
    `账本存储已停止写入，无法确认这次修改是否保存；恢复后请以同一 commandId（${commandId}）重新提交，不会重复记账。`,
    `The event store has stopped, so whether this edit was saved is not known; once it is back, submit again under the same commandId (${commandId}): nothing is recorded twice.`,
    [],
    cause,
  );
}
