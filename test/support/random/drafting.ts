import fc from 'fast-check';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { budgetIdOf, budgetStream, draftStream } from '../../../events/identity.js';
import type { Resolution } from '../../../projections/merge/choices.js';
import type { CommandAnswer, CommandRequest, Done, MergeAnswer } from '../../../services/services.js';
import { loadBudget } from '../../../src/app/load-budget.js';
import type { Ledger } from '../../../src/compose.js';
import { request } from '../ledgers/ledger.js';
import { anySaves, playSave } from './edits.js';
import type { Wish } from './wished-edit.js';

/** What several people do to one budget and its drafts, in turn; `which` counts round among the drafts that are open. */
export type Step =
  | { kind: 'edit'; wishes: Wish[] }
  | { kind: 'open' }
  | { kind: 'editDraft' | 'refresh' | 'promote'; which: number; wishes: Wish[] };

const anyWishes = anySaves({ maxSaves: 1, maxEdits: 3 }).map(([wishes = []]) => wishes);

export const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), wishes: anyWishes }) },
    { weight: 2, arbitrary: fc.constant<Step>({ kind: 'open' }) },
    {
      weight: 7,
      arbitrary: fc.record({
        kind: fc.constantFrom('editDraft' as const, 'editDraft' as const, 'refresh' as const, 'promote' as const),
        which: fc.nat({ max: 2 }),
        wishes: anyWishes,
      }),
    },
  ),
  { minLength: 3, maxLength: 10 },
);

/** Open drafts of a budget have different names. */
let opened = 0;

/**
 * A unit's budget of 2024 with its drafts, worked on through the program by people of that unit, and replayed from the
 * events alone.
 */
export function draftingIn({ services: { commands }, store, readModel }: Ledger, unit: string) {
  const budgetId = budgetIdOf(unit, 2024);
  const as = (id: string, role: string): CommandRequest => {
    const asked = request();
    return { ...asked, caller: { ...asked.caller, actor: { ...asked.caller.actor, id, role, unit } } };
  };

  async function replayed(draftId: string | null): Promise<OpenBudgetState> {
    const stream = draftId === null ? budgetStream(budgetId) : draftStream(draftId);
    const { state } = await loadBudget(stream, { events: store, snapshots: { snapshot: async () => null } });
    return state as OpenBudgetState;
  }

  const merging = (draftId: string, resolutions: readonly Resolution[], changesHash: string | null) => ({
    draftId,
    resolutions,
    changesHash,
    // Whatever was reviewed is merged all the same.
    voidsReview: true,
    dryRun: changesHash === null,
  });

  const submit = (draftId: string) =>
    commands.submitDraft({ ...as('editor-1', 'editor'), draftId, expectedVersion: null });

  return {
    replayed,
    as,

    /** Plays the wishes on the table as it is, and has the program do what was granted. @param branch names new rows */
    async edit(draftId: string | null, wishes: readonly Wish[], branch: string, actor = 'editor-1'): Promise<void> {
      const { edits } = playSave(await replayed(draftId), wishes, branch);
      if (edits.length === 0) return;
      const of = { of: { budgetId }, draftId, expectedVersion: null, voidsReview: true };
      accepted(await commands.edit({ ...as(actor, 'editor'), ...of, edits }));
    },

    async open(name = `草案${(opened += 1)}`, version: number | null = null): Promise<string> {
      return accepted(await commands.openDraft({ ...as('editor-1', 'editor'), budgetId, name, version })).draftId ?? '';
    },

    async approve(draftId: string): Promise<void> {
      accepted(await submit(draftId));
      const about = { draftId, expectedVersion: null };
      accepted(await commands.approveDraft({ ...as('reviewer-1', 'reviewer'), ...about, opinion: null }));
    },

    /** Whether the draft differs from its base; one that does not is not submitted. */
    async isChanged(draftId: string): Promise<boolean> {
      const { draft, version } = await replayed(draftId);
      const save = await readModel.saveAt(draftId, { version });
      return save?.contentHash !== draft?.base.contentHash;
    },

    submit,

    /** @param changesHash null: only shown */
    promote: (draftId: string, resolutions: readonly Resolution[], changesHash: string | null): Promise<MergeAnswer> =>
      commands.promoteDraft({ ...as('reviewer-1', 'reviewer'), ...merging(draftId, resolutions, changesHash) }),

    refresh: (draftId: string, resolutions: readonly Resolution[], changesHash: string | null): Promise<MergeAnswer> =>
      commands.refreshDraft({ ...as('editor-1', 'editor'), ...merging(draftId, resolutions, changesHash) }),
  };
}

export type Drafting = ReturnType<typeof draftingIn>;

/** @throws the refusal, if it is one */
export function accepted(answer: CommandAnswer): Done {
  if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
  return answer.done;
}
