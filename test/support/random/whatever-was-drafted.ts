import fc from 'fast-check';
import type { OpenBudgetState, RowStamp } from '../../../events/budget/budget.state.js';
import { absentBudget, versionIn } from '../../../events/budget/budget.state.js';
import { budgetIdOf } from '../../../events/identity.js';
import type { Position } from '../../../events/position.js';
import type { Queries } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import type { PositionedEvent } from '../../../projections/positioned-event.js';
import { cases } from './cases.js';
import type { Drafting, Step } from './drafting.js';
import { accepted, anySteps, draftingIn } from './drafting.js';
import { ledgerIn, recorded, request } from '../ledgers/ledger.js';
import { inFolder } from '../ledgers/scratch-folder.js';
import { anySaves } from './edits.js';
import { evolved } from './history.js';

/** A draft after one of its saves, by replaying its base and its own events up to there. */
export interface ReplayedDraft {
  draftId: string;
  version: number;
  /** Where the save ends, and where the save ends that it was opened on. */
  position: Position;
  openedOn: Position;
  /** As its readers count: rows that are as they were at the base are of version 0. */
  state: OpenBudgetState;
}

/** A running program in which a budget and its drafts were worked on, and what a replay makes of the same events. */
export interface AskingDrafts {
  ledger: Ledger;
  queries: Queries;
  budgetId: string;
  drafting: Drafting;
  /** Of this case. */
  events: PositionedEvent[];
  drafts: ReplayedDraft[];
  /** A number of the case's own. */
  number: number;
}

/**
 * Asks after any work on a budget and its drafts; each case has a budget of its own in one ledger.
 * @param numRuns default: of the fast questions
 */
export function whateverWasDrafted(ask: (asking: AskingDrafts) => Promise<void>, numRuns = cases(100)): Promise<void> {
  return inFolder(async (folder) => {
    const ledger = await ledgerIn(folder);
    const { commands, queries } = ledger.services;
    let turn = 0;
    const property = fc.asyncProperty(anySaves({ maxSaves: 3 }), anySteps, fc.nat(), async (common, steps, number) => {
      const unitKey = `单位${(turn += 1)}`;
      const branch = `t${turn}`;
      const before = await ledger.store.head();
      accepted(
        await commands.openBudget({ ...request(), unitKey, name: unitKey, fiscalYear: 2024, taxonomy: 'cn-2020' }),
      );
      const budgetId = budgetIdOf(unitKey, 2024);
      const drafting = draftingIn(ledger, unitKey);
      for (const wishes of common) await drafting.edit(null, wishes, branch);
      await work(drafting, steps, branch);
      const events = await recorded(ledger, before);
      await ask({ ledger, queries, budgetId, drafting, events, drafts: replayDrafts(events), number });
    });
    // Each case adds to the ledger; looking for a smaller one would take longer than a test may.
    await fc.assert(property, { numRuns, endOnFailure: true });
  });
}

/** What both sides of a merge changed stays as the table has it that is changed. */
async function work(drafting: Drafting, steps: readonly Step[], branch: string): Promise<void> {
  const open = [await drafting.open()];
  for (const step of steps) {
    if (step.kind === 'edit') await drafting.edit(null, step.wishes, branch);
    else if (step.kind === 'open') open.push(await drafting.open());
    else {
      const index = step.which % open.length;
      const draftId = open[index] ?? '';
      if (step.kind === 'editDraft') await drafting.edit(draftId, step.wishes, `${branch}d${index}`, `editor-${index}`);
      else if (await merged(drafting, step.kind, draftId)) open[index] = await drafting.open();
    }
  }
}

/** @returns whether the draft was taken in, and is closed */
async function merged(drafting: Drafting, kind: 'refresh' | 'promote', draftId: string): Promise<boolean> {
  // One whose merge broke a rule of the table is approved still.
  const isApproved = (await drafting.replayed(draftId)).draft?.status === 'APPROVED';
  if (kind === 'promote' && !isApproved) {
    if (!(await drafting.isChanged(draftId))) return false;
    await drafting.approve(draftId);
  }
  const first = await drafting[kind](draftId, [], null);
  const resolutions = (first.preview?.conflicts ?? []).map(({ entityId, path }) => {
    return { entityId, path, choice: 'OURS' as const };
  });
  const shown = await drafting[kind](draftId, resolutions, null);
  if (shown.refused) return false;
  const done = await drafting[kind](draftId, resolutions, shown.preview?.changesHash ?? null);
  return !done.refused && kind === 'promote';
}

function replayDrafts(events: readonly PositionedEvent[]): ReplayedDraft[] {
  const streams = new Map<string, OpenBudgetState>();
  const versions = new Map<number, { state: OpenBudgetState; position: Position }>();
  const openedOn = new Map<string, Position>();
  const after: ReplayedDraft[] = [];
  for (const event of events) {
    const base = event.type === 'DraftOpened' ? versions.get(event.data.base.version) : undefined;
    const state = evolved(streams.get(event.stream) ?? base?.state ?? absentBudget, event) as OpenBudgetState;
    streams.set(event.stream, state);
    const { version, position } = event;
    if (state.draft === null) versions.set(version, { state, position });
    else {
      const { id: draftId } = state.draft;
      if (base !== undefined) openedOn.set(draftId, base.position);
      const opened = openedOn.get(draftId) as Position;
      if (event.endsSave) after.push({ draftId, version, position, openedOn: opened, state: asCounted(state) });
    }
  }
  return after;
}

function asCounted(state: OpenBudgetState): OpenBudgetState {
  const counted = <Row extends { stamp: RowStamp }>(row: Row): Row => {
    return { ...row, stamp: { ...row.stamp, version: versionIn(state, row.stamp) } };
  };
  return {
    ...state,
    fundUsers: state.fundUsers.map(counted),
    projects: state.projects.map((row) => ({ ...counted(row), indicators: row.indicators.map(counted) })),
  };
}
