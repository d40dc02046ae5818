import { describe, expect, it } from '@jest/globals';
import { usualRules } from '../../events/draft/adjustment.rules.js';
import { decide } from '../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../events/budget/budget.events.js';
import type { DraftCommand } from '../../events/draft/draft.commands.js';
import { decideDraft } from '../../events/draft/draft.decide.js';
import { evolve } from '../../events/budget/budget.evolve.js';
import type { BudgetState, OpenBudgetState } from '../../events/budget/budget.state.js';
import { stampOf } from '../../events/budget/budget.state.js';
import type { Position } from '../../events/position.js';
import { envelop } from '../../events/record.js';
import type { DraftRow } from '../../projections/draft-rows.js';
import { draftPromotions, openedDraft, savedDraft } from '../../projections/draft-rows.js';
import type { PositionedEvent } from '../../projections/positioned-event.js';
import { editing, fact } from '../support/given-when-then/budget-builders.js';
import { stateAfter } from '../support/given-when-then/decider-spec.js';
import {
  approving,
  discarding,
  draftOpened,
  hospitalBase,
  returning,
  submitting,
  withdrawingSubmission,
} from '../support/given-when-then/drafts.js';
import { everyEdit, hospitalBudget } from '../support/given-when-then/every-edit.js';
import { sampleSave } from '../support/given-when-then/stored-event.js';

interface Said {
  by: string;
  onBehalfOf?: string;
  reason?: string;
  basisDocument?: string;
}

/** A save as it is read: its events stand at the positions "<version>.<place>". */
function save(version: number, said: Said, facts: readonly BudgetEvent[], revision: number): PositionedEvent[] {
  const { by: id, onBehalfOf = null, reason = null, basisDocument = null } = said;
  const actor = { ...sampleSave.actor, id, onBehalfOf };
  const recordedAt = `2024-01-01T00:00:0${version}.000Z`;
  const envelope = { ...sampleSave, stream: 'draft-draft-1', version, recordedAt, actor, reason, basisDocument };
  const events = envelop(facts, envelope, revision, () => `event-${version}`);
  return events.map((event, place) => ({ ...event, position: `${version}.${place}` as Position }));
}

/** What the save that an event ends in is told as: by whom, when, why. */
function deed(version: number, { by: id, ...said }: Said, place = 0) {
  const { onBehalfOf = null, reason = null, basisDocument = null } = said;
  const actor = { ...sampleSave.actor, id, onBehalfOf };
  const recordedAt = `2024-01-01T00:00:0${version}.000Z`;
  return { position: `${version}.${place}`, savedAs: version, recordedAt, actor, reason, basisDocument };
}

type Deciding = (state: BudgetState) => BudgetEvent[];
const opener: Said = { by: 'opener', reason: '编制', basisDocument: '财预〔2024〕1号' };
const base = stateAfter(...hospitalBudget);
const opening = save(0, opener, [draftOpened()], 0)[0] as PositionedEvent & { type: 'DraftOpened' };
const openingRow = openedDraft(opening, '7.1' as Position);

/** The draft after each of the saves, which are decided one on the other. */
function rowsAfter(...saves: [Said, Deciding][]): DraftRow[] {
  let state = evolve(base, opening, stampOf(opening)) as OpenBudgetState;
  let revision = 1;
  const rows = [openingRow];
  for (const [said, deciding] of saves) {
    const events = save(state.version + 1, said, deciding(state), revision);
    revision += events.length;
    state = events.reduce((each, event) => evolve(each, event, stampOf(event)) as OpenBudgetState, state);
    if (state.draft === null) throw new Error('no draft');
    rows.push(savedDraft(rows.at(-1) as DraftRow, events, state.draft));
  }
  return rows;
}

const lastRow = (...saves: [Said, Deciding][]) => rowsAfter(...saves).at(-1) as DraftRow;
const asks = (command: DraftCommand) => (state: BudgetState) => decideDraft(command, state, usualRules);
const edits = (said: Said, ...which: (keyof typeof everyEdit)[]): [Said, Deciding] => {
  return [said, (state) => decide({ ...editing(...which.map((type) => everyEdit[type])), voidsReview: true }, state)];
};
const drafter: Said = { by: 'drafter' };
const reviewer: Said = { by: 'head-1' };
const submits: [Said, Deciding] = [drafter, asks(submitting())];
const remarks = [{ entityId: 'ward', path: 'goal', opinion: '目标不清。' }];
const returns: [Said, Deciding] = [reviewer, asks(returning({ remarks }))];
const approves: [Said, Deciding] = [reviewer, asks(approving({ opinion: '同意。' }))];
const refreshedBase = { version: 4, revision: 5, contentHash: 'b'.repeat(64) };
const refreshes: [Said, Deciding] = [
  { by: 'clerk' },
  () => [fact('DraftRefreshed', { base: refreshedBase, choices: 1 })],
];

/** A round that nothing has been said of. */
const round = (version: number, savedAs: number) => ({
  version,
  submitted: deed(savedAs, drafter),
  outcome: null,
  decided: null,
  opinion: null,
  remarks: [],
  voidedBy: null,
});

