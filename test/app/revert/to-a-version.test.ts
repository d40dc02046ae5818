import { describe, expect, it } from '@jest/globals';
import type { BudgetAt } from '../../../services/services.js';
import type { ChangedCell } from '../../../projections/rows.js';
import { breaksRule, expectedReturn } from '../../support/oracles/expected-undo.js';
import { revertingIn } from '../../support/random/reverting-histories.js';
import { whateverIsRecorded } from '../../support/random/whatever-was-recorded.js';
import { reader } from '../../support/ledgers/reader.js';

/** A change without its place in the ledger, which a preview cannot know. */
function plain({ eventId: _event, position: _position, recordedAt: _time, source: _way, ...cell }: ChangedCell) {
  return cell;
}

describe('reverting a table to any version', () => {
  it('gives it that version’s content hash again, so that comparing them is empty, shows before what it records, and changes nothing the second time', () =>
    whateverIsRecorded(async ({ ledger, saves, some, queries }) => {
      for (const { budgetId, version } of some(saves)) {
        const { revert } = await revertingIn(ledger, budgetId);
        const what = { table: { budgetId, toVersion: version } };
        const dry = await revert(what, true);
        const answer = await revert(what);
        if (answer.refused || answer.done === null || dry.refused || dry.done !== null) throw new Error('refused');
        const { basis } = answer.done;
        const hashAt = async (at: object) =>
          (await queries.budget(budgetId, { caller: reader, at, head: basis }))?.contentHash;
        expect(await hashAt({ position: answer.done.position })).toBe(await hashAt({ version }));
        const [then, now] = [{ version }, { position: answer.done.position }].map((at) => ({ budgetId, at }));
        const comparison = await queries.compare(then as BudgetAt, now as BudgetAt, {
          caller: reader,
          at: null,
          head: basis,
        });
        expect((await comparison.rows({}, { first: 500, after: null })).edges).toEqual([]);
        expect((await answer.changes()).map(plain)).toEqual(dry.preview.changes.map(plain));
        const hadNothing = answer.done.events.length === 0;
        expect([answer, dry].map(({ nothingLeft }) => nothingLeft !== null)).toEqual([hadNothing, hadNothing]);
        expect(await revert(what)).toMatchObject({
          done: { events: [], version: answer.done.version },
          nothingLeft: { messageEn: expect.stringContaining(`at version ${version}`) },
        });
      }
    }));
});

describe('reverting a row to any version', () => {
  it('makes it and what hangs from it what they were and leaves every other cell, unless a rule forbids that table', () =>
    whateverIsRecorded(async ({ ledger, saves, ids, some }) => {
      for (const { budgetId, version } of some(saves)) {
        const reverting = await revertingIn(ledger, budgetId);
        const { tableAfter, eventsUpTo, revert } = reverting;
        const own = JSON.stringify(reverting.events);
        const rows = [budgetId, ...ids.fundUsers, ...ids.projects, ...ids.indicators].filter((id) => own.includes(id));
        for (const id of some(rows)) {
          const now = tableAfter();
          const then = tableAfter(eventsUpTo(version));
          const expected = expectedReturn(now, then, id);
          const answer = await revert({ row: { id, toVersion: version } });
          expect(answer.refused).toBe(breaksRule(expected));
          expect(tableAfter()).toEqual(answer.refused ? now : expected);
        }
      }
    }));
});
