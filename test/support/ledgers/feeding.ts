import type { Feed, FeedStart } from '../../../services/services.js';

export const fromNow: FeedStart = { after: null, behind: null };

/** @param after a cursor; null: from now on */
export function goingOn(after: string | null): FeedStart {
  return { after, behind: null };
}

/** The next items of a feed, waiting for them; fewer only if it ends. */
export async function take<Item>(feed: Feed<Item>, count: number): Promise<Item[]> {
  const taken: Item[] = [];
  while (taken.length < count) {
    const { done, value } = await feed.next();
    if (done === true) break;
    taken.push(value);
  }
  return taken;
}

export function renaming(budgetId: string, name: string) {
  return { budgetId, opens: null, edits: [{ type: 'RenameBudget' as const, name }], events: [] };
}
