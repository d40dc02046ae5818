import type { Reverted } from '../../../events/envelope.js';
import { streamOf } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type {
  ChangePreview,
  CommandRequest,
  Commands,
  Done,
  RevertRequest,
  RevertWhat,
} from '../../../services/services.js';
import type { EventReader, Position } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { CommandLanes } from '../command-lanes.js';
import { openDrafts } from '../drafts/open-drafts.js';
import { notYetApplied } from '../not-yet-applied.js';
import type { Opening, Prepared } from '../prepared.js';
import { intentOf } from '../intent.js';
import { onFreshPlan } from '../prepared.js';
import { previewChanges } from '../preview-changes.js';
import { refusedBy } from '../refused.js';
import { namedFor, rehearse } from './as-draft.js';
import type { RevertPlan } from './plan.js';
import { onItsLane } from './plan.js';
import { planReturn } from './plan-return.js';
import { planUndo } from './plan-undo.js';
import type { DraftTable } from './points.js';
import { changesOfSave } from './undone-changes.js';

export interface ReverterTools {
  store: EventReader;
  readModel: ReadModel;
  lanes: Pick<CommandLanes, 'peek' | 'held'>;
  newId: () => string;
  /** Not called for a dry run. */
  perform: (request: CommandRequest, prepare: () => Promise<Prepared | Opening>) => Promise<Done>;
  /** How long planning waits for the views to show everything recorded. */
  patienceMs: number;
}

type AsDraft = RevertRequest & { asDraft: { name: string } };

/** Plans on the views what a revert comes to, and has it decided on the table's lane; planned again if that moved on. */
export function reverter({ store, readModel, lanes, newId, perform, patienceMs }: ReverterTools): Commands['revert'] {
  const drafts = openDrafts(lanes);

  async function planFor({ what, draftId, ofBudget }: RevertRequest): Promise<RevertPlan> {
    const table = draftId ? await drafts.table(draftId, budgetNamed(what)) : null;
    const head = await store.head();
    if (!(await readModel.reached(head, patienceMs))) throw notYetApplied(head);
    const into = table?.draftId ? await draftTable(table.draftId, head) : null;
    const reading = { readModel, store, head, into, from: ofBudget === true ? null : into };
    return 'row' in what || 'table' in what ? planReturn(what, reading) : planUndo(what, reading);
  }

  async function draftTable(draftId: string, head: Position): Promise<DraftTable> {
    const found = await readModel.draft(draftId, head);
    if (found === null) throw notYetApplied(head);
    const { budgetId, openedOn } = found.draft;
    return { budgetId, draftId, openedOn: openedOn.position };
  }

  async function prepare(request: RevertRequest): Promise<Prepared> {
    const plan = await planFor(request);
    const { expectedVersion, caller } = request;
    return drafts.whileOpen(plan.table, onItsLane(plan, expectedVersion), caller.actor.role);
  }

  /** As the first edit of a draft, which is opened unless it was. See `namedFor`. */
  async function prepareAsDraft(request: AsDraft & { commandId: string }): Promise<Prepared> {
    const { draftId, openingId: commandId } = namedFor(request.commandId);
    const opened = await perform({ ...request, commandId }, async () => {
      const plan = await planFor(request);
      return (await rehearse(request, { plan, draftId }, { readModel, lanes, newId })).opening;
    });
    const { budgetId } = opened;
    if (opened.draftId === null) return { table: { budgetId, draftId: null }, decide: () => [] };
    return prepare({ ...request, draftId, ofBudget: true, expectedVersion: null });
  }

  function preview(request: RevertRequest): Promise<ChangePreview> {
    if (isAsDraft(request)) {
      return onFreshPlan(
        () => planFor(request),
        async (plan) => (await rehearse(request, { plan, draftId: newId() }, { readModel, lanes, newId })).preview,
      );
    }
    const intent = intentOf(request, newId);
    return onFreshPlan(
      () => prepare(request),
      async ({ table, decide }) => {
        const { budgetId } = table;
        const state = await lanes.peek(streamOf(table));
        const events = decide(state).map(({ event }) => event);
        return { budgetId, version: state.version, changes: previewChanges(state, events, intent) };
      },
    );
  }

  async function changesOf({ budgetId, draftId, version, position, events }: Done) {
    if (events.length === 0) return [];
    const save = await readModel.saveAt(draftId ?? budgetId, { version });
    if (save === null) throw notYetApplied(position);
    return changesOfSave(save, readModel);
  }

  return async (request) => {
    try {
      if (request.asDraft && request.draftId) throw notBoth();
      if (request.dryRun) return { refused: false, done: null, preview: await preview(request) };
      const source = { kind: 'revert', ...reverted(request) } as const;
      const asked = { ...request, commandId: request.commandId ?? newId() };
      const done = isAsDraft(asked)
        ? await perform({ ...asked, source }, () => prepareAsDraft(asked))
        : await perform({ ...request, source }, () => prepare(request));
      return { refused: false, done, changes: () => changesOf(done) };
    } catch (error) {
      return refusedBy(isAdjustmentNeeded(error) && !request.draftId ? offeringDraft(error) : error);
    }
  };
}

function isAsDraft<Request extends RevertRequest>(request: Request): request is Request & AsDraft {
  return request.asDraft !== undefined && request.asDraft !== null;
}

function budgetNamed(what: RevertWhat): string | null {
  if ('save' in what) return what.save.budgetId;
  return 'table' in what ? what.table.budgetId : null;
}

function reverted({ what, draftId, ofBudget, asDraft }: RevertRequest): Reverted {
  const whose = asDraft || (draftId && ofBudget === true) ? ({ ofBudget: true } as const) : {};
  if ('save' in what) return { save: what.save.version, ...whose };
  if ('row' in what) return { row: what.row.id, toVersion: what.row.toVersion, ...whose };
  return 'table' in what ? { table: what.table.budgetId, toVersion: what.table.toVersion, ...whose } : what;
}

function notBoth(): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    'draftId 与 asDraft 只能给出其一：前者在已有的草案中撤回，后者开立新的草案。',
    'Give draftId or asDraft, not both: the one reverts in a draft that there is, the other opens one.',
    { path: ['asDraft'] },
  );
}

function isAdjustmentNeeded(error: unknown): error is Refusal {
  return error instanceof Refusal && error.code === 'NEEDS_ADJUSTMENT';
}

/** What may not be reverted in the budget any more may be in an adjustment. */
function offeringDraft({ code, path, entityId }: Refusal): Refusal {
  return new Refusal(
    code,
    '二下已定稿，不能直接撤回；可给出 asDraft（草案名称）以及理由和文号，撤回即记入新开立的调整草案，批准后并入。',
    'The table is sealed as 二下 and nothing is reverted in it directly; give asDraft (the name of a draft), a reason and a document, and the revert is recorded in an adjustment draft that it opens, to be promoted once approved.',
    { path: [...path], ...(entityId === undefined ? {} : { entityId }) },
  );
}
