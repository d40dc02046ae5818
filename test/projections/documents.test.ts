import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../events/canonical-json.js';
import { budgetDocument, fundUserDocument, projectDocument } from '../../projections/documents.js';
import { nextYearOf } from '../support/stories/next-year.js';
import { anySaves, playSaves } from '../support/random/edits.js';
import { cases } from '../support/random/cases.js';

describe('a content document', () => {
  it('written by JSON.stringify is canonical, whatever was edited before', () => {
    fc.assert(
      fc.property(anySaves(), (wishes) => {
        const states = playSaves(wishes).map(({ after }) => after);
        for (const after of [...states, ...states.slice(-1).map(nextYearOf)]) {
          const documents = [
            budgetDocument(after, 'f'.repeat(64)),
            ...[...after.fundUsers.values()].map(fundUserDocument),
            ...[...after.projects.values()].map(projectDocument),
          ];
          for (const document of documents) expect(JSON.stringify(document)).toBe(canonicalJson(document));
        }
      }),
      { numRuns: cases(50) },
    );
  });
});
