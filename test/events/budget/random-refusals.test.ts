import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { OpenBudgetState } from '../../../events/budget/budget.state.js';
import type { RefusalCode } from '../../../events/refusal.js';
import { editing } from '../../support/given-when-then/budget-builders.js';
import { reasonsOf } from '../../support/given-when-then/decider-spec.js';
import type { PlayedSave } from '../../support/random/edits.js';
import { anySaves, playSave, playSaves } from '../../support/random/edits.js';

type Reason = readonly [code: RefusalCode, ...argument: string[]];
interface Faulty {
  edit: BudgetEdit;
  reasons: Reason[];
}

const long = '长'.repeat(16_000);

/** What can be wrong with an edit by itself, on rows that stand in the table before and that nobody else touches. */
function faultsOn(before: OpenBudgetState, untouched: (id: string) => boolean): Faulty[] {
  const projects = [...before.projects.values()].filter(({ id, withdrawn }) => !withdrawn && untouched(id));
  const indicators = projects.flatMap((project) => [...project.indicators.values()]);
  const fundUsers = [...before.fundUsers.values()].filter(({ id, withdrawn }) => !withdrawn && untouched(id));
  const target: Faulty[] = indicators
    .filter(({ id, withdrawn }) => !withdrawn && untouched(id))
    .map(({ id: indicatorId }) => ({
      edit: { type: 'ReviseIndicator', indicatorId, cycleTarget: long, annualTarget: ' 1' },
      reasons: [
        ['TOO_LARGE', 'cycleTarget'],
        ['INVALID_INPUT', 'annualTarget'],
      ],
    }));
  return [
    ...target,
    ...projects.flatMap(({ id: projectId }): Faulty[] => [
      { edit: { type: 'ReviseGoal', projectId, goal: long }, reasons: [['TOO_LARGE', 'goal']] },
      {
        edit: { type: 'ReviseFunding', projectId, funding: { other: '多' } },
        reasons: [['INVALID_INPUT', 'funding', 'other']],
      },
      {
        edit: {
          type: 'AddIndicator',
          projectId,
          indicatorId: 'faulty',
          level2: '99',
          name: '',
          cycleTarget: '',
          annualTarget: '',
        },
        reasons: [
          ['UNKNOWN_CLASS', 'level2'],
          ['INVALID_INPUT', 'name'],
        ],
      },
    ]),
    ...fundUsers.map(({ id: fundUserId }): Faulty => ({
      edit: { type: 'ReviseDeclaredTotals', fundUserId, declared: { total: '多' } },
      reasons: [['INVALID_INPUT', 'declaredTotals', 'total']],
    })),
    { edit: { type: 'WithdrawProject', projectId: 'nowhere' }, reasons: [['NOT_FOUND', 'projectId']] },
    { edit: { type: 'RenameBudget', name: '' }, reasons: [['INVALID_INPUT', 'name']] },
  ];
}

/** A good edit made faulty, so that later ones may rest on it; null: of this kind nothing can be wrong by itself. */
function spoiled(edit: BudgetEdit): Faulty | null {
  if (edit.type === 'AssignFundUser') {
    return { edit: { ...edit, fundUserId: 'nowhere' }, reasons: [['NOT_FOUND', 'fundUserId']] };
  }
  if (!('name' in edit) || edit.type === 'RenameBudget') return null;
  return { edit: { ...edit, name: '' }, reasons: [['INVALID_INPUT', 'name']] };
}

const anyTable = anySaves({ maxSaves: 6, maxEdits: 6 }).map(playSaves);
const anyBatch = fc.record({
  saves: anyTable,
  wishes: anySaves({ maxSaves: 1, maxEdits: 12 }).map(([wishes = []]) => wishes),
  spoil: fc.option(fc.nat()),
  faults: fc.array(fc.record({ which: fc.nat(), at: fc.nat() }), { maxLength: 5 }),
});

/** Good edits with faulty ones among them. */
function batchOf({ before, edits }: PlayedSave, spoil: number | null, faults: { which: number; at: number }[]) {
  const all: Faulty[] = edits.map((edit) => ({ edit, reasons: [] }));
  const spoilable = all.flatMap(({ edit }, index) => (spoiled(edit) === null ? [] : [index]));
  const chosen = spoil === null ? undefined : spoilable[spoil % spoilable.length];
  if (chosen !== undefined) all[chosen] = spoiled((all[chosen] as Faulty).edit) as Faulty;
  const mentioned = JSON.stringify(edits);
  const possible = faultsOn(before, (id) => !mentioned.includes(`"${id}"`));
  for (const [index, { which, at }] of faults.entries()) {
    const { edit, reasons } = possible[which % possible.length] as Faulty;
    const own = edit.type === 'AddIndicator' ? { ...edit, indicatorId: `faulty-${index}` } : edit;
    all.splice(at % (all.length + 1), 0, { edit: own, reasons });
  }
  return all;
}

describe('a batch of edits', () => {
  it('is refused for exactly its faulty edits, whatever good ones rest on them, and accepted if there are none', () => {
    fc.assert(
      fc.property(anyBatch, ({ saves, wishes, spoil, faults }) => {
        const before = saves.at(-1)?.after;
        if (before === undefined) return;
        const played = playSave(before, wishes, 'batch');
        const batch = batchOf(played, spoil, faults);
        const expected = batch.flatMap(({ reasons }, index) =>
          reasons.map(([code, ...argument]) => [code, 'edits', String(index), ...argument]),
        );
        const deciding = () => decide(editing(...batch.map(({ edit }) => edit)), before);
        if (expected.length === 0) expect(deciding()).toEqual(played.events);
        else expect(reasonsOf(deciding)).toEqual(expected);
      }),
    );
  });
});
