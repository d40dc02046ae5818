import fc from 'fast-check';
import type { AdjustmentKind } from '../../../events/draft/adjustment.js';
import { adjustmentKinds } from '../../../events/draft/adjustment.js';
import type { Role } from '../../../services/services.js';

export interface Person {
  id: string;
  role: Role;
  /** Only editors need one. */
  unit: string | null;
  onBehalfOf: string | null;
}

/** What somebody says that a save rests on. */
export interface Said {
  reason: string | null;
  document: string | null;
}

/** Something that somebody tries; `draft` counts the drafts in the order in which they were opened. */
export type Act = { by: Person; said: Said } & (
  | { kind: 'open'; name: string; adjusts: AdjustmentKind | null }
  | { kind: 'editBudget'; row: 0 | 1; goal: string }
  | { kind: 'edit'; draft: number; row: 0 | 1; goal: string; voids: boolean }
  | { kind: 'refresh'; draft: number; choice: 'OURS' | 'THEIRS'; voids: boolean }
  | { kind: 'convert'; draft: number; adjusts: AdjustmentKind; voids: boolean }
  | { kind: 'promote'; draft: number; choice: 'OURS' | 'THEIRS' }
  | { kind: 'submit' | 'withdrawSubmission' | 'return' | 'approve' | 'discard'; draft: number }
  | { kind: 'annotate' | 'sealDown' | 'withdrawDown' }
);

/** The name of the season's own unit, which is not known before it is played. */
export const ownUnit = 'own';

const people: readonly Omit<Person, 'onBehalfOf'>[] = [
  { id: 'editor-1', role: 'editor', unit: ownUnit },
  { id: 'editor-2', role: 'editor', unit: ownUnit },
  { id: 'editor-3', role: 'editor', unit: '别的单位' },
  { id: 'editor-4', role: 'editor', unit: null },
  { id: 'reviewer-1', role: 'reviewer', unit: null },
  { id: 'reviewer-2', role: 'reviewer', unit: ownUnit },
  { id: 'finance-1', role: 'finance', unit: null },
  { id: 'local-operator', role: 'admin', unit: null },
  { id: 'viewer-1', role: 'viewer', unit: ownUnit },
  { id: 'auditor-1', role: 'auditor', unit: null },
];

/** Those of the season's own work are met more often than who may do nothing. */
const anyPerson: fc.Arbitrary<Person> = fc
  .record({
    who: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...people.slice(0, 2), ...people.slice(4, 8)) },
      fc.constantFrom(...people),
    ),
    onBehalfOf: fc.option(fc.constantFrom(...people.map(({ id }) => id)), { freq: 6 }),
  })
  .map(({ who, onBehalfOf }) => ({ ...who, onBehalfOf: onBehalfOf === who.id ? null : onBehalfOf }));

const anySaid: fc.Arbitrary<Said> = fc.record({
  reason: fc.option(fc.constantFrom('年中调剂', '补充说明'), { freq: 3 }),
  document: fc.option(fc.constantFrom('财预〔2024〕9号', '财预〔2024〕10号'), { freq: 3 }),
});

const row = fc.constantFrom<0 | 1>(0, 1);
const goal = fc.constantFrom('一', '二', '三');
/** The same few drafts, so that some of them come to their end. */
const draft = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 1 }) }, fc.nat({ max: 6 }));
const choice = fc.constantFrom<'OURS' | 'THEIRS'>('OURS', 'THEIRS');
const voids = fc.boolean();
const adjusts = fc.constantFrom(...adjustmentKinds);

const reviewAct = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('submit' as const, 'approve' as const) },
  { weight: 3, arbitrary: fc.constantFrom('withdrawSubmission' as const, 'return' as const, 'discard' as const) },
);

const anyDeed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      name: fc.constantFrom('一稿', '二稿', '三稿'),
      adjusts: fc.option(adjusts, { freq: 1 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('editBudget' as const), row, goal }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit' as const), draft, row, goal, voids }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refresh' as const), draft, choice, voids }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('convert' as const), draft, adjusts, voids }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('promote' as const), draft, choice }) },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: reviewAct,
      draft,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('annotate', 'sealDown', 'withdrawDown') }) },
);

const anyAct: fc.Arbitrary<Act> = fc
  .record({ by: anyPerson, said: anySaid, deed: anyDeed })
  .map(({ by, said, deed }) => ({ by, said, ...deed }));

/** The way of one draft from an edit to its promotion, whoever takes the steps: by chance alone few drafts get there. */
const anyWay: fc.Arbitrary<Act[]> = fc
  .record({ people: fc.tuple(anyPerson, anyPerson, anyPerson, anyPerson), said: anySaid, draft, row, goal, choice })
  .map(({ people: [editor, submitter, reviewer, promoter], said, draft: which, row: at, goal: to, choice: side }) => [
    { kind: 'edit', by: editor, said, draft: which, row: at, goal: to, voids: true },
    { kind: 'submit', by: submitter, said, draft: which },
    { kind: 'approve', by: reviewer, said, draft: which },
    { kind: 'promote', by: promoter, said, draft: which, choice: side },
  ]);

/** What people of every role try in one season, one after the other. */
export const anyActs: fc.Arbitrary<Act[]> = fc
  .array(fc.oneof({ weight: 3, arbitrary: anyAct.map((act) => [act]) }, { weight: 2, arbitrary: anyWay }), {
    minLength: 20,
    maxLength: 50,
    size: 'max',
  })
  .map((stretches) => stretches.flat());
