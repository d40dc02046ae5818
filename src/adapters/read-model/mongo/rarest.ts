/** Terms of which a document must have one. */
export type Alternatives = readonly string[];

/** Terms of which a document must have all. */
export function eachAlone(terms: readonly string[]): Alternatives[] {
  return terms.map((term) => [term]);
}

/** As a condition on the terms of a document. */
export function hasOneOf(terms: Alternatives): object {
  const [only, another] = terms;
  return { terms: another === undefined ? only : { $in: terms } };
}

/** Up to how many documents are counted, before those that have more are counted again. */
const bounds = [100, 10_000, 1_000_000];

/**
 * The terms that the fewest documents have: they lead, and what else is asked is checked in what they find. All are
 * counted side by side, as far as it takes to tell which ends first, so this costs no more than reading what the rarest
 * ones find. Where some terms stand alone the alternatives are left to be checked: what several terms find is in no order.
 * @param count documents with one of the terms, at most `limit`
 */
export async function rarest(
  asked: readonly Alternatives[],
  count: (terms: Alternatives, limit: number) => Promise<number>,
): Promise<Alternatives | undefined> {
  const alone = asked.filter(({ length }) => length === 1);
  const leads = alone.length > 0 ? alone : asked;
  if (leads.length < 2) return leads[0];
  let found: { terms: Alternatives; documents: number }[] = [];
  for (const limit of bounds) {
    found = await Promise.all(leads.map(async (terms) => ({ terms, documents: await count(terms, limit) })));
    found.sort((one, other) => one.documents - other.documents);
    if ((found[0]?.documents ?? 0) < limit) break;
  }
  return found[0]?.terms;
}
