/** Texts by their single characters and pairs of neighbours: Chinese has no spaces between its words. */

/** Texts with more pairs than this are looked for by the first ones. */
const pairsAsked = 24;

/** Every character and every pair of neighbours, each behind the letter of its member. */
export function partsOf(letter: string, text: string | null): string[] {
  const characters = [...(text ?? '')];
  const pairs = characters.slice(1).map((character, index) => `${letter}${characters[index] ?? ''}${character}`);
  return [...characters.map((character) => letter + character), ...pairs];
}

/** The parts that any text has which holds this one; whether it really does is looked at in the row. */
export function partsAsked(letter: string, text: string): string[] {
  const characters = [...text];
  if (characters.length < 2) return characters.map((character) => letter + character);
  // Pairs side by side, and the last pair, cover every character with the fewest parts.
  const starts = characters
    .map((_, index) => index)
    .filter((index) => index % 2 === 0 && index < characters.length - 1);
  const asked = [...starts.slice(0, pairsAsked), characters.length - 2];
  return [...new Set(asked.map((start) => letter + characters.slice(start, start + 2).join('')))];
}

/**
 * The text occurs literally in one of the fields: no wildcards, no case folding. A condition to check rows with that an
 * index has found, never one to find them by.
 */
export function holdsText(fields: readonly string[], text: string): object {
  const literally = {
    $regex: text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`).replaceAll('\0', String.raw`\x00`),
  };
  return { $or: fields.map((field) => ({ [field]: literally })) };
}
