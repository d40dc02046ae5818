import type { TourIds } from '../tour.js';
import { idsIn } from '../tour.js';
import { queryOfId } from './tabs.js';

/** Where the browser keeps what was filled in, and of which ledger it is. */
const place = 'budget-ledger:tour';

/** What GraphiQL keeps of the tabs; who asks, in its headers, is of no ledger. */
const ofTabs = ['graphiql:tabState', 'graphiql:query', 'graphiql:variables'];

interface Kept {
  ids: TourIds;
  /** When the row of the tour was first recorded: the sample has the same ids in every ledger, and in each another time. */
  since: string | null;
}

/**
 * The ids for the tour's tabs, as far as they are known. Where the row that was kept is not there any more, or was recorded
 * at another time, the ledger is another one than before, and the tabs that were stored are of no use: they are dropped, and
 * the tour begins again.
 */
export async function recallIds(endpoint: string): Promise<TourIds> {
  let kept = readKept();
  if (kept.since !== null && (await sinceWhen(endpoint, kept.ids.ID)) !== kept.since) {
    for (const each of [place, ...ofTabs]) localStorage.removeItem(each);
    kept = readKept();
  }
  const ids = { ...idsIn(await ask(endpoint, queryOfId)), ...kept.ids };
  keep({ ids, since: kept.since ?? (await sinceWhen(endpoint, ids.ID)) });
  return ids;
}

/** Keeps what an answer of the tour has for later steps; gives all that is known. */
export function keepIds(found: TourIds): TourIds {
  const { ids, since } = readKept();
  const all = { ...found, ...(ids.ID === undefined ? {} : { ID: ids.ID }) };
  keep({ ids: { ...ids, ...all }, since });
  return { ...ids, ...all };
}

/** null: the ledger has no such row. */
async function sinceWhen(endpoint: string, row: string | undefined): Promise<string | null> {
  if (row === undefined) return null;
  const query = `query Since($row: ID!) {
    indicator(id: $row, at: { version: 1 }) { blame { lastChange { event { recordedAt } } } }
  }`;
  const data = (await ask(endpoint, query, { row })) as {
    indicator?: { blame: { lastChange: { event: { recordedAt: string } } }[] } | null;
  } | null;
  return data?.indicator?.blame[0]?.lastChange.event.recordedAt ?? null;
}

/** null: it could not be answered. */
async function ask(endpoint: string, query: string, variables: object = {}): Promise<unknown> {
  const asked = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  };
  const answer = await fetch(endpoint, asked)
    .then((response) => response.json() as Promise<{ data?: unknown; errors?: unknown }>)
    .catch(() => null);
  return answer?.errors === undefined ? (answer?.data ?? null) : null;
}

function readKept(): Kept {
  try {
    const { ids = {}, since = null } = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<Kept>;
    return { ids, since };
  } catch {
    return { ids: {}, since: null };
  }
}

function keep(kept: Kept): void {
  localStorage.setItem(place, JSON.stringify(kept));
}
