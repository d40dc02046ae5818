import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../events/canonical-json.js';
import { budgetDocument, fundUserDocument, projectDocument } from '../../projections/documents.js';
import { anySaves, playSaves } from '../support/random-edits.js';

describe('a content document', () => {
  it('written by JSON.stringify is canonical, whatever was edited before', () => {
    fc.assert(
      fc.property(anySaves(), (wishes) => {
        for (const { after } of playSaves(wishes)) {
          const documents = [
            budgetDocument(after, 'f'.repeat(64)),
            ...[...after.fundUsers.values()].map(fundUserDocument),
            ...[...after.projects.values()].map(projectDocument),
          ];
          for (const document of documents) expect(JSON.stringify(document)).toBe(canonicalJson(document));
        }
      }),
      { numRuns: 50 },
    );
  });
});
