import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { Cells } from '../../../events/budget/cells.js';
import { cellsSetBy } from '../../../events/budget/touches.js';
import type { EventSource } from '../../../events/envelope.js';
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
import { ledgerIn, request } from '../../support/ledgers/ledger.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { anySaves } from '../../support/random/edits.js';

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
      await fc.assert(property);
    }));
});

/** A budget of its own in the ledger, with what is expected of each step. */
async function workOn(ledger: Ledger, unitKey: string, branch: string) {
  const about = { unitKey, name: unitKey, fiscalYear: 2024, taxonomy: 'cn-2020' };
  accepted(await ledger.services.commands.openBudget({ ...request(), ...about }));
  const budgetId = budgetIdOf(unitKey, 2024);
  const drafting = draftingIn(ledger, budgetId);
  const open: string[] = [];

  async function step(taken: Step, choose: Choose): Promise<void> {
    if (taken.kind === 'edit') return drafting.edit(null, taken.wishes, branch);
    if (taken.kind === 'open') return void open.push(await drafting.open());
    const draftId = open[taken.which % Math.max(open.length, 1)];
    if (draftId === undefined) return;
    if (taken.kind === 'editDraft') return drafting.edit(draftId, taken.wishes, `${branch}d${open.indexOf(draftId)}`);
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
    const into = kind === 'promote' ? null : draftId;
    if (isRefused) return false;
    const answer = await drafting[kind](draftId, resolutions, shownFirst.preview?.contentHash ?? '');
    if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
    const after = await drafting.replayed(into);
    expect(cellsOf(after)).toEqual(table);
    expect(shownFirst.preview?.contentHash).toBe(await contentHashOf(after));
    const save = await ledger.readModel.saveAt(into ?? budgetId, { version: after.version });
    expect(save?.contentHash).toBe(shownFirst.preview?.contentHash);
    await leadsBack(answer.done?.events ?? [], kind === 'promote' ? draftStream(draftId) : budgetStream(budgetId));
    return true;
  }

  /** Each event of a merge names the one of the other stream that had set, in one go, all the cells that it sets. */
  async function leadsBack(events: readonly RecordedEvent[], stream: string): Promise<void> {
    const stored = await ledger.store.readStream(stream, 0, 10_000);
    const origins = new Map(stored.map(({ id, body }) => [id, decodeEvent(body)]));
    for (const event of events) {
      const cells = cellsSetBy(event, budgetId);
      if (cells.length === 0) continue;
      const source = event.source as EventSource & { kind: 'promote' | 'refresh' };
      // What the other side had done nothing about has no origin there: a row that stays as it was at the base because that
      // was chosen, and one that had gone before the two parted, and goes again with its project.
      if (source.event === null) {
        expect(event.type).toMatch(/Restored$|^IndicatorWithdrawn$/);
        expect(source.editor).toBeNull();
        continue;
      }
      const origin = origins.get(source.event);
      expect(origin?.actor.id).toBe(source.editor);
      expect(origin?.version).toBe(source.version);
      const set = new Set(
        (origin === undefined ? [] : cellsSetBy(origin, budgetId)).map((cell) => JSON.stringify(cell)),
      );
      const isRowItself = cells.some(({ path }) => path === null);
      expect(isRowItself || cells.every((cell) => set.has(JSON.stringify(cell)))).toBe(true);
    }
  }

  /** The budget at the draft's base, the budget now, and the draft now. */
  async function standing(draftId: string): Promise<Branches> {
    const theirs = await drafting.replayed(draftId);
    const from = { events: ledger.store, snapshots: { snapshot: async () => null } };
    const { state } = await loadBudget(budgetStream(budgetId), from, theirs.draft?.base.revision ?? 0);
    return { base: state as OpenBudgetState, ours: await drafting.replayed(null), theirs };
  }

  return { drafting, step };
}

function cellsOf(budget: OpenBudgetState): Map<string, Cells> {
  return new Map([...shown(budget)].map(([id, { cells }]) => [id, cells]));
}
