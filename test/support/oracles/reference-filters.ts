import { compareAmounts } from '../../../events/money.js';
import { readTarget } from '../../../events/target.js';
import type { Position } from '../../../events/position.js';
import type { ChangedCell, IndicatorVersion, ProjectVersion, SaveRow } from '../../../projections/rows.js';
import type {
  ResolvedChangeFilter,
  ResolvedSaveFilter,
  Said,
  DraftsAsked,
  IndicatorFilter,
  ProjectFilter,
} from '../../../src/ports/read-model.js';

interface Row {
  budgetId: string;
  unitKey: string;
  fiscalYear: number;
}

export function isOf(
  row: Row,
  { budgetId, unit, fiscalYear }: Pick<ProjectFilter, 'budgetId' | 'unit' | 'fiscalYear'>,
): boolean {
  return (
    (budgetId === undefined || row.budgetId === budgetId) &&
    (unit === undefined || row.unitKey === unit) &&
    (fiscalYear === undefined || row.fiscalYear === fiscalYear)
  );
}

export function matchesProject(row: ProjectVersion, filter: ProjectFilter): boolean {
  const { fundUserId, nameContains = '', fundedBy, totalAtLeast, totalAtMost, status = 'ACTIVE' } = filter;
  return (
    isOf(row, filter) &&
    row.status === status &&
    (fundUserId === undefined || row.fundUserId === fundUserId) &&
    row.name.includes(nameContains) &&
    (fundedBy === undefined || row.funding[fundedBy] !== null) &&
    (totalAtLeast === undefined || compareAmounts(row.total, totalAtLeast) >= 0) &&
    (totalAtMost === undefined || compareAmounts(row.total, totalAtMost) <= 0)
  );
}

export function matchesIndicator(row: IndicatorVersion, filter: IndicatorFilter): boolean {
  const { projectId, level1, level2, kind, nameContains = '', targetContains, status = 'ACTIVE' } = filter;
  return (
    isOf(row, filter) &&
    row.status === status &&
    (projectId === undefined || row.projectId === projectId) &&
    (level1 === undefined || row.level2.startsWith(level1)) &&
    (level2 === undefined || row.level2 === level2) &&
    (kind === undefined || readTarget(row.annualTarget).kind === kind) &&
    row.name.includes(nameContains) &&
    [row.cycleTarget, row.annualTarget].some((text) => holds(text, targetContains))
  );
}

export function matchesChange(row: ChangedCell, filter: Omit<ResolvedChangeFilter, 'drafts'>): boolean {
  const { unit, reason: _reason, basisDocument: _document, text = '', deltaSign, actorId, behind, corrected: _corrected, ...equal } = filter;
  const sign = row.delta === null ? null : Math.sign(Number(row.delta));
  return (
    Object.entries(equal).every(([member, value]) => row[member as keyof typeof equal] === value) &&
    (unit === undefined || row.unitKey === unit) &&
    (behind === undefined || row.position > behind) &&
    (actorId === undefined || row.actor.id === actorId) &&
    (deltaSign === undefined || sign === { NEGATIVE: -1, ZERO: 0, POSITIVE: 1 }[deltaSign]) &&
    says('reason', row, filter) &&
    says('basisDocument', row, filter) &&
    [row.before, row.after, row.entityName].some((each) => (each ?? '').includes(text))
  );
}

/** The save of the row itself, or a correction of it. */
function says(
  said: Said,
  row: Record<Said, string | null> & ({ position: Position } | { lastPosition: Position }),
  { [said]: asked, corrected }: Pick<ResolvedChangeFilter, Said | 'corrected'>,
): boolean {
  const at = 'position' in row ? row.position : row.lastPosition;
  const isCorrected = corrected?.[said]?.some((span) => span.firstPosition <= at && at <= span.lastPosition);
  return holds(row[said], asked) || (asked !== undefined && isCorrected === true);
}

export function matchesSave(row: SaveRow, filter: ResolvedSaveFilter): boolean {
  const { draftId, personId, kinds, sources, ownWork, behind } = filter;
  return (
    isOf(row, filter) &&
    (draftId === undefined || row.draftId === draftId) &&
    (personId === undefined || [row.actor.id, ...row.editors].includes(personId)) &&
    (kinds === undefined || kinds.includes(row.kind)) &&
    (sources === undefined || sources.includes(row.source.kind)) &&
    (ownWork !== true || row.ownWork) &&
    (behind === undefined || row.lastPosition > behind) &&
    says('reason', row, filter) &&
    says('basisDocument', row, filter)
  );
}

/** undefined: not asked; empty: there is none. */
export function holds(text: string | null, asked: string | undefined): boolean {
  return asked === undefined || (asked === '' ? (text ?? '') === '' : (text ?? '').includes(asked));
}

/** Whether the cell is in the list that is asked for, by where it was changed. */
export function isAsked({ draftId, position }: ChangedCell, asked: DraftsAsked | undefined): boolean {
  if (asked === undefined) return draftId === null;
  if (asked === 'INCLUDED') return true;
  if ('only' in asked) return draftId === asked.only;
  return draftId === null ? position <= asked.seenFrom.openedOn : draftId === asked.seenFrom.draftId;
}
