import { v5 } from 'uuid';
import fc from 'fast-check';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { decide } from '../../../events/budget/budget.decide.js';
import type { BudgetEvent } from '../../../events/budget/budget.events.js';
import { evolve } from '../../../events/budget/budget.evolve.js';
import type { OpenBudgetState, RowStamp } from '../../../events/budget/budget.state.js';
import { absentBudget } from '../../../events/budget/budget.state.js';
import { refusalsIn } from '../../../events/refusals.js';
import { anyAmountInput, anyClass, anyName, anyText } from './cells.js';
import type { Wish } from './wished-edit.js';
import { editOn } from './wished-edit.js';
import { anyone } from '../given-when-then/budget-builders.js';

const anyKind = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Wish['kind']>('AddProject', 'AddIndicator', 'AddFundUser') },
  { weight: 4, arbitrary: fc.constantFrom<Wish['kind']>('MoveProject', 'MoveIndicator', 'AssignFundUser') },
  {
    weight: 7,
    arbitrary: fc.constantFrom<Wish['kind']>(
      'RenameBudget',
      'RenameFundUser',
      'RenameProject',
      'ReviseIndicator',
      'ReviseDeclaredTotals',
      'ReviseFunding',
      'ReviseGoal',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Wish['kind']>(
      'WithdrawProject',
      'WithdrawIndicator',
      'WithdrawFundUser',
      'RestoreProject',
      'RestoreIndicator',
      'RestoreFundUser',
    ),
  },
);

const anyWish: fc.Arbitrary<Wish> = fc.record({
  kind: anyKind,
  row: fc.option(fc.nat({ max: 40 }), { freq: 2 }),
  other: fc.nat({ max: 40 }),
  placing: fc.constantFrom('last', 'first', 'behind'),
  name: anyName,
  text: anyText,
  annual: anyText,
  amount: anyAmountInput,
  count: fc.nat({ max: 3 }),
  level2: anyClass,
});

/** The wishes of a table's saves, oldest first. */
export function anySaves({ maxSaves = 12, maxEdits = 8 } = {}): fc.Arbitrary<Wish[][]> {
  return fc.array(fc.array(anyWish, { minLength: 1, maxLength: maxEdits }), { minLength: 1, maxLength: maxSaves });
}

/** One save that was played: the edits that were granted, as one command can ask for them, and what they came to. */
export interface PlayedSave {
  before: OpenBudgetState;
  edits: BudgetEdit[];
  events: BudgetEvent[];
  stamp: RowStamp;
  after: OpenBudgetState;
}

export const openedEvent: BudgetEvent = {
  type: 'BudgetOpened',
  data: { budgetId: 'budget-1', unitKey: '卫生局', name: '卫生局', fiscalYear: 2024, taxonomy: 'cn-2020' },
};

/** Who and when of the save with this number: three editors taking turns, a minute apart. */
export function stampOf(version: number): RowStamp {
  const recordedAt = new Date(Date.UTC(2024, 0, 1, 0, version)).toISOString();
  return { version, actorId: `editor-${(version % 3) + 1}`, recordedAt };
}

/** The budget of `openedEvent` right after its first save. */
export function openedBudget(): OpenBudgetState {
  return evolve(absentBudget, openedEvent, stampOf(1)) as OpenBudgetState;
}

/**
 * Plays the wishes as one save, each on what those before it made; what is refused is left out.
 * @param branch told in the ids of new rows, so that two branches of one table add different ones
 */
export function playSave(before: OpenBudgetState, wishes: readonly Wish[], branch = ''): PlayedSave {
  const played: PlayedSave = { before, edits: [], events: [], stamp: stampOf(before.version + 1), after: before };
  for (const wish of wishes) {
    const edit = onBranch(editOn(played.after, wish), branch);
    const events = unlessRefused(() =>
      decide(
        { type: 'EditBudget', by: anyone, budgetId: before.budgetId, expectedVersion: null, edits: [edit] },
        played.after,
      ),
    );
    if (events === null) continue;
    played.edits.push(edit);
    played.events.push(...events);
    for (const event of events) played.after = evolve(played.after, event, played.stamp) as OpenBudgetState;
  }
  return played;
}

/** Plays save after save, on a newly opened budget unless told otherwise; one in which nothing changed is none. */
export function playSaves(
  saves: readonly (readonly Wish[])[],
  { from = openedBudget(), branch = '' } = {},
): PlayedSave[] {
  const played: PlayedSave[] = [];
  for (const wishes of saves) {
    const save = playSave(played.at(-1)?.after ?? from, wishes, branch);
    if (save.events.length > 0) played.push(save);
  }
  return played;
}

function onBranch(edit: BudgetEdit, branch: string): BudgetEdit {
  const own = (id: string) => (branch === '' ? id : v5(`${id}-${branch}`, v5.URL));
  if (edit.type === 'AddFundUser') return { ...edit, fundUserId: own(edit.fundUserId) };
  if (edit.type === 'AddIndicator') return { ...edit, indicatorId: own(edit.indicatorId) };
  if (edit.type !== 'AddProject') return edit;
  const indicators = edit.indicators.map((row) => ({ ...row, indicatorId: own(row.indicatorId) }));
  return { ...edit, projectId: own(edit.projectId), indicators };
}

function unlessRefused(attempt: () => BudgetEvent[]): BudgetEvent[] | null {
  try {
    return attempt();
  } catch (error) {
    if (refusalsIn(error) !== null) return null;
    throw error;
  }
}
