import type { BudgetView, RootArguments } from '../../../services/services.js';
import { reader } from '../ledgers/reader.js';
import type { AskingDrafts, ReplayedDraft } from './whatever-was-drafted.js';

/** One draft at one of its versions, another one in every case, as the program shows it. */
export async function oneOf({ queries, drafts, number }: AskingDrafts, turn = 0) {
  const draft = drafts[(number * 7 + turn) % drafts.length] as ReplayedDraft;
  const { draftId: id, version, state } = draft;
  const reading: RootArguments = { caller: reader, at: { draft: { id, version } }, head: await queries.head(null) };
  return { draft, state, reading, view: (await queries.budget(state.budgetId, reading)) as BudgetView };
}
