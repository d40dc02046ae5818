import type { DraftBase } from '../../../events/draft/draft.events.js';
import type { OtherDraft } from '../../../events/draft/draft.commands.js';
import { openDraft } from '../../../events/draft/draft.decide.js';
import type { BureauRules } from '../../../events/draft/adjustment.rules.js';
import { budgetStream } from '../../../events/identity.js';
import type { OpenDraftRequest } from '../../../services/services.js';
import type { Position } from '../../ports/event-store.js';
import type { ContentBodies, Drafts, Points, Progress } from '../../ports/read-model.js';
import { provenContents } from '../proven-contents.js';
import type { CommandLanes } from '../command-lanes.js';
import { askedBy } from '../intent.js';
import type { UpToDate } from '../not-yet-applied.js';
import { reachHead } from '../not-yet-applied.js';
import type { Opening } from '../plan.js';

export interface DraftOpeningTools {
  store: UpToDate['store'];
  readModel: Progress & Points & Drafts & ContentBodies;
  lanes: Pick<CommandLanes, 'peek'>;
  rules: BureauRules;
  /** How long the read model is waited for. */
  patienceMs: number;
}

export async function planDraft(
  request: OpenDraftRequest,
  draftId: string,
  tools: DraftOpeningTools,
): Promise<Opening> {
  const { readModel, lanes, rules } = tools;
  const { budgetId, name, reason, basisDocument, adjustmentKind = null } = request;
  const budget = await lanes.peek(budgetStream(budgetId));
  const version = request.version ?? budget.version;
  const position = await reachHead(tools);
  const base = await draftBase(budgetId, version, readModel);
  const others = await othersOpen(budgetId, position, readModel);
  const by = askedBy(request);
  const about = { draftId, budgetId, by, name, base, version, adjustmentKind, reason, basisDocument, others };
  const seen = { isVersionNamed: request.version !== null, expectedVersion: request.expectedVersion ?? null };
  return {
    table: { budgetId, draftId },
    opens: [{ event: openDraft({ type: 'OpenDraft', ...about, ...seen }, budget, rules) }],
  };
}

/** The version of a budget that a draft is based on; null: there is none. */
export async function draftBase(
  budgetId: string,
  version: number,
  readModel: Points & ContentBodies,
): Promise<DraftBase | null> {
  const save = await readModel.saveAt(budgetId, { version });
  if (save === null) return null;
  await provenContents(readModel).root(save);
  return { version, revision: save.lastRevision, contentHash: save.contentHash };
}

/** The budget's drafts that are neither promoted nor discarded. */
export async function othersOpen(budgetId: string, position: Position, readModel: Drafts): Promise<OtherDraft[]> {
  const drafts = await readModel.drafts(budgetId, position);
  const open = drafts.filter(({ draft, promoted }) => promoted === null && draft.discarded === null);
  return open.map(({ draft: { draftId: id, name, opened } }) => {
    return { id, name, openedBy: opened.actor.id, openedAt: opened.recordedAt };
  });
}
