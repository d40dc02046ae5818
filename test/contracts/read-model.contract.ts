import { describe } from '@jest/globals';
import { aggregates } from './read-model/aggregates.js';
import { changes } from './read-model/changes.js';
import { contents } from './read-model/contents.js';
import { drafts } from './read-model/drafts.js';
import { everyAnswer } from './read-model/every-answer.js';
import type { ReadModelEngine } from './read-model/filled-model.js';
import { generations } from './read-model/generations.js';
import { lists } from './read-model/lists.js';
import { points } from './read-model/points.js';
import { progress } from './read-model/progress.js';
import { rows } from './read-model/rows.js';
import { seals } from './read-model/seals.js';
import { writing } from './read-model/writing.js';

/**
 * Every MUST of `src/ports/read-model.ts`, for the engine that a binding opens. An adapter that has only some of the
 * parts binds their suites instead, each of which says in its type what it needs: `points({ openWriter, openReader })`.
 */
export function readModelContract(name: string, engine: ReadModelEngine): void {
  describe(`the read model in ${name}`, () => {
    writing(engine);
    progress(engine);
    generations(engine);
    everyAnswer(engine);
    describe('when asked for points', () => points(engine));
    describe('when asked for rows', () => rows(engine));
    describe('when asked for lists of rows', () => lists(engine));
    describe('when asked for sums and numbers of rows', () => aggregates(engine));
    describe('when asked for changed cells', () => changes(engine));
    describe('when asked about drafts', () => drafts(engine));
    describe('when asked for what is said about versions', () => seals(engine));
    describe('when asked for contents', () => contents(engine));
  });
}
