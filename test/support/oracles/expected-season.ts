import type { Act, Person, Said } from '../random/season.js';

/** Goals of the two projects of a season's table. */
export type Goals = readonly [string, string];

export interface ExpectedDraft {
  name: string;
  status: 'OPEN' | 'SUBMITTED' | 'RETURNED' | 'APPROVED' | 'PROMOTED' | 'DISCARDED';
  /** null: no adjustment. */
  adjustment: { kind: string; reason: string; document: string } | null;
  base: { version: number; goals: Goals };
  goals: Goals;
  openers: string[];
  editors: Set<string>;
  submitters: string[];
  outcomes: (string | null)[];
}

/** A budget and its drafts by the rules of a bureau, told once more and in the plainest way. */
export interface ExpectedSeason {
  unit: string;
  version: number;
  goals: Goals;
  /** Whether 二下 is sealed. */
  isFinal: boolean;
  /** Whose side sealed it last. */
  issuer: 'FINANCE' | 'SUPERIOR_DEPARTMENT' | null;
  drafts: ExpectedDraft[];
}

/** Finance seals what finance issued; everybody else what came from the superior department. */
export function issuerFor({ by }: Act): 'FINANCE' | 'SUPERIOR_DEPARTMENT' {
  return by.role === 'finance' ? 'FINANCE' : 'SUPERIOR_DEPARTMENT';
}

/** Whom an act is done by: either may have to answer for it. */
export function idsOf({ id, onBehalfOf }: Person): string[] {
  return onBehalfOf === null ? [id] : [id, onBehalfOf];
}

/** What a save of the act rests on, in a draft (its index) or in the budget. */
export function groundsOf({ said }: Act, draft: ExpectedDraft | undefined): Said {
  const { reason = null, document = null } = draft?.adjustment ?? {};
  return { reason: said.reason ?? reason, document: said.document ?? document };
}

/**
 * The season after an act that nothing is wrong with.
 * @returns how many saves it came to, 0 or 1
 */
export function carryOut(act: Act, season: ExpectedSeason): number {
  if ('draft' in act) {
    const draft = season.drafts[act.draft];
    if (draft === undefined) throw new Error('no draft');
    return carryOutInDraft(act, draft, season);
  }
  if (act.kind === 'open') {
    season.drafts.push(opened(act, season));
    return 1;
  }
  if (act.kind === 'editBudget') {
    const goals = withGoal(season.goals, act.row, act.goal);
    if (isSame(goals, season.goals)) return 0;
    season.goals = goals;
  }
  if (act.kind === 'sealDown') season.issuer = issuerFor(act);
  if (act.kind === 'sealDown' || act.kind === 'withdrawDown') season.isFinal = act.kind === 'sealDown';
  season.version += 1;
  return 1;
}

function opened({ by, name, adjusts, said }: Act & { kind: 'open' }, season: ExpectedSeason): ExpectedDraft {
  const { version, goals } = season;
  return {
    name,
    status: 'OPEN',
    adjustment: adjusts === null ? null : adjustmentOf(adjusts, said),
    base: { version, goals },
    goals,
    openers: idsOf(by),
    editors: new Set(),
    submitters: [],
    outcomes: [],
  };
}

function adjustmentOf(kind: string, { reason, document }: Said): ExpectedDraft['adjustment'] {
  return { kind, reason: reason ?? '', document: document ?? '' };
}

function carryOutInDraft(act: Extract<Act, { draft: number }>, draft: ExpectedDraft, season: ExpectedSeason): number {
  switch (act.kind) {
    case 'edit': {
      const goals = withGoal(draft.goals, act.row, act.goal);
      if (isSame(goals, draft.goals)) return 0;
      draft.goals = goals;
      edited(draft, act.by);
      return 1;
    }
    case 'convert':
      draft.adjustment = adjustmentOf(act.adjusts, act.said);
      edited(draft, act.by);
      return 1;
    case 'refresh': {
      if (draft.base.version === season.version) return 0;
      const merged = merge(draft.base.goals, draft.goals, season.goals, act.choice);
      draft.goals = merged.goals;
      draft.base = { version: season.version, goals: season.goals };
      edited(draft, merged.conflicts === 0 ? null : act.by);
      return 1;
    }
    case 'submit':
      draft.status = 'SUBMITTED';
      draft.submitters = idsOf(act.by);
      draft.outcomes.push(null);
      return 1;
    case 'withdrawSubmission':
      draft.status = 'OPEN';
      draft.outcomes.splice(-1, 1, 'WITHDRAWN');
      return 1;
    case 'return':
      // An approval that is taken back stays, and the return is a round of its own.
      draft.outcomes.splice(draft.status === 'APPROVED' ? draft.outcomes.length : -1, 1, 'RETURNED');
      draft.status = 'RETURNED';
      return 1;
    case 'approve':
      draft.status = 'APPROVED';
      draft.outcomes.splice(-1, 1, 'APPROVED');
      return 1;
    case 'discard':
      draft.status = 'DISCARDED';
      return 1;
    case 'promote':
      season.goals = merge(draft.base.goals, season.goals, draft.goals, act.choice).goals;
      season.version += 1;
      draft.status = 'PROMOTED';
      return 1;
  }
}

function edited(draft: ExpectedDraft, by: Person | null): void {
  for (const id of by === null ? [] : idsOf(by)) draft.editors.add(id);
  if (draft.status !== 'RETURNED') draft.status = 'OPEN';
}

/** A goal that both sides changed, and not to the same, goes as was chosen. */
function merge(base: Goals, ours: Goals, theirs: Goals, choice: 'OURS' | 'THEIRS') {
  let conflicts = 0;
  const goalOf = (row: 0 | 1): string => {
    if (theirs[row] === base[row] || theirs[row] === ours[row]) return ours[row];
    if (ours[row] === base[row]) return theirs[row];
    conflicts += 1;
    return choice === 'OURS' ? ours[row] : theirs[row];
  };
  return { goals: [goalOf(0), goalOf(1)] as Goals, conflicts };
}

function withGoal(goals: Goals, row: 0 | 1, goal: string): Goals {
  return row === 0 ? [goal, goals[1]] : [goals[0], goal];
}

export function isSame(one: Goals, other: Goals): boolean {
  return one[0] === other[0] && one[1] === other[1];
}
