import { rightAfter } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import type { Done, ReviewRoundView } from '../../services/services.js';

/** The round of review that a save made void; null: none. */
export async function voidedBy(done: Done, context: Context): Promise<ReviewRoundView | null> {
  const { draftId, version, events } = done;
  // What was not saved made nothing void: then the version is that of an earlier save.
  if (draftId === null || events.length === 0) return null;
  const draft = await context.services.queries.draft(draftId, await rightAfter(done, context));
  return draft?.rounds.find(({ voidedByVersion }) => voidedByVersion === version) ?? null;
}

/** The round of review that a save would make void which is only previewed. @param isVoiding whether it would */
export async function voidedInPreview(
  draftId: string | null | undefined,
  isVoiding: boolean | undefined,
  context: Context,
): Promise<ReviewRoundView | null> {
  if (!draftId || isVoiding !== true) return null;
  const { caller, services } = context;
  const draft = await services.queries.draft(draftId, { caller, at: null, head: await services.queries.head(null) });
  return draft?.rounds.at(-1) ?? null;
}
