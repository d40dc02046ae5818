import { charactersOfKey, searchKey } from '../../../../projections/search/search-key.js';

/** Texts by their single characters and pairs of neighbours: Chinese has no spaces between its words. */

/** Texts with more pairs than this are looked for by the first ones. */
const pairsAsked = 24;

/** Every character of the text's key and every pair of neighbours, each behind the letter of its member. */
export function partsOf(letter: string, text: string | null): string[] {
  const characters = [...searchKey(text ?? '')];
  const pairs = characters.slice(1).map((character, index) => `${letter}${characters[index] ?? ''}${character}`);
  return [...characters.map((character) => letter + character), ...pairs];
}

/** The parts that any text has which holds this one; whether it really does is looked at in the row. */
export function partsAsked(letter: string, text: string): string[] {
  // No text that is kept has a NUL, and not every server takes one in a question.
  const characters = [...searchKey(text).replaceAll('\0', '\uFFFF')];
  if (characters.length < 2) return characters.map((character) => letter + character);
  // Pairs side by side, and the last pair, cover every character with the fewest parts.
  const starts = characters
    .map((_, index) => index)
    .filter((index) => index % 2 === 0 && index < characters.length - 1);
  const asked = [...starts.slice(0, pairsAsked), characters.length - 2];
  return [...new Set(asked.map((start) => letter + characters.slice(start, start + 2).join('')))];
}

/**
 * One of the fields holds the text: to the letter, or by its key, with every character that has the same key in each
 * place. The text itself is no pattern. A condition to check rows with that an index has found, never one to find them by.
 */
export function holdsText(fields: readonly string[], text: string, exact = false): object {
  const characters = exact ? [...text].map((each) => [each]) : [...searchKey(text)].map(charactersOfKey);
  const pattern = { $regex: characters.map(place).join('') };
  return { $or: fields.map((field) => ({ [field]: pattern })) };
}

function place(characters: readonly string[]): string {
  const literal = characters.map((each) =>
    each === '\0' ? String.raw`\x00` : each.replace(/[\\^$.|?*+()[\]{}-]/, String.raw`\$&`),
  );
  return literal.length === 1 ? literal.join('') : `[${literal.join('')}]`;
}
