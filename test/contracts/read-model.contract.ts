import { describe } from '@jest/globals';
import { changes } from './read-model/changes.js';
import { drafts } from './read-model/drafts.js';
import type { ReadModelEngine } from './read-model/filled-model.js';
import { generations } from './read-model/generations.js';
import { lists } from './read-model/lists.js';
import { points } from './read-model/points.js';
import { sealing } from './read-model/sealing.js';
import { waiting } from './read-model/waiting.js';
import { writing } from './read-model/writing.js';

/** Every MUST of `src/ports/read-model.ts`, for the engine that a binding opens. */
export function readModelContract(name: string, engine: ReadModelEngine): void {
  describe(`the read model in ${name}`, () => {
    writing(engine);
    waiting(engine);
    generations(engine);
    describe('when asked', () => points(engine));
    describe('when asked for lists', () => lists(engine));
    describe('when asked for what is said about versions', () => sealing(engine));
    describe('when asked for changed cells', () => changes(engine));
    describe('when asked about drafts', () => drafts(engine));
  });
}
