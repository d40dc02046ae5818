import type { DraftCommand } from '../../../events/draft/draft.commands.js';
import { decideDraft } from '../../../events/draft/draft.decide.js';
import type { TableOf } from '../../../events/identity.js';
import { draftStream } from '../../../events/identity.js';
import { Refusal } from '../../../events/refusal.js';
import type { Answering, CommandAnswer, CommandRequest, Commands, DraftRequest } from '../../../services/services.js';
import type { Perform } from '../command-runner.js';
import type { InTurn } from '../in-turn.js';
import { askedBy } from '../intent.js';
import { reachHead } from '../not-yet-applied.js';
import type { Decision } from '../plan.js';
import { decision, PlanOutdated } from '../plan.js';
import { answerOrRefusal } from '../refused.js';
import { draftTable } from './draft-table.js';
import type { DraftOpeningTools } from './opening.js';
import { planDraft } from './opening.js';

export interface ReviewerTools<Outcome> extends DraftOpeningTools {
  perform: Perform<Outcome>;
  /** Drafts are opened one after the other, so that the names of all that were opened before are known. */
  inTurn: InTurn;
}

type Reviews = Pick<
  Commands,
  | 'openDraft'
  | 'submitDraft'
  | 'withdrawSubmission'
  | 'returnDraft'
  | 'approveDraft'
  | 'discardDraft'
  | 'convertDraftToAdjustment'
>;

/** Opens drafts, and takes them through review. */
export function reviewer<Outcome>(tools: ReviewerTools<Outcome>): Answering<Reviews, Outcome> {
  const { lanes, perform, inTurn, rules } = tools;

  /** One command about a draft as a whole. */
  function decideOn(request: CommandRequest, command: DraftCommand): Promise<CommandAnswer<Outcome>> {
    return answerOrRefusal(async () => {
      const table = await draftTable(command.draftId, null, lanes);
      return perform(request, () => decision(table, (state) => decideDraft(command, state, rules)));
    });
  }

  return {
    openDraft: (request) =>
      answerOrRefusal(() =>
        inTurn(() =>
          perform(request, (newIds) => {
            const draftId = newIds()();
            return planDraft(request, draftId, tools);
          }),
        ),
      ),
    submitDraft: (request) =>
      answerOrRefusal(async () => {
        const table = await draftTable(request.draftId, null, lanes);
        return perform(request, () => planSubmission(request, table, tools));
      }),
    withdrawSubmission({ draftId, expectedVersion, ...request }) {
      return decideOn(request, { type: 'WithdrawSubmission', draftId, expectedVersion, by: askedBy(request) });
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
    convertDraftToAdjustment({ draftId, expectedVersion, adjustmentKind, voidsReview = false, ...request }) {
      const { reason, basisDocument } = request;
      const about = { draftId, expectedVersion, by: askedBy(request), reason, basisDocument };
      return decideOn(request, { type: 'ConvertDraftToAdjustment', ...about, adjustmentKind, voidsReview });
    },
  };
}

/** Plans on the table as the read model has it, which knows its hash. */
async function planSubmission(
  { draftId, expectedVersion, ...request }: DraftRequest,
  table: TableOf,
  tools: DraftOpeningTools,
): Promise<Decision> {
  const { lanes, readModel, rules } = tools;
  const seen = await lanes.peek(draftStream(draftId));
  await reachHead(tools);
  const save = await readModel.saveAt(draftId, { version: seen.version });
  if (save === null) throw new PlanOutdated(editedMeanwhile(draftId));
  const { contentHash } = save;
  const command: DraftCommand = { type: 'SubmitDraft', draftId, expectedVersion, by: askedBy(request), contentHash };
  return decision(table, (state) => {
    if (state.version !== seen.version) throw new PlanOutdated(editedMeanwhile(draftId));
    return decideDraft(command, state, rules);
  });
}

function editedMeanwhile(draftId: string): Refusal {
  return new Refusal(
    'CONFLICT',
    '草案正被不断修改，送审未能完成；请稍后重试。',
    'The draft is being edited again and again, so it was not submitted; try again shortly.',
    { argument: ['draftId'], entityId: draftId },
  );
}
