import type { ChangedCell } from '../../../../projections/rows.js';
import { searchKey } from '../../../../projections/search/search-key.js';
import type { ResolvedChangeFilter, DeltaSign } from '../../../ports/read-model.js';

/**
 * The changed cells' inverted index: everything that a filter can ask of a cell is a term of it, so that any
 * combination of filters is one intersection of lists of cells, newest first, whatever the length of history. A text
 * is found by the single characters and pairs of neighbours of its key; what is longer is looked at again in the row.
 */
const letters = {
  budgetIds: 'b',
  draftId: 'g',
  units: 'u',
  fiscalYears: 'y',
  projectIds: 'p',
  entityIds: 'e',
  entityKinds: 'k',
  paths: 'c',
  kinds: 'h',
  effects: 'f',
  deltaSigns: 'd',
  actorIds: 'a',
  editorIds: 'w',
  sources: 'o',
  reason: 'r',
  basisDocument: 's',
  text: 't',
  ownWork: 'x',
} as const;
type Member = keyof typeof letters;

/** Texts with more pairs than this are found by the first ones, and checked in the row. */
const pairsAsked = 24;

/** All terms of a cell, as the text that the index is given; it takes no notice of one that comes twice. */
export function termsOf(row: ChangedCell): string {
  const { budgetId, draftId, unitKey, projectId, entityId, entityKind, path, kind, effect, delta } = row;
  let terms = term('fiscalYears', String(row.fiscalYear));
  const add = (member: Member, value: string | null) => {
    if (value !== null) terms += ` ${whole(member, value)}`;
  };
  add('budgetIds', budgetId);
  add('draftId', draftId);
  add('units', unitKey);
  add('projectIds', projectId);
  add('entityIds', entityId);
  add('entityKinds', entityKind);
  add('paths', path);
  add('kinds', kind);
  add('effects', effect);
  add('deltaSigns', delta === null ? null : signOf(delta));
  add('actorIds', row.actor.id);
  add('editorIds', row.editorId);
  add('sources', row.source);
  for (const text of [row.before, row.after, row.entityName]) terms += parts('text', text);
  return terms + said('reason', row.reason) + said('basisDocument', row.basisDocument);
}

/** Of what was said about a save: that nothing was, is a term of its own, the letter alone. */
export function said(member: Member, text: string | null): string {
  return parts(member, text) || ` ${letters[member]}`;
}

/** What is asked of the cells of one table. */
export type CellFilter = Omit<ResolvedChangeFilter, 'drafts' | 'corrected'> & { draftId?: string };

/**
 * The terms that a cell must have, as a query of the index: of a list of values one; of a text all its parts, to be looked
 * at in the row where `exact` is asked. null: the filter asks for none.
 */
export function termsAsked({ behind: _range, exact: _looked, ...members }: CellFilter): string | null {
  const asked = Object.entries(members).flatMap(([member, value]: [string, unknown]) => {
    if (Array.isArray(value)) return anyOf(value.map((each) => term(member as Member, String(each))));
    const isSaid = member === 'reason' || member === 'basisDocument';
    if (member === 'draftId' || (isSaid && value === '')) return anyOf([term(member, String(value))]);
    return partsAsked(member as Member, String(value)).map(quoted);
  });
  return asked.length === 0 ? null : asked.join(' AND ');
}

export function anyOf(terms: readonly string[]): string {
  const any = terms.map(quoted).join(' OR ');
  return terms.length === 1 ? any : `(${any})`;
}

export function quoted(word: string): string {
  return `"${word}"`;
}

/** Whether the terms alone find this text, without a look at the row: it is one character, or one pair. */
export function isOneTerm(text: string): boolean {
  return [...text].length <= 2;
}

/** Every character of the key and every pair of neighbours, each behind a space. */
function parts(member: Member, text: string | null): string {
  if (text === null || text === '') return '';
  return remember(letters[member] + text, () => {
    let terms = '';
    let previous = '';
    for (const character of searchKey(text)) {
      const last = safe(character);
      terms += ` ${letters[member]}${last}`;
      if (previous !== '') terms += ` ${letters[member]}${previous}${last}`;
      previous = last;
    }
    return terms;
  });
}

function whole(member: Member, value: string): string {
  return remember(letters[member] + value, () => term(member, value));
}

/** Kept, because texts repeat: a row's name in each of its cells, a save's reason in each of its changes. */
const known = new Map<string, string>();
const rememberedAtMost = 20_000;
const longestRemembered = 200;

function remember(key: string, make: () => string): string {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  if (key.length > longestRemembered) return made;
  if (known.size >= rememberedAtMost) known.clear();
  known.set(key, made);
  return made;
}

export function partsAsked(member: Member, text: string): string[] {
  const characters = [...searchKey(text)];
  if (characters.length < 2) return characters.map((character) => term(member, character));
  // Pairs side by side, and the last pair, cover every character with the fewest lists to intersect.
  const starts = characters
    .map((_, index) => index)
    .filter((index) => index % 2 === 0 && index < characters.length - 1);
  const pairs = [...starts.slice(0, pairsAsked), characters.length - 2].map((start) =>
    characters.slice(start, start + 2),
  );
  return [...new Set(pairs.map((pair) => term(member, pair.join(''))))];
}

/**
 * A member's value as one word. The tokenizer cuts at ASCII punctuation and folds ASCII case; small letters, digits and
 * everything beyond ASCII it leaves alone. So other ASCII characters move into a private area, whose own characters are
 * marked as themselves.
 */
export function term(member: Member, value: string): string {
  return letters[member] + value.replace(unsafe, safe);
}

function safe(character: string): string {
  const code = character.charCodeAt(0);
  const isSafe = (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a);
  if (code < 0x80) return isSafe ? character : String.fromCharCode(privateArea + code);
  return code >= privateArea && code <= 0xe080 ? itself + character : character;
}

const unsafe = /[\0-/:-`{-\x7f\uE000-\uE080]/g;
const privateArea = 0xe000;
const itself = '\uE080';

function signOf(delta: string): DeltaSign {
  if (/^-?[0.]*$/.test(delta)) return 'ZERO';
  return delta.startsWith('-') ? 'NEGATIVE' : 'POSITIVE';
}
