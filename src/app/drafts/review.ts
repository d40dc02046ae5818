import type { DraftCommand } from '../../../events/draft/draft.commands.js';
import { decideDraft, openDraft } from '../../../events/draft/draft.decide.js';
import { budgetStream } from '../../../events/identity.js';
import type { CommandAnswer, CommandRequest, Commands, OpenDraftRequest } from '../../../services/services.js';
import type { ContentBodies, Points, Progress } from '../../ports/read-model.js';
import { provenContents } from '../proven-contents.js';
import type { CommandLanes } from '../command-lanes.js';
import type { Perform } from '../command-runner.js';
import { askedBy } from '../intent.js';
import type { UpToDate } from '../not-yet-applied.js';
import { reachHead } from '../not-yet-applied.js';
import type { Opening } from '../plan.js';
import { decision } from '../plan.js';
import { answerOrRefusal } from '../refused.js';
import { draftTable } from './draft-table.js';

export interface ReviewerTools {
  store: UpToDate['store'];
  readModel: Progress & Points & ContentBodies;
  lanes: Pick<CommandLanes, 'peek'>;
  newId: () => string;
  perform: Perform;
  /** How long opening waits for the read model to show everything recorded. */
  patienceMs: number;
}

type Reviewer = Pick<Commands, 'openDraft' | 'submitDraft' | 'returnDraft' | 'approveDraft' | 'discardDraft'>;

/** Opens drafts, and takes them through review. */
export function reviewer(tools: ReviewerTools): Reviewer {
  const { lanes, newId, perform } = tools;

  /** One command about a draft as a whole. */
  function decideOn(request: CommandRequest, command: DraftCommand): Promise<CommandAnswer> {
    return answerOrRefusal(async () => {
      const table = await draftTable(command.draftId, null, lanes);
      return perform(request, () => decision(table, (state) => decideDraft(command, state)));
    });
  }

  return {
    openDraft(request) {
      const draftId = newId();
      return answerOrRefusal(() => perform(request, () => planDraft(request, draftId, tools)));
    },
    submitDraft({ draftId, expectedVersion, ...request }) {
      return decideOn(request, { type: 'SubmitDraft', draftId, expectedVersion, by: askedBy(request) });
    },
    returnDraft({ draftId, expectedVersion, opinion, remarks, ...request }) {
      const about = { draftId, expectedVersion, by: askedBy(request) };
      return decideOn(request, { type: 'ReturnDraft', ...about, opinion, remarks });
    },
    approveDraft({ draftId, expectedVersion, opinion, ...request }) {
      return decideOn(request, { type: 'ApproveDraft', draftId, expectedVersion, by: askedBy(request), opinion });
    },
    discardDraft({ draftId, expectedVersion, ...request }) {
      const { reason } = request;
      return decideOn(request, { type: 'DiscardDraft', draftId, expectedVersion, by: askedBy(request), reason });
    },
  };
}

async function planDraft(request: OpenDraftRequest, draftId: string, tools: ReviewerTools): Promise<Opening> {
  const { readModel, lanes } = tools;
  const { budgetId, name, reason, basisDocument } = request;
  const budget = await lanes.peek(budgetStream(budgetId));
  const version = request.version ?? budget.version;
  await reachHead(tools);
  const base = await draftBase(budgetId, version, readModel);
  const about = { draftId, budgetId, by: askedBy(request), name, base, version, reason, basisDocument };
  return {
    table: { budgetId, draftId },
    opens: [{ event: openDraft({ type: 'OpenDraft', ...about }, budget) }],
  };
}

/** The version of a budget that a draft is based on; null: there is none. */
export async function draftBase(budgetId: string, version: number, readModel: Points & ContentBodies) {
  const save = await readModel.saveAt(budgetId, { version });
  if (save === null) return null;
  await provenContents(readModel).root(save);
  return { version, revision: save.lastRevision, contentHash: save.contentHash };
}
