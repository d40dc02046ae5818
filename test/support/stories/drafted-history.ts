import fc from 'fast-check';
import { usualRules } from '../../../events/draft/adjustment.rules.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { decideDraft } from '../../../events/draft/draft.decide.js';
import type { DraftBase } from '../../../events/draft/draft.events.js';
import { budgetStream, draftStream } from '../../../events/identity.js';
import { envelop } from '../../../events/record.js';
import type { RecordedEvent } from '../../../events/upcast.js';
import { editSeed } from '../random/edit-seeds.js';
import type { DecidedSave } from '../random/history.js';
import { allowedEdits, evolved } from '../random/history.js';
import { adjustment, tableHash } from '../given-when-then/sealing.js';
import { anyone } from '../given-when-then/budget-builders.js';

type Step = 'EDIT' | 'SUBMIT' | 'RETURN' | 'APPROVE' | 'REFRESH' | 'DISCARD' | 'PROMOTE';

/** What becomes of drafts, save by save: each next one that is opened goes another of these ways. */
const lives: readonly Step[][] = [
  ['EDIT', 'SUBMIT', 'RETURN', 'EDIT', 'SUBMIT', 'APPROVE', 'PROMOTE'],
  ['EDIT', 'EDIT', 'REFRESH', 'SUBMIT', 'EDIT', 'EDIT', 'SUBMIT', 'RETURN', 'EDIT', 'EDIT', 'EDIT'],
  ['EDIT', 'SUBMIT', 'APPROVE', 'EDIT', 'DISCARD'],
];

interface Draft {
  budgetId: string;
  stream: string;
  number: number;
  steps: Step[];
}

/**
 * A history in which saves are followed by some of drafts: opened on the newest version or on an older one, several at
 * once, edited at random, reviewed, taken in or given up. The versions and revisions of the budgets move on accordingly.
 */
export function withDrafts(history: readonly DecidedSave[]): DecidedSave[] {
  const states = new Map<string, BudgetState>();
  const versions = new Map<string, { state: BudgetState; base: DraftBase }[]>();
  const revisions = new Map<string, number>();
  const drafts: Draft[] = [];
  const saves: DecidedSave[] = [];
  let ids = 0;

  function append(save: DecidedSave, stream: string, from: BudgetState): void {
    const first = revisions.get(stream) ?? 0;
    const version = states.has(stream) || stream.startsWith('budget-') ? from.version + 1 : 0;
    const events = save.events.map((event, index) => ({ ...event, stream, version, revision: first + index }));
    const state = events.reduce(evolved, from);
    const revision = first + events.length - 1;
    revisions.set(stream, revision + 1);
    states.set(stream, state);
    versions.set(stream, [
      ...(versions.get(stream) ?? []),
      { state, base: { version, revision, contentHash: tableHash } },
    ]);
    saves.push({ ...save, events });
  }

  const recordedBy = (actorId: string, facts: readonly BudgetEvent[], like: RecordedEvent): RecordedEvent[] => {
    const actor = { ...like.actor, id: actorId, role: 'finance' };
    const id = () => `00000000-0009-7000-8000-${String((ids += 1)).padStart(12, '0')}`;
    return envelop(facts, { ...like, actor, commandId: `${actorId}-${saves.length}` }, 0, id);
  };

  function open(budgetId: string, like: RecordedEvent): void {
    const number = drafts.length;
    const of = versions.get(budgetStream(budgetId)) ?? [];
    const on = of.at(number % 2 === 0 ? -1 : -Math.min(of.length, 3));
    if (on === undefined) return;
    const draftId = `00000000-0008-7000-8000-${String(number).padStart(12, '0')}`;
    const data = {
      draftId,
      budgetId,
      name: `草案${number}`,
      base: on.base,
      adjustment: number % 3 === 0 ? adjustment : null,
    };
    const events = recordedBy('drafter', [{ type: 'DraftOpened', data }], like);
    const stream = draftStream(draftId);
    drafts.push({ budgetId, stream, number, steps: [...(lives[number % lives.length] ?? [])] });
    append({ budgetId, opens: null, edits: [], events }, stream, on.state);
  }

  function goOn({ budgetId, stream, number, steps }: Draft, like: RecordedEvent): void {
    const step = steps.shift();
    const state = states.get(stream) as OpenBudgetState;
    const budget = states.get(budgetStream(budgetId)) as OpenBudgetState;
    if (step === undefined) return;
    const save = { budgetId, opens: null, edits: [] };
    if (step === 'PROMOTE') {
      const draftSaves = saves.flatMap(({ events }) => events).filter((event) => event.stream === stream);
      const facts = promoted(draftSaves, budget, state);
      append({ ...save, events: recordedBy('promoter', facts, like) }, budgetStream(budgetId), budget);
      return;
    }
    const refreshed = versions.get(budgetStream(budgetId))?.at(-1)?.base;
    const facts =
      step === 'EDIT' ? edits(state, number * 100 + steps.length) : decided(step, state, refreshed as DraftBase);
    if (facts.length > 0)
      append(
        { ...save, events: recordedBy(step === 'EDIT' ? `drafter-${number}` : 'reviewer', facts, like) },
        stream,
        state,
      );
  }

  for (const save of history) {
    const stream = budgetStream(save.budgetId);
    append(save, stream, states.get(stream) ?? absentBudget);
    const [like] = save.events;
    const number = saves.length;
    if (like === undefined) continue;
    if (number % 5 === 0) open(save.budgetId, like);
    const draft = drafts[number % Math.max(1, drafts.length)];
    if (draft !== undefined && number % 5 !== 0) goOn(draft, like);
  }
  return saves;
}

