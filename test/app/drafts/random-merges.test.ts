import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { Cells } from '../../../events/budget/cells.js';
import type { Origins } from '../../../events/envelope.js';
import { originOf } from '../../../events/origin.js';
import { budgetIdOf, budgetStream, draftStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { RecordedEvent } from '../../../events/upcast.js';
import { loadBudget } from '../../../src/app/load-budget.js';
import type { Ledger } from '../../../src/compose.js';
import type { Branches } from '../../support/random/branches.js';
import { contentHashOf } from '../../support/random/branches.js';
import type { Step } from '../../support/random/drafting.js';
import { accepted, anySteps, draftingIn } from '../../support/random/drafting.js';
import { shown } from '../../support/oracles/expected-history.js';
import type { Choose } from '../../support/oracles/expected-merge.js';
import { breaksRules, expectedMerge } from '../../support/oracles/expected-merge.js';
import type { SetCell } from '../../support/oracles/expected-origins.js';
import { cellsSet, expectedOrigins } from '../../support/oracles/expected-origins.js';
import { ledgerIn, request } from '../../support/ledgers/ledger.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { anySaves } from '../../support/random/edits.js';
import { casesOnLedgers } from '../../support/random/cases.js';

const anyChoices: fc.Arbitrary<Choose> = fc.func(fc.constantFrom<('OURS' | 'THEIRS')[]>('OURS', 'THEIRS'));

describe('any work on a budget and its drafts', () => {
  it('is merged as each cell looked at alone would be: no edit is lost, no conflict missed or invented', () =>
    inFolder(async (folder) => {
      const ledger = await ledgerIn(folder);
      let turn = 0;
      const property = fc.asyncProperty(
        anySaves({ maxSaves: 3 }),
        anySteps,
        anyChoices,
        async (common, steps, choose) => {
          turn += 1;
          const work = await workOn(ledger, `单位${turn}`, `t${turn}`);
          for (const wishes of common) await work.drafting.edit(null, wishes, `t${turn}`);
          for (const step of steps) await work.step(step, choose);
        },
      );
      await fc.assert(property, { numRuns: casesOnLedgers(), endOnFailure: true });
    }));
});

/** A budget of its own in the ledger, with what is expected of each step. */
async function workOn(ledger: Ledger, unitKey: string, branch: string) {
  const about = { unitKey, name: unitKey, fiscalYear: 2024, taxonomy: 'cn-2020' };
  accepted(await ledger.services.commands.openBudget({ ...request(), ...about }));
  const budgetId = budgetIdOf(unitKey, 2024);
  const drafting = draftingIn(ledger, unitKey);
  const open: string[] = [];

  async function step(taken: Step, choose: Choose): Promise<void> {
    if (taken.kind === 'edit') return drafting.edit(null, taken.wishes, branch);
    if (taken.kind === 'open') return void open.push(await drafting.open());
    const draftId = open[taken.which % Math.max(open.length, 1)];
    if (draftId === undefined) return;
    if (taken.kind === 'editDraft') {
      const index = open.indexOf(draftId);
      return drafting.edit(draftId, taken.wishes, `${branch}d${index}`, `editor-${index}`);
    }
    if (taken.kind === 'promote' && !(await approved(draftId))) return;
    const isPromoted = (await merge(taken.kind, draftId, choose)) && taken.kind === 'promote';
    // Its rows are the budget's now; what is added in other drafts still goes by other names.
    if (isPromoted) open[open.indexOf(draftId)] = await drafting.open();
  }

  /** A draft that is as its base is not submitted, and so not promoted. @returns whether it was approved */
  async function approved(draftId: string): Promise<boolean> {
    const { base, theirs } = await standing(draftId);
    if (!isDeepStrictEqual(cellsOf(base), cellsOf(theirs))) {
      await drafting.approve(draftId);
      return true;
    }
    expect(await drafting.submit(draftId)).toMatchObject({ refused: true, refusals: [{ code: 'NO_CHANGES' }] });
    return false;
  }

  /** Merges as chosen, and holds preview, result and refusal against the model. @returns whether it was done */
  async function merge(kind: 'promote' | 'refresh', draftId: string, choose: Choose): Promise<boolean> {
    const before = await standing(draftId);
    const branches = kind === 'promote' ? before : { base: before.base, ours: before.theirs, theirs: before.ours };
    const expected = expectedMerge(branches);
    const first = await drafting[kind](draftId, [], null);
    const conflicts = first.preview?.conflicts ?? [];
    expect(new Map(conflicts.map((each) => [`${each.entityId} ${each.path ?? '-'}`, each.kind]))).toEqual(
      expected.conflicts,
    );
    const resolutions = conflicts.map(({ entityId, path }) => ({ entityId, path, choice: choose(entityId, path) }));
    const table = expected.table(choose);
    const shownFirst = await drafting[kind](draftId, resolutions, null);
    const isRefused = breaksRules(table, branches);
    expect(shownFirst.refused).toBe(isRefused);
    if (shownFirst.refused) expect(shownFirst.refusals.map(({ argument }) => argument[0])).toEqual(['resolutions']);
    const into = kind === 'promote' ? null : draftId;
    if (isRefused) return false;
    const answer = await drafting[kind](draftId, resolutions, shownFirst.preview?.changesHash ?? '');
    if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
    const after = await drafting.replayed(into);
    expect(cellsOf(after)).toEqual(table);
    const save = await ledger.readModel.saveAt(into ?? budgetId, { version: after.version });
    expect(save?.contentHash).toBe(await contentHashOf(after));
    const promoted = answer.done?.events.find(({ type }) => type === 'DraftPromoted');
    if (kind === 'promote') expect(promoted?.data).toMatchObject({ contentHash: save?.contentHash });
    await leadsBack(answer.done?.events ?? [], branches, kind === 'promote' ? draftId : null);
    return true;
  }

  /** Each cell that a merge set leads back to the event of the other table that had set this very cell last. */
  async function leadsBack(events: readonly RecordedEvent[], { base, ours }: Branches, draftId: string | null) {
    const set = cellsSet(ours, events);
    const origins = expectedOrigins(set, draftId === null ? await setInBudgetSince(base) : await setInDraft(draftId));
    set.forEach(({ event, rowId, path }, index) => {
      const origin = origins[index] ?? null;
      const { event: id, editor } = originOf(event.source as Origins, rowId, path);
      expect({ rowId, path, id, editor }).toEqual({
        rowId,
        path,
        id: origin?.id ?? null,
        editor: origin?.actor.id ?? null,
      });
    });
    if (draftId === null) return;
    const { version = 0 } = events[0] ?? {};
    for (const change of await changesOfVersion(version)) {
      const from = await ledger.services.queries.mergedFrom(change);
      const at = set.findIndex(({ event, rowId, path }) => {
        return event.id === change.eventId && rowId === change.entityId && path === change.path;
      });
      expect(from?.event?.id ?? null).toBe(origins[at]?.id ?? null);
    }
  }

  async function changesOfVersion(version: number) {
    const before = await ledger.readModel.saveAt(budgetId, { version: version - 1 });
    const filter = { budgetIds: [budgetId], ...(before === null ? {} : { behind: before.lastPosition }) };
    const page = { first: 10_000, after: null };
    const { rows } = await ledger.readModel.changes(filter, 'OLDEST_FIRST', await ledger.store.head(), page);
    return rows.map(({ row }) => row);
  }

  async function setInDraft(draftId: string): Promise<SetCell[]> {
    const events = await eventsOf(draftStream(draftId));
    const [opening] = events;
    if (opening?.type !== 'DraftOpened') throw new Error('a draft begins with its opening');
    return cellsSet(await budgetAt(opening.data.base.revision), events);
  }

  async function setInBudgetSince(base: OpenBudgetState): Promise<SetCell[]> {
    const events = await eventsOf(budgetStream(budgetId));
    return cellsSet(
      base,
      events.filter(({ version }) => version > base.version),
    );
  }

  async function eventsOf(stream: string): Promise<RecordedEvent[]> {
    return (await ledger.store.readStream(stream, 0, 10_000)).map(({ body }) => decodeEvent(body));
  }

  async function budgetAt(revision: number): Promise<OpenBudgetState> {
    const from = { events: ledger.store, snapshots: { snapshot: async () => null } };
    return (await loadBudget(budgetStream(budgetId), from, revision)).state as OpenBudgetState;
  }

  /** The budget at the draft's base, the budget now, and the draft now. */
  async function standing(draftId: string): Promise<Branches> {
    const theirs = await drafting.replayed(draftId);
    return { base: await budgetAt(theirs.draft?.base.revision ?? 0), ours: await drafting.replayed(null), theirs };
  }

  return { drafting, step };
}

function cellsOf(budget: OpenBudgetState): Map<string, Cells> {
  return new Map([...shown(budget)].map(([id, { cells }]) => [id, cells]));
}
