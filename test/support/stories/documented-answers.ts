import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { asPattern } from './documented-requests.js';

/** A query of a page, with the answer that it prints behind it: the data, or, where something is refused, `errors` and all. */
export interface DocumentedAnswer {
  query: string;
  answer: unknown;
}

/** The `graphql` blocks of a page that have a `json` block behind them, in their order. */
export function documentedAnswers(page: string): DocumentedAnswer[] {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```graphql\n([^]*?)^```\s*^```json\n([^]*?)^```$/gm);
  return [...blocks].map(([, query = '', printed = '']) => ({ query, answer: JSON.parse(printed) as unknown }));
}

/** An answer in which every text with `…` is a pattern. */
export function inPatterns(printed: unknown): unknown {
  if (typeof printed === 'string') {
    return printed.includes('…') ? expect.stringMatching(asPattern(printed)) : printed;
  }
  if (printed === null || typeof printed !== 'object') return printed;
  if (Array.isArray(printed)) return printed.map(inPatterns);
  return Object.fromEntries(Object.entries(printed).map(([name, value]) => [name, inPatterns(value)]));
}

/** A word of docs/api.md, and where in an answer that has it stands what the queries behind are to have in its place. */
const places: Record<string, string[]> = {
  ID: ['indicators', 'nodes', '0', 'id'],
  PROJECT: ['indicators', 'nodes', '0', 'project', 'id'],
  OBJECT: ['first', 'id'],
  CURSOR: ['projects', 'pageInfo', 'endCursor'],
  START: ['projects', 'pageInfo', 'startCursor'],
  POSITION: ['reviseIndicator', 'position'],
  DRAFT: ['openDraft', 'draft', 'id'],
};

/** What an answer has for the queries behind it. */
export function wordsIn(data: unknown): Record<string, string> {
  const found = Object.entries(places).map(([word, path]) => [word, path.reduce<unknown>(memberOf, data)]);
  return Object.fromEntries(found.filter(([, value]) => typeof value === 'string')) as Record<string, string>;
}

function memberOf(value: unknown, name: string): unknown {
  return value === null || typeof value !== 'object' ? undefined : (value as Record<string, unknown>)[name];
}
