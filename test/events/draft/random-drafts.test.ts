import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import { fromSnapshot, toSnapshot } from '../../../events/budget/budget.snapshot.js';
import type { OpenBudgetState, RowStamp } from '../../../events/budget/budget.state.js';
import { versionIn } from '../../../events/budget/budget.state.js';
import { refusalsIn } from '../../../events/refusals.js';
import { editingOn, fact } from '../../support/given-when-then/budget-builders.js';
import type { DraftSave } from '../../support/given-when-then/drafts.js';
import {
  approved,
  by,
  discarded,
  draftOf,
  draftOpened,
  draftStamp,
  returned,
  submitted,
} from '../../support/given-when-then/drafts.js';
import { anySaves, openedBudget, playSaves, stampOf } from '../../support/random/edits.js';
import { editOn } from '../../support/random/wished-edit.js';

/** The same edits in a draft and on the budget that it was opened on, and what somebody wishes for after them. */
interface Twins {
  base: OpenBudgetState;
  draft: OpenBudgetState;
  budget: OpenBudgetState;
  /** Decided the same in both? */
  events: { draft: unknown; budget: unknown };
  wished: BudgetEdit[];
}

const anyTwins = fc
  .tuple(anySaves({ maxSaves: 4 }), anySaves({ maxSaves: 4 }), anySaves({ maxSaves: 1 }))
  .map(([common, own, [next = []]]): Twins => {
    const base = playSaves(common).at(-1)?.after ?? openedBudget();
    const opened = draftOf(base, draftOpened());
    const played = { draft: playSaves(own, { from: opened }), budget: playSaves(own, { from: base }) };
    const draft = played.draft.at(-1)?.after ?? opened;
    const budget = played.budget.at(-1)?.after ?? base;
    const events = { draft: played.draft.map((save) => save.events), budget: played.budget.map((save) => save.events) };
    return { base, draft, budget, events, wished: next.map((wish) => editOn(budget, wish)) };
  });

describe('the same edits, in a draft and on the budget itself', () => {
  it('are decided to the same events, and make the same table', () => {
    fc.assert(
      fc.property(anyTwins, ({ draft, budget, events }) => {
        expect(events.draft).toEqual(events.budget);
        expect(tableIn(draft)).toEqual(tableIn(budget));
      }),
    );
  });

  it('change the same rows in the same saves, which a draft counts from its base on', () => {
    fc.assert(
      fc.property(anyTwins, ({ base, draft, budget }) => {
        expect(draft.version).toBe(budget.version - base.version);
        expect(versionsIn(draft)).toEqual(
          versionsIn(budget).map(([id, version]) => [id, Math.max(0, version - base.version)]),
        );
      }),
    );
  });

  it('conflict with the same edits of others after the same version', () => {
    fc.assert(
      fc.property(anyTwins, fc.nat({ max: 4 }), ({ base, draft, budget, wished }, since) => {
        const seen = Math.min(since, draft.version);
        for (const edit of wished) {
          expect(outcome(draft, edit, seen)).toEqual(outcome(budget, edit, base.version + seen));
        }
      }),
    );
  });
});

describe('a draft', () => {
  it('shares with its base every row that it has not changed, and changes nothing in it', () => {
    fc.assert(
      fc.property(anySaves({ maxSaves: 4 }), anySaves({ maxSaves: 4 }), (common, own) => {
        const base = playSaves(common).at(-1)?.after ?? openedBudget();
        const before = toSnapshot(base);
        const opened = draftOf(base, draftOpened());
        for (const rows of ['projects', 'fundUsers', 'projectOfIndicator', 'projectNames'] as const) {
          expect(opened[rows]).toBe(base[rows]);
        }
        const draft = playSaves(own, { from: opened }).at(-1)?.after ?? opened;
        const isChanged = ({ stamp }: { stamp: RowStamp }) => versionIn(draft, stamp) > 0;
        for (const row of draft.fundUsers.values()) if (!isChanged(row)) expect(row).toBe(base.fundUsers.get(row.id));
        for (const row of draft.projects.values()) {
          if (![row, ...row.indicators.values()].some(isChanged)) expect(row).toBe(base.projects.get(row.id));
        }
        expect(toSnapshot(base)).toBe(before);
      }),
    );
  });

  const reviews: DraftSave[][] = [
    [],
    [submitted],
    [submitted, returned],
    [submitted, approved],
    [discarded],
    [{ ...by('clerk', fact('BudgetRenamed', { name: '卫健局' })), onBehalfOf: 'head-2' }],
  ];

  it('is the same from a snapshot, and decides the same', () => {
    fc.assert(
      fc.property(anyTwins, fc.constantFrom(...reviews), ({ draft, wished }, review) => {
        const last = review.reduce((state, save) => {
          const stamp = draftStamp(save, state.version + 1);
          return save.events.reduce((each, event) => evolve(each, event, stamp) as OpenBudgetState, state);
        }, draft);
        const cold = fromSnapshot(toSnapshot(last)) as OpenBudgetState;
        expect(cold).toEqual(last);
        for (const edit of wished) expect(outcome(cold, edit, 0)).toEqual(outcome(last, edit, 0));
      }),
    );
  });
});

describe('a budget that took drafts in', () => {
  it('is the same from a snapshot, and decides the same', () => {
    fc.assert(
      fc.property(anyTwins, fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 3 }), (twins, draftIds) => {
        const { base, wished } = twins;
        const about = {
          version: 1,
          base: { version: 1, revision: 0, contentHash: '' },
          changesHash: '',
          contentHash: '',
        };
        const budget = draftIds.reduce(
          (state, draftId) =>
            evolve(
              state,
              { type: 'DraftPromoted', data: { ...about, draftId } },
              stampOf(state.version + 1),
            ) as typeof state,
          base,
        );
        expect([...budget.promoted]).toEqual(
          expect.arrayContaining(draftIds.map((id, index) => [id, base.version + index + 1])),
        );
        const cold = fromSnapshot(toSnapshot(budget)) as OpenBudgetState;
        expect(cold).toEqual(budget);
        for (const edit of wished) expect(outcome(cold, edit, 1)).toEqual(outcome(budget, edit, 1));
      }),
    );
  });
});

/** Everything that the table says, without who said it in which version. */
function tableIn(state: OpenBudgetState): unknown {
  const told = (key: string, value: unknown) => (['stamp', 'version', 'draft'].includes(key) ? undefined : value);
  return JSON.parse(toSnapshot(state), told);
}

function versionsIn(state: OpenBudgetState): [id: string, version: number][] {
  const projects = [...state.projects.values()];
  const rows = [...state.fundUsers.values(), ...projects, ...projects.flatMap((each) => [...each.indicators.values()])];
  return [{ id: state.budgetId, stamp: state.stamp }, ...rows].map(({ id, stamp }) => [id, versionIn(state, stamp)]);
}

/** What is decided; a conflict is told by how many versions it lies behind what was looked at. */
function outcome(state: OpenBudgetState, edit: BudgetEdit, seen: number): unknown {
  try {
    return decide(editingOn(seen, edit), state);
  } catch (error) {
    const refusals = refusalsIn(error);
    if (refusals === null) throw error;
    return refusals.map(({ code, argument, entityId, conflict }) => {
      const behind = conflict === undefined ? null : conflict.version - seen;
      return { code, argument, entityId, behind, current: conflict?.current ?? null };
    });
  }
}
