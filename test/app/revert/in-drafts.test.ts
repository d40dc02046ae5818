import { describe, expect, it } from '@jest/globals';
import { budgetStream, draftStream } from '../../../events/identity.js';
import type { RevertAnswer } from '../../../services/services.js';
import { shown } from '../../support/oracles/expected-history.js';
import { breaksRule, expectedUndo } from '../../support/oracles/expected-undo.js';
import { around, reckonedWith, whateverIsDrafted } from '../../support/random/reverting-drafts.js';

describe('reverting a draft’s newest save', () => {
  it('is never a conflict, and gives the draft the content hash of the version before', () =>
    whateverIsDrafted(async ({ ledger, budgetId, draftId, draft, revert, hashOf }) => {
      const { version } = await draft();
      const save = await ledger.readModel.saveAt(draftId, { version });
      if (version === 0 || save?.changes === 0) return;
      const answer = await revert({ save: { budgetId, version } });
      if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
      expect(answer.done?.draftId).toBe(draftId);
      // Of a save that took back what it had done itself there is nothing to be reverted.
      expect(await hashOf(draftId, answer.done?.version ?? 0)).toBe(await hashOf(draftId, version - 1));
    }));
});

describe('reverting a draft’s table to any of its versions', () => {
  it('gives it that version’s content hash, to version 0 that of its base, and leaves the budget alone', () =>
    whateverIsDrafted(async ({ ledger, budgetId, draftId, events, number, draft, revert, hashOf }) => {
      const opening = events.find(({ type }) => type === 'DraftOpened');
      if (opening?.type !== 'DraftOpened') throw new Error('no draft was opened');
      const budgetBefore = await ledger.store.readStream(budgetStream(budgetId), 0, 10_000);
      const { version } = await draft();
      for (const toVersion of new Set([number % (version + 1), 0])) {
        const what = { table: { budgetId, toVersion } };
        const dry = await revert(what, { dryRun: true });
        const answer = await revert(what);
        if (answer.refused || answer.done === null || dry.refused || dry.done !== null) throw new Error('refused');
        expect(await hashOf(draftId, answer.done.version)).toBe(await hashOf(draftId, toVersion));
        expect((await answer.changes()).map(({ entityId, path, after }) => [entityId, path, after])).toEqual(
          dry.preview.changes.map(({ entityId, path, after }) => [entityId, path, after]),
        );
        expect(await revert(what)).toMatchObject({ done: { events: [], version: answer.done.version, draftId } });
      }
      const { base } = opening.data;
      expect(await hashOf(draftId, (await draft()).version)).toBe(base.contentHash);
      expect(await hashOf(budgetId, base.version)).toBe(base.contentHash);
      expect(await ledger.store.readStream(budgetStream(budgetId), 0, 10_000)).toEqual(budgetBefore);
    }));

  it('or to any version of its budget, also rows that the draft never had', () =>
    whateverIsDrafted(async ({ ledger, budgetId, draftId, number, revert, hashOf }) => {
      const { version = 1 } = (await ledger.readModel.saveAt(budgetId, { position: await ledger.store.head() })) ?? {};
      const toVersion = 1 + (number % version);
      const answer = await revert({ table: { budgetId, toVersion } }, { ofBudget: true });
      if (answer.refused || answer.done === null) throw new Error('refused');
      expect(await hashOf(draftId, answer.done.version)).toBe(await hashOf(budgetId, toVersion));
    }));
});

describe('reverting in a draft what it or its budget recorded, of any age', () => {
  it('sets back exactly what that changed, or names exactly the cells that stand otherwise, and leaves the budget alone', () =>
    whateverIsDrafted(async (reverting) => {
      const { ledger, budgetId, draftId, events, number, draft, revert } = reverting;
      const ofTable = (stream: string) => events.filter((event) => event.stream === stream && event.revision > 0);
      const recordedIn = [ofTable(budgetStream(budgetId)), ofTable(draftStream(draftId))];
      const budgetBefore = await ledger.store.readStream(budgetStream(budgetId), 0, 10_000);
      for (const [index, own] of recordedIn.flatMap((all) => [all, all]).entries()) {
        const event = own[(number * (index + 3)) % Math.max(own.length, 1)];
        if (event === undefined) continue;
        const undone = around(event, (number + index) % 2 === 0 ? 'event' : 'save', reverting);
        const { unknown, ...range } = await reckonedWith(undone, reverting);
        const { table, conflicts } = expectedUndo({ ...range, asked: () => true });
        const answer = await revert(undone.what, undone.more);
        const isNothing = JSON.stringify([...range.before]) === JSON.stringify([...range.after]);
        if (unknown) expect(answer).toMatchObject({ refusals: [{ code: 'NOT_FOUND' }] });
        else if (!isNothing) {
          expect(conflictsOf(answer)).toEqual([...conflicts].sort());
          if (conflicts.size === 0) expect(answer.refused).toBe(breaksRule(table));
        }
        const after = shown(await draft());
        expect(after).toEqual(answer.refused ? range.now : table);
        // What is recorded by reverting is not among the events that the case began with.
        if (!answer.refused && answer.done?.events.length !== 0) break;
      }
      expect(await ledger.store.readStream(budgetStream(budgetId), 0, 10_000)).toEqual(budgetBefore);
    }));
});

function conflictsOf(answer: RevertAnswer): string[] {
  const refusals = answer.refused ? answer.refusals : [];
  return refusals.flatMap(({ entityId, conflict }) => (conflict ? [`${entityId} ${conflict.cell?.path}`] : [])).sort();
}
