/**
 * What a text is found by: the text without regard to width and case, and with radicals as the ideographs that they look
 * like, which is how a PDF often gives them. It goes character by character, so that whatever holds a text to the letter
 * also holds it by their keys. Only ever a key: what is stored, shown and hashed is the text as written.
 */
import { equivalentIdeographs } from './equivalent-ideographs.js';

/** The key of a text: as many characters, each as it is searched for. */
export function searchKey(text: string): string {
  return text.replace(foldable, fold);
}

/** Whether one text holds another without regard to width and case. */
export function holdsByKey(text: string, part: string): boolean {
  return searchKey(text).includes(searchKey(part));
}

/** Every character that has the key of this one, which is one of a key; itself among them. */
export function charactersOfKey(character: string): readonly string[] {
  variants ??= readVariants();
  return variants.get(character) ?? [character];
}

/** Where characters stand that may have another key than themselves: letters with cases, radicals, strokes and widths. */
const foldableRanges: readonly (readonly [first: number, last: number])[] = [
  [0x41, 0x5a],
  [0x80, 0x2fdf],
  [0x3000, 0x3000],
  [0x31c0, 0x31ef],
  [0xa640, 0xabff],
  [0xff01, 0xffee],
  [0x10400, 0x118ff],
  [0x16e40, 0x16eff],
  [0x1e900, 0x1e9ff],
];

const foldable = new RegExp(
  `[${foldableRanges.map((range) => range.map((code) => `\\u{${code.toString(16)}}`).join('-')).join('')}]`,
  'gu',
);

const ideographs = new Map(
  equivalentIdeographs
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(':').map((code) => String.fromCodePoint(Number.parseInt(code, 16))) as [string, string]),
);

/** Asked again and again for the same few characters. */
const folded = new Map<string, string>();

function fold(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const key = ideographs.get(character) ?? inLowerCase(inOneWidth(character));
  folded.set(character, key);
  return key;
}

/** Half-width characters as wide ones where those are the usual ones, full-width characters as narrow ones. */
function inOneWidth(character: string): string {
  const hasWidth = character === '\u3000' || (character >= '\uFF01' && character <= '\uFFEE');
  return hasWidth ? oneCharacter(character.normalize('NFKC'), character) : character;
}

/** By way of the capital, so that two small letters with one capital are the same. */
function inLowerCase(character: string): string {
  return oneCharacter(oneCharacter(character.toUpperCase(), character).toLowerCase(), character);
}

function oneCharacter(made: string, character: string): string {
  return [...made].length === 1 ? made : character;
}

let variants: Map<string, string[]> | undefined;

/** By key, where there is more than one. */
function readVariants(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [first, last] of foldableRanges) {
    for (let code = first; code <= last; code += 1) {
      const character = String.fromCodePoint(code);
      const key = fold(character);
      if (key !== character) found.set(key, [...(found.get(key) ?? [key]), character]);
    }
  }
  return found;
}