describe('a draft that was opened', () => {
  it('is told with its base, where that ends in the ledger, and who opened it, when and why', () => {
    expect(openingRow).toEqual({
      draftId: 'draft-1',
      budgetId: 'budget-1',
      name: '一上稿',
      adjustment: null,
      status: 'OPEN',
      version: 0,
      position: '0.0',
      base: hospitalBase,
      openedOn: { ...hospitalBase, position: '7.1' },
      opened: deed(0, opener),
      editors: [],
      rounds: [],
      discarded: null,
    });
  });

  it('stands at the end of its last save, with everybody who edited it, and on whose behalf', () => {
    const row = lastRow(edits({ by: 'drafter', onBehalfOf: 'head-2' }, 'ReviseGoal', 'RenameProject'), [
      { by: 'clerk' },
      (state) => decide(editing(everyEdit.ReviseFunding), state),
    ]);
    expect(row).toEqual({
      ...openingRow,
      version: 2,
      position: '2.0',
      editors: ['clerk', 'drafter', 'head-2'],
    });
    const [, first] = rowsAfter(edits(drafter, 'ReviseGoal', 'RenameProject'));
    expect(first).toMatchObject({ version: 1, position: '1.1' });
  });

  it('moves its base when it is refreshed, and what it was opened on stays', () => {
    expect(lastRow(refreshes)).toMatchObject({
      base: refreshedBase,
      openedOn: { ...hospitalBase, position: '7.1' },
      editors: ['clerk'],
      rounds: [],
    });
  });

  it('that is discarded says who did so and why, and keeps its rounds', () => {
    const discards: [Said, Deciding] = [{ by: 'opener', reason: '不再需要' }, asks(discarding())];
    expect(lastRow(edits(drafter, 'ReviseGoal'), submits, discards)).toMatchObject({
      status: 'DISCARDED',
      discarded: deed(3, { by: 'opener', reason: '不再需要' }),
      rounds: [round(1, 2)],
    });
  });
});

describe('a round of review', () => {
  const written = edits(drafter, 'ReviseGoal');
  const revised = edits(drafter, 'ReviseFunding');

  it('is under way from the submission on', () => {
    expect(lastRow(written, submits)).toMatchObject({ status: 'SUBMITTED', rounds: [round(1, 2)] });
  });

  it('that ends in a return keeps the opinion and the remarks, also when the next round is approved', () => {
    const returned = {
      ...round(1, 2),
      outcome: 'RETURNED',
      decided: deed(3, reviewer),
      opinion: '请调减。',
      remarks,
    };
    const approved = { ...round(4, 5), outcome: 'APPROVED', decided: deed(6, reviewer), opinion: '同意。' };
    const rows = rowsAfter(written, submits, returns, revised, submits, approves);
    expect(rows.map(({ status }) => status)).toEqual([
      'OPEN',
      'OPEN',
      'SUBMITTED',
      'RETURNED',
      'RETURNED',
      'SUBMITTED',
      'APPROVED',
    ]);
    expect(rows.map(({ rounds }) => rounds.length)).toEqual([0, 0, 1, 1, 1, 2, 2]);
    expect(rows.at(-1)?.rounds).toEqual([returned, approved]);
  });

  it.each<[what: string, [Said, Deciding]]>([
    ['an edit', edits({ by: 'clerk' }, 'ReviseFunding')],
    ['a refresh', refreshes],
  ])('is void after %s, submitted or approved, with what was said of it', (_, edit) => {
    expect(lastRow(written, submits, edit)).toMatchObject({
      status: 'OPEN',
      rounds: [{ ...round(1, 2), voidedBy: 3 }],
    });
    expect(lastRow(written, submits, approves, edit)).toMatchObject({
      status: 'OPEN',
      rounds: [{ outcome: 'APPROVED', decided: deed(3, reviewer), opinion: '同意。', voidedBy: 4 }],
    });
    expect(lastRow(written, submits, approves, edit, submits).rounds).toMatchObject([{ voidedBy: 4 }, round(4, 5)]);
  });

  it('that is taken back ends so, by whom and when, and is not void by what is edited then', () => {
    const takenBack = { ...round(1, 2), outcome: 'WITHDRAWN', decided: deed(3, drafter) };
    const rows = rowsAfter(written, submits, [drafter, asks(withdrawingSubmission())], revised, submits);
    expect(rows.map(({ status }) => status)).toEqual(['OPEN', 'OPEN', 'SUBMITTED', 'OPEN', 'OPEN', 'SUBMITTED']);
    expect(rows.at(-1)?.rounds).toEqual([takenBack, round(4, 5)]);
  });

  it('is not void because the draft is revised after a return', () => {
    expect(lastRow(written, submits, returns, revised, revised).rounds).toMatchObject([{ voidedBy: null }]);
  });

  it('whose approval is taken back keeps it: the return is a round of its own about the same submission', () => {
    const { status, rounds } = lastRow(written, submits, approves, returns);
    expect(status).toBe('RETURNED');
    expect(rounds).toEqual([
      { ...round(1, 2), outcome: 'APPROVED', decided: deed(3, reviewer), opinion: '同意。', voidedBy: 4 },
      { ...round(1, 2), outcome: 'RETURNED', decided: deed(4, reviewer), opinion: '请调减。', remarks },
    ]);
  });
});

const taken = { version: 3, changesHash: 'd', contentHash: 'c' };
const promoted = fact('DraftPromoted', { draftId: 'draft-1', base: hospitalBase, ...taken });
const renamed = fact('ProjectRenamed', { projectId: 'ward', name: '病房' });

describe('a promotion', () => {
  it('is told with the draft’s version, the table’s hash, and the save of the budget, by whom, when and why', () => {
    const events = save(4, opener, [renamed, promoted], 5);
    expect(draftPromotions(events, 'budget-1')).toEqual([
      { draftId: 'draft-1', budgetId: 'budget-1', ...taken, ...deed(4, opener, 1) },
    ]);
    expect(draftPromotions(events.slice(0, 1), 'budget-1')).toEqual([]);
  });
});
