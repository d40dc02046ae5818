import type { AskedBy, DraftCommand } from '../../../events/draft/draft.commands.js';
import { decideDraft, openDraft } from '../../../events/draft/draft.decide.js';
import { budgetStream } from '../../../events/identity.js';
import type { CommandAnswer, CommandRequest, Commands, Done, OpenDraftRequest } from '../../../services/services.js';
import type { EventStore } from '../../ports/event-store.js';
import type { ReadModel } from '../../ports/read-model.js';
import type { CommandLanes } from '../command-lanes.js';
import { notYetApplied } from '../not-yet-applied.js';
import type { Opening, Prepared } from '../prepared.js';
import { answered } from '../refused.js';
import { openDrafts } from './open-drafts.js';

/** Of what decides: to look at states is enough for it. */
export type LookingTools = Omit<DraftTools, 'lanes'> & { lanes: Pick<CommandLanes, 'peek' | 'held'> };

export interface DraftTools {
  store: Pick<EventStore, 'head'>;
  readModel: ReadModel;
  lanes: CommandLanes;
  newId: () => string;
  perform: (request: CommandRequest, prepare: () => Promise<Prepared | Opening>) => Promise<Done>;
  /** How long planning waits for the views to show everything recorded. */
  patienceMs: number;
}

type Reviewer = Pick<Commands, 'openDraft' | 'submitDraft' | 'returnDraft' | 'approveDraft' | 'discardDraft'>;

/** Opens drafts, and takes them through review. */
export function reviewer({ store, readModel, lanes, newId, perform, patienceMs }: DraftTools): Reviewer {
  const drafts = openDrafts(lanes);

  async function prepareOpening(request: OpenDraftRequest, draftId: string): Promise<Opening> {
    const { budgetId, name, reason, basisDocument } = request;
    const budget = await lanes.peek(budgetStream(budgetId));
    const version = request.version ?? budget.version;
    const head = await store.head();
    if (!(await readModel.reached(head, patienceMs))) throw notYetApplied(head);
    const save = await readModel.saveAt(budgetId, { version });
    const base = save === null ? null : { version, revision: save.lastRevision, contentHash: save.contentHash };
    const about = { draftId, budgetId, by: askedBy(request), name, base, version, reason, basisDocument };
    return {
      table: { budgetId, draftId },
      opens: [{ event: openDraft({ type: 'OpenDraft', ...about }, budget) }],
    };
  }

  /** One command about a draft as a whole. */
  function decided(request: CommandRequest, command: DraftCommand): Promise<CommandAnswer> {
    return answered(async () => {
      const table = await drafts.table(command.draftId, null);
      return perform(request, () =>
        drafts.whileOpen(table, (state) => decideDraft(command, state).map((event) => ({ event }))),
      );
    });
  }

  return {
    openDraft(request) {
      const draftId = newId();
      return answered(() => perform(request, () => prepareOpening(request, draftId)));
    },
    submitDraft({ draftId, expectedVersion, ...request }) {
      return decided(request, { type: 'SubmitDraft', draftId, expectedVersion, by: askedBy(request) });
    },
    returnDraft({ draftId, expectedVersion, opinion, remarks, ...request }) {
      const about = { draftId, expectedVersion, by: askedBy(request) };
      return decided(request, { type: 'ReturnDraft', ...about, opinion, remarks });
    },
    approveDraft({ draftId, expectedVersion, opinion, ...request }) {
      return decided(request, { type: 'ApproveDraft', draftId, expectedVersion, by: askedBy(request), opinion });
    },
    discardDraft({ draftId, expectedVersion, ...request }) {
      const { reason } = request;
      return decided(request, { type: 'DiscardDraft', draftId, expectedVersion, by: askedBy(request), reason });
    },
  };
}

export function askedBy({ caller: { actor } }: Pick<CommandRequest, 'caller'>): AskedBy {
  return { role: actor.role, actorId: actor.id, onBehalfOf: actor.onBehalfOf };
}
