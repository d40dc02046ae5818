import { describe, expect, it } from '@jest/globals';
import { isHeld, makesVersion } from '../../../events/draft/draft.hold.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { fact } from '../../support/given-when-then/budget-builders.js';
import { stateAfter } from '../../support/given-when-then/decider-spec.js';
import { approved, by, draftAfter, edit, submitted } from '../../support/given-when-then/drafts.js';
import { hospitalBudget } from '../../support/given-when-then/every-edit.js';

const held = (asVersion: number | null) => by('head-1', fact('DraftHeld', { asVersion }));
const draftHeldAs = (asVersion: number | null) => draftAfter(edit, submitted, approved, held(asVersion));
/** At version 3. */
const budget = stateAfter(...hospitalBudget) as OpenBudgetState;
const renamed = fact('BudgetRenamed', { name: '市卫生局' });
const later = stateAfter(...hospitalBudget, renamed) as OpenBudgetState;

describe('a draft that is held for its promotion', () => {
  it('is held until its budget has a save of that version', () => {
    expect(isHeld(draftHeldAs(4), budget)).toBe(true);
    expect(isHeld(draftHeldAs(4), later)).toBe(false);
    expect(isHeld(draftHeldAs(5), later)).toBe(true);
  });

  it('is held no longer once it was promoted, or let go', () => {
    const { base } = draftHeldAs(4).draft as NonNullable<OpenBudgetState['draft']>;
    const promotion = fact('DraftPromoted', { draftId: 'draft-1', version: 3, base, changesHash: '', contentHash: '' });
    expect(isHeld(draftHeldAs(9), stateAfter(...hospitalBudget, promotion) as OpenBudgetState)).toBe(false);
    expect(isHeld(draftHeldAs(null), budget)).toBe(false);
    expect(isHeld(draftAfter(edit), budget)).toBe(false);
  });

  it('keeps its review, its editors and its table', () => {
    const before = draftAfter(edit, submitted, approved);
    const { heldAs, ...draft } = draftHeldAs(4).draft as NonNullable<OpenBudgetState['draft']>;
    expect(heldAs).toBe(4);
    expect(draft).toEqual(before.draft);
    expect(draftHeldAs(4).projects).toEqual(before.projects);
  });

  it('has no version for that', () => {
    expect(makesVersion([fact('DraftHeld', { asVersion: 4 })])).toBe(false);
    expect(makesVersion([renamed])).toBe(true);
  });
});