function edits(state: OpenBudgetState, number: number): BudgetEvent[] {
  const seeds = fc.sample(editSeed, { seed: number, numRuns: 4 });
  const permitted = allowedEdits(state, seeds, 500_000 + number);
  return decide(
    {
      type: 'EditBudget',
      by: anyone,
      budgetId: state.budgetId,
      expectedVersion: null,
      edits: permitted,
      voidsReview: true,
    },
    state,
  );
}

function decided(step: Exclude<Step, 'EDIT' | 'PROMOTE'>, state: OpenBudgetState, base: DraftBase): BudgetEvent[] {
  const by = { role: 'finance', actorId: 'reviewer', onBehalfOf: null, unit: null };
  const about = { draftId: state.draft?.id ?? '', by, expectedVersion: null };
  switch (step) {
    case 'SUBMIT':
      // An edit that changed nothing has left it with its reviewer.
      if (state.draft?.status === 'SUBMITTED') return [];
      return decideDraft({ type: 'SubmitDraft', ...about, contentHash: '' }, state, usualRules);
    case 'RETURN': {
      const remarks = [{ entityId: state.budgetId, path: 'name', opinion: '名称有误' }];
      return decideDraft({ type: 'ReturnDraft', ...about, opinion: '请核对', remarks }, state, usualRules);
    }
    case 'APPROVE':
      return decideDraft({ type: 'ApproveDraft', ...about, opinion: null }, state, usualRules);
    case 'DISCARD':
      return decideDraft({ type: 'DiscardDraft', ...about, reason: '不再需要' }, state, usualRules);
    case 'REFRESH':
      return [{ type: 'DraftRefreshed', data: { base, choices: 1 } }];
  }
}

/** The rows that the draft added, with their ids, as far as they find their place in the budget. */
function promoted(events: readonly RecordedEvent[], budget: OpenBudgetState, draft: OpenBudgetState): BudgetEvent[] {
  const { id: draftId = '', base } = draft.draft ?? {};
  const added = events.filter(
    ({ type, data }) => type === 'ProjectAdded' && budget.fundUsers.get(data.fundUserId)?.withdrawn === false,
  );
  const facts = added.map(({ type, data }) => ({ type, data }) as BudgetEvent);
  const about = { draftId, version: draft.version, base: base as DraftBase };
  const promotion = { ...about, changesHash: tableHash, contentHash: tableHash };
  return [...facts, { type: 'DraftPromoted', data: promotion }];
}
