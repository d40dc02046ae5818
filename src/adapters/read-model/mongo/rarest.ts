/** Up to how many documents are counted, before those that have more are counted again. */
const bounds = [100, 10_000, 1_000_000];

/**
 * The term that the fewest documents have: it leads, and what else is asked is checked in what it finds. All are counted
 * side by side, as far as it takes to tell which ends first, so this costs no more than reading what the rarest one finds.
 * @param count documents with the term, at most `limit`
 */
export async function rarest(
  terms: readonly string[],
  count: (term: string, limit: number) => Promise<number>,
): Promise<string | undefined> {
  if (terms.length < 2) return terms[0];
  let found: { term: string; documents: number }[] = [];
  for (const limit of bounds) {
    found = await Promise.all(terms.map(async (term) => ({ term, documents: await count(term, limit) })));
    found.sort((one, other) => one.documents - other.documents);
    if ((found[0]?.documents ?? 0) < limit) break;
  }
  return found[0]?.term;
}
