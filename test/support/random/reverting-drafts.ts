import fc from 'fast-check';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import { hasHad } from '../../../events/budget/set-rows/add-rows.js';
import { budgetIdOf, budgetStream, draftStream } from '../../../events/identity.js';
import type { RevertAnswer, RevertRequest, RevertWhat } from '../../../services/services.js';
import { loadBudget } from '../../../src/app/load-budget.js';
import type { Ledger } from '../../../src/compose.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';
import type { Step } from './drafting.js';
import { accepted, anySteps, draftingIn } from './drafting.js';
import { expectedChanges, shown } from '../oracles/expected-history.js';
import type { Table } from '../oracles/expected-undo.js';
import { ledgerIn, recorded, request } from '../ledgers/ledger.js';
import { inFolder } from '../ledgers/scratch-folder.js';
import { anySaves } from './edits.js';
import type { Wish } from './wished-edit.js';
import { casesOnLedgers } from './cases.js';

/** A draft of a budget on which work went on, and whatever was recorded of both. */
export interface RevertingInDraft {
  ledger: Ledger;
  budgetId: string;
  draftId: string;
  /** Of the budget and the draft, in ledger order. */
  events: PositionedEvent[];
  revert(what: RevertWhat, more?: Partial<RevertRequest>): Promise<RevertAnswer>;
  /** The draft as the ledger has it now. */
  draft(): Promise<OpenBudgetState>;
  /** What the stream's table showed when it had this many events. */
  tableAfter(stream: string, events: number): Promise<Table>;
  hashOf(tableId: string, version: number): Promise<string | undefined>;
  /** A number of the case's own. */
  number: number;
}

/** Work on a budget, and on one draft of it that is opened and refreshed meanwhile: hundreds of them in one ledger. */
export function whateverIsDrafted(ask: (reverting: RevertingInDraft) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    const ledger = await ledgerIn(folder);
    let turn = 0;
    const common = anySaves({ maxSaves: 3 });
    const property = fc.asyncProperty(common, anySteps, fc.nat({ max: 1_000 }), async (saves, steps, number) => {
      turn += 1;
      await ask(await drafted(ledger, `单位${turn}`, { common: saves, steps, number }));
    });
    await fc.assert(property, { numRuns: casesOnLedgers(), endOnFailure: true });
  });
}

async function drafted(
  ledger: Ledger,
  unitKey: string,
  { common, steps, number }: { common: Wish[][]; steps: Step[]; number: number },
): Promise<RevertingInDraft> {
  const { commands } = ledger.services;
  const before = await ledger.store.head();
  accepted(await commands.openBudget({ ...request(), unitKey, name: unitKey, fiscalYear: 2024, taxonomy: 'cn-2020' }));
  const budgetId = budgetIdOf(unitKey, 2024);
  const drafting = draftingIn(ledger, unitKey);
  for (const wishes of common) await drafting.edit(null, wishes, unitKey);
  const { version } = await drafting.replayed(null);
  const draftId = await drafting.open('草案', 1 + (number % version));
  for (const step of steps) {
    if (step.kind === 'edit') await drafting.edit(null, step.wishes, unitKey);
    else if (step.kind === 'editDraft') await drafting.edit(draftId, step.wishes, `${unitKey}-draft`);
    else if (step.kind === 'refresh') await refresh();
  }

  /** What conflicts is taken from the one side or the other; what breaks a rule is left. */
  async function refresh(): Promise<void> {
    const choice = number % 2 === 0 ? 'OURS' : 'THEIRS';
    const { preview } = await drafting.refresh(draftId, [], null);
    const chosen = (preview?.conflicts ?? []).map(({ entityId, path }) => ({ entityId, path, choice }) as const);
    const { preview: resolved, refused } = await drafting.refresh(draftId, chosen, null);
    if (!refused) await drafting.refresh(draftId, chosen, resolved?.changesHash ?? null);
  }

  return {
    ledger,
    budgetId,
    draftId,
    number,
    events: await recorded(ledger, before),
    revert: (what, more = {}) =>
      commands.revert({ ...request(), what, draftId, expectedVersion: null, dryRun: false, ...more }),
    draft: () => drafting.replayed(draftId),
    async tableAfter(stream, count) {
      const from = { events: ledger.store, snapshots: { snapshot: async () => null } };
      const { state } = await loadBudget(stream, from, count - 1);
      return state.status === 'absent' ? new Map() : shown(state);
    },
    hashOf: async (tableId, at) => (await ledger.readModel.saveAt(tableId, { version: at }))?.contentHash,
  };
}

/** Events of the budget or the draft, side by side in their stream, and how they can be named. */
export interface UndoneInDraft {
  what: RevertWhat;
  more: Partial<RevertRequest>;
  stream: string;
  /** How many events the stream has before and after them. */
  from: number;
  to: number;
}

/** An event that changed a cell, or the save that it belongs to. */
export function around(event: PositionedEvent, kind: 'event' | 'save', reverting: RevertingInDraft): UndoneInDraft {
  const { budgetId, events } = reverting;
  const { id, stream, revision, version } = event;
  if (kind === 'event') return { what: { event: id }, more: {}, stream, from: revision, to: revision + 1 };
  const revisions = events.filter((each) => each.stream === stream && each.version === version);
  const from = revisions.at(0)?.revision ?? 0;
  const last = revisions.at(-1)?.revision ?? 0;
  const ofBudget = stream === budgetStream(budgetId);
  return { what: { save: { budgetId, version } }, more: { ofBudget }, stream, from, to: last + 1 };
}

/**
 * What undoing them in the draft has to reckon with: whether a cell was set later, and whether the draft never had one of
 * the rows. What the budget did after the draft's base is not in the draft's history; there a cell was set by something
 * else if it does not stand as the budget had left it.
 */
export async function reckonedWith(undone: UndoneInDraft, reverting: RevertingInDraft) {
  const { budgetId, draftId, events } = reverting;
  const [before, after] = await Promise.all(
    [undone.from, undone.to].map((count) => reverting.tableAfter(undone.stream, count)),
  );
  const state = await reverting.draft();
  const now = shown(state);
  const opening = events.find(({ stream }) => stream === draftStream(draftId));
  const base = opening?.type === 'DraftOpened' ? opening.data.base.revision : -1;
  const isInHistory = undone.stream !== budgetStream(budgetId) || undone.to - 1 <= base;
  const ofHistory = events.filter(({ stream, revision }) => stream === draftStream(draftId) || revision <= base);
  const end = events.find(({ stream, revision }) => stream === undone.stream && revision === undone.to - 1);
  const later = new Set(
    expectedChanges(ofHistory)
      .filter(({ position }) => position > (end?.position ?? ''))
      .map(({ entityId, path }) => `${entityId} ${path}`),
  );
  const valueIn = (table: Table | undefined, id: string, path: string) => table?.get(id)?.cells[path] ?? null;
  const setLater = (id: string, path: string) =>
    isInHistory ? later.has(`${id} ${path}`) : valueIn(now, id, path) !== valueIn(after, id, path);
  const unknown = [...(before ?? [])].some(([id, row]) => {
    return !hasHad(state, id) && id !== budgetId && JSON.stringify(after?.get(id)) !== JSON.stringify(row);
  });
  return { before: before ?? new Map(), after: after ?? new Map(), now, setLater, unknown };
}
