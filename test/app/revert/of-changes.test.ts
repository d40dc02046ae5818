import { describe, expect, it } from '@jest/globals';
import type { RevertAnswer, RevertWhat } from '../../../services/services.js';
import { expectedChanges } from '../../support/oracles/expected-history.js';
import { breaksRule, expectedUndo } from '../../support/oracles/expected-undo.js';
import type { Reverting } from '../../support/random/reverting-histories.js';
import { revertingIn } from '../../support/random/reverting-histories.js';
import { whateverIsRecorded } from '../../support/random/whatever-was-recorded.js';

describe('reverting the newest save', () => {
  it('is never a conflict, and gives the table the content hash of the version before', () =>
    whateverIsRecorded(async ({ ledger, ids, queries }) => {
      for (const budgetId of ids.budgets) {
        const { reverted, events: own } = await revertingIn(ledger, budgetId);
        const version = own.at(-1)?.version ?? 1;
        if (version === 1) continue;
        const { position, basis } = await reverted({ save: { budgetId, version } });
        const hashAt = async (at: object) => (await queries.budget(budgetId, { at, head: basis }))?.contentHash;
        expect(await hashAt({ position })).toBe(await hashAt({ version: version - 1 }));
      }
    }));
});

describe('reverting a save, an event or a cell’s change of any age', () => {
  it('sets back exactly what it changed and leaves every other cell, or names exactly the cells that were set later', () =>
    whateverIsRecorded(async ({ ledger, ids, some, number }) => {
      for (const budgetId of ids.budgets) {
        const reverting = await revertingIn(ledger, budgetId);
        for (const index of some(reverting.events.map((_, at) => at).slice(1))) {
          const kind = (['save', 'event', 'change'] as const)[(index + number) % 3];
          await undoAndCompare(reverting, await rangeAround(reverting, index, kind ?? 'save', number));
        }
      }
    }));
});

interface Range {
  what: RevertWhat;
  /** How many events the budget has before and after it. */
  from: number;
  to: number;
  asked: (entityId: string, path: string) => boolean;
}

/** The event, a change of it, or the save that it belongs to. */
async function rangeAround(reverting: Reverting, index: number, kind: 'save' | 'event' | 'change', number: number) {
  const { budgetId, events, eventsUpTo, changesOf } = reverting;
  const { id, version } = events[index] as (typeof events)[number];
  const event: Range = { what: { event: id }, from: index, to: index + 1, asked: () => true };
  if (kind === 'event' || (kind === 'save' && version === 1)) return event;
  if (kind === 'save') {
    return { ...event, what: { save: { budgetId, version } }, from: eventsUpTo(version - 1), to: eventsUpTo(version) };
  }
  const changes = await changesOf(index);
  const { ordinal, ...cell } = changes[number % changes.length] as (typeof changes)[number];
  const isWhole = ['ADDED', 'REMOVED', 'RESTORED'].includes(cell.kind);
  return {
    ...event,
    what: { change: `${id}:${ordinal}` },
    asked: (entityId: string, path: string) => entityId === cell.entityId && (isWhole || path === cell.path),
  };
}

/** Reverts, and compares with what the whole tables before, after and now say that it should come to. */
async function undoAndCompare(
  { tableAfter, revert, events }: Reverting,
  { what, from, to, asked }: Range,
): Promise<void> {
  const later = expectedChanges(events).filter(({ position }) => position > (events[to - 1]?.position ?? ''));
  const cells = new Set(later.map(({ entityId, path }) => `${entityId} ${path}`));
  const setLater = (entityId: string, path: string) => cells.has(`${entityId} ${path}`);
  const now = tableAfter();
  const { table, conflicts } = expectedUndo({ before: tableAfter(from), after: tableAfter(to), now, setLater, asked });
  const answer = await revert(what);
  expect(conflictsOf(answer)).toEqual([...conflicts].sort());
  if (conflicts.size === 0) expect(answer.refused).toBe(breaksRule(table));
  expect(tableAfter()).toEqual(answer.refused ? now : table);
}

function conflictsOf(answer: RevertAnswer): string[] {
  const refusals = answer.refused ? answer.refusals : [];
  return refusals.flatMap(({ entityId, conflict }) => (conflict ? [`${entityId} ${conflict.cell?.path}`] : [])).sort();
}
