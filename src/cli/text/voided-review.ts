import type { Done } from '../../../services/services.js';
import type { Reader } from '../ledger/read-ledger.js';
import { roundLine } from './drafts.js';

/** Whose review a save of a draft made void; empty: nobody's. */
export async function voidedText(reader: Reader, { draftId, version, events, basis }: Done): Promise<string> {
  if (draftId === null || events.length === 0) return '';
  const draft = await reader.queries.draft(draftId, { ...reader.at(null), head: basis });
  const round = draft?.rounds.find(({ voidedByVersion }) => voidedByVersion === version);
  return round === undefined ? '' : `已作废：${await roundLine(reader.queries, round)}`;
}

/** The same of what is only previewed. */
export function wouldVoidText({ voidsReview }: { voidsReview: boolean }): string {
  return voidsReview ? '保存后，草案的送审或批准即作废，须重新送审\n' : '';
}
