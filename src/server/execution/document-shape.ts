import type { DefinitionNode, DocumentNode, SelectionSetNode } from 'graphql';
import { GraphQLError, Kind } from 'graphql';

/** Pairs of fields of one name that validation holds against each other: some milliseconds. */
const mostPairs = 20_000;
const mostFragments = 200;

/** What is asked for at one place of the answer, by the name that it has there. */
interface Place {
  times: number;
  below: Map<string, Place>;
}

/**
 * Refuses a document whose validation alone would take long: GraphQL holds all fields of one name at one place against each
 * other, so a field that is repeated a thousand times is compared half a million times. Counted without comparing, before
 * anything is validated.
 * @returns null: it may be validated
 */
export function shapeRefusal({ definitions }: DocumentNode): GraphQLError | null {
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  if (fragments > mostFragments) {
    return refusal(
      `查询有 ${fragments} 个片段（fragment），超过上限 ${mostFragments}；请合并片段，或拆成几个查询。`,
      `The query has ${fragments} fragments, over the bound of ${mostFragments}; merge some, or split it into several queries.`,
    );
  }
  const pairs = pairsAt(placeOf(definitions));
  if (pairs <= mostPairs) return null;
  return refusal(
    `查询在同一处重复了同名字段，共需比较 ${pairs} 对，超过上限 ${mostPairs}；请每个字段只写一次。`,
    `The query repeats fields of one name at one place, which makes ${pairs} pairs to compare, over the bound of ${mostPairs}; write each field once.`,
  );
}

/** All definitions as one place: fragments meet wherever they are spread, at the worst all of them at one. */
function placeOf(definitions: readonly DefinitionNode[]): Place {
  const root: Place = { times: 0, below: new Map() };
  for (const definition of definitions) if ('selectionSet' in definition) addTo(root, definition.selectionSet);
  return root;
}

function addTo(place: Place, { selections }: SelectionSetNode): void {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      addTo(place, selection.selectionSet);
      continue;
    }
    const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
    const name = isSpread ? '...' : (selection.alias ?? selection.name).value;
    const known = place.below.get(name) ?? { times: 0, below: new Map() };
    known.times += 1;
    place.below.set(name, known);
    if (!isSpread && selection.selectionSet !== undefined) addTo(known, selection.selectionSet);
  }
}

function pairsAt({ times, below }: Place): number {
  let pairs = (times * (times - 1)) / 2;
  for (const place of below.values()) pairs += pairsAt(place);
  return pairs;
}

function refusal(zh: string, en: string): GraphQLError {
  return new GraphQLError(zh, { extensions: { messageEn: en } });
}
