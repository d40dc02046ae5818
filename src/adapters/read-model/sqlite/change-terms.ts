import type { ChangedCell } from '../../../../projections/rows.js';
import type { ChangeFilter, DeltaSign } from '../../../ports/read-model.js';

/**
 * The changed cells' inverted index: everything that a filter can ask of a cell is a term of it, so that any
 * combination of filters is one intersection of lists of cells, newest first, whatever the length of history. A text
 * is found by its single characters and pairs of neighbours; what is longer than a pair is looked at again in the row.
 */
const letters = {
  ...{ budgetId: 'b', unitKey: 'u', fiscalYear: 'y', projectId: 'p', entityId: 'e', entityKind: 'k', path: 'c' },
  ...{ kind: 'h', effect: 'f', deltaSign: 'd', actorId: 'a', reason: 'r', basisDocument: 's', text: 't' },
} as const;
type Member = keyof typeof letters;

/** Texts with more pairs than this are found by the first ones, and checked in the row. */
const pairsAsked = 24;

/** All terms of a cell, as the text that the index is given. */
export function termsOf(row: ChangedCell): string {
  const terms = new Set<string>();
  const add = (member: Member, value: string | null) => {
    if (value !== null) terms.add(term(member, value));
  };
  for (const member of [
    'budgetId',
    'unitKey',
    'projectId',
    'entityId',
    'entityKind',
    'path',
    'kind',
    'effect',
  ] as const)
    add(member, row[member]);
  add('fiscalYear', String(row.fiscalYear));
  add('deltaSign', row.delta === null ? null : signOf(row.delta));
  add('actorId', row.actor.id);
  for (const text of [row.before, row.after, row.entityName]) addParts(terms, 'text', text);
  addParts(terms, 'reason', row.reason);
  addParts(terms, 'basisDocument', row.basisDocument);
  return [...terms].join(' ');
}

/** The terms that a cell must have, as a query of the index; null: the filter asks for none. */
export function termsAsked(filter: ChangeFilter): string | null {
  const { behind: _range, ...members } = filter;
  const terms = Object.entries(members).flatMap(([member, value]: [string, string | number]) =>
    member === 'text' || member === 'reason' || member === 'basisDocument'
      ? partsAsked(member, String(value))
      : [term(member as Member, String(value))],
  );
  return terms.length === 0 ? null : terms.map((each) => `"${each}"`).join(' ');
}

/** Whether the terms of this text say all: one character, or one pair. */
export function isOneTerm(text: string): boolean {
  return [...text].length <= 2;
}

function addParts(terms: Set<string>, member: Member, text: string | null): void {
  let previous = '';
  for (const character of text ?? '') {
    terms.add(term(member, character));
    if (previous !== '') terms.add(term(member, previous + character));
    previous = character;
  }
}

function partsAsked(member: Member, text: string): string[] {
  const characters = [...text];
  if (characters.length < 2) return characters.map((character) => term(member, character));
  // Side by side, and the last one: every character is asked for, and each list to be gone through is one less.
  const starts = characters
    .map((_, index) => index)
    .filter((index) => index % 2 === 0 && index < characters.length - 1);
  const pairs = [...starts.slice(0, pairsAsked), characters.length - 2].map((start) =>
    characters.slice(start, start + 2),
  );
  return [...new Set(pairs.map((pair) => term(member, pair.join(''))))];
}

/**
 * The tokenizer cuts at ASCII punctuation and folds ASCII case; small letters, digits and everything beyond ASCII it
 * leaves alone. So other ASCII characters move into a private area, whose own characters are marked as themselves.
 */
function term(member: Member, value: string): string {
  return (
    letters[member] +
    value.replace(unsafe, (character) => {
      const code = character.charCodeAt(0);
      return code < 0x80 ? String.fromCharCode(privateArea + code) : itself + character;
    })
  );
}

const unsafe = /[\0-/:-`{-\x7f\uE000-\uE080]/g;
const privateArea = 0xe000;
const itself = '\uE080';

function signOf(delta: string): DeltaSign {
  if (/^-?[0.]*$/.test(delta)) return 'ZERO';
  return delta.startsWith('-') ? 'NEGATIVE' : 'POSITIVE';
}
