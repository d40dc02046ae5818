import { compareAmounts, sumAmounts } from '../../../events/money.js';
import { readTarget } from '../../../events/target.js';
import type { Position } from '../../../events/position.js';
import type { ChangedCell, EntityStatus, FundingSums, IndicatorVersion, SaveRow } from '../../../projections/rows.js';
import { holdsByKey } from '../../../projections/search/search-key.js';
import type {
  BudgetFilter,
  DraftsAsked,
  IndicatorFilter,
  ProjectFilter,
  Range,
  ResolvedChangeFilter,
  ResolvedSaveFilter,
  Said,
  TargetRange,
} from '../../../src/ports/read-model.js';

interface Row {
  budgetId: string;
  unitKey: string;
  fiscalYear: number;
}

export function isOf(
  row: Row,
  { budgetIds, units, fiscalYears }: Pick<ProjectFilter, 'budgetIds' | 'units' | 'fiscalYears'>,
): boolean {
  return isIn(row.budgetId, budgetIds) && isIn(row.unitKey, units) && isIn(row.fiscalYear, fiscalYears);
}

/** undefined: not asked. */
export function isIn<Value>(value: Value, asked: readonly Value[] | undefined): boolean {
  return asked === undefined || asked.includes(value);
}

export function matchesBudget(row: Row & { taxonomy: string; name: string }, filter: BudgetFilter): boolean {
  return (
    isOf(row, filter) &&
    isIn(row.taxonomy, filter.taxonomies) &&
    (filter.text === undefined || holdsText(row.name, filter.text, filter.exact))
  );
}

/** What of a project its filter looks at, wherever the project is told. */
export type AskedProject = Row & {
  status: EntityStatus;
  fundUserId: string;
  name: string;
  goal: string;
  funding: Record<keyof FundingSums, string | null>;
  targets: number;
};

/** Keys of texts and of targets are those of the program, which have tests of their own. */
export function matchesProject(row: AskedProject, filter: ProjectFilter): boolean {
  const { fundUserIds, text, textIn = ['NAME', 'GOAL'], fundedBy, total, funding = {}, status = 'ACTIVE' } = filter;
  const { hasTargets } = filter;
  return (
    isOf(row, filter) &&
    row.status === status &&
    isIn(row.fundUserId, fundUserIds) &&
    (text === undefined ||
      textIn.some((each) => holdsText(each === 'NAME' ? row.name : row.goal, text, filter.exact))) &&
    (fundedBy === undefined || fundedBy.some((source) => row.funding[source] !== null)) &&
    isWithin(sumAmounts(Object.values(row.funding)), total) &&
    (hasTargets === undefined || hasTargets === row.targets > 0) &&
    Object.entries(funding).every(([source, range]) => isWithin(row.funding[source as keyof FundingSums] ?? '0', range))
  );
}

function isWithin(amount: string, range: Range | undefined): boolean {
  const { min = null, max = null } = range ?? {};
  return (min === null || compareAmounts(amount, min) >= 0) && (max === null || compareAmounts(amount, max) <= 0);
}

/** What of an indicator its filter looks at. */
export type AskedIndicator = Row &
  Pick<
    IndicatorVersion,
    'status' | 'projectId' | 'projectLineage' | 'level2' | 'name' | 'cycleTarget' | 'annualTarget'
  >;

export function matchesIndicator(row: AskedIndicator, filter: IndicatorFilter): boolean {
  const { projectIds, level1Codes, level2Codes, kinds, hasBlankTarget, text, status = 'ACTIVE' } = filter;
  const { hasEqualTargets, takenOver } = filter;
  const { textIn = ['NAME', 'CYCLE_TARGET', 'ANNUAL_TARGET'] } = filter;
  const texts = { NAME: row.name, CYCLE_TARGET: row.cycleTarget, ANNUAL_TARGET: row.annualTarget };
  return (
    isOf(row, filter) &&
    row.status === status &&
    isIn(row.projectId, projectIds) &&
    isIn(row.level2[0], level1Codes) &&
    isIn(row.level2, level2Codes) &&
    isIn(readTarget(row.annualTarget).kind, kinds) &&
    (hasEqualTargets === undefined || askTheSame(row.cycleTarget, row.annualTarget) === hasEqualTargets) &&
    (takenOver === undefined || (row.projectLineage !== null) === takenOver) &&
    (hasBlankTarget === undefined || [row.cycleTarget, row.annualTarget].includes('') === hasBlankTarget) &&
    (text === undefined || textIn.some((each) => holdsText(texts[each], text, filter.exact))) &&
    isTargetWithin(row.cycleTarget, filter.cycleTarget) &&
    isTargetWithin(row.annualTarget, filter.annualTarget)
  );
}

/** A target reads as comparator, value and unit; two that read alike ask the same, and so do two of one text. */
function askTheSame(one: string, other: string): boolean {
  if (one === '' || other === '') return false;
  const readingOf = (text: string) => {
    const reading = readTarget(text);
    if (reading.kind === 'QUALITATIVE') return text;
    const [family, factor] = families[reading.measure ?? ''] ?? [reading.measure ?? '', 1];
    return `${reading.comparator} ${Math.round(Number(reading.value) * factor * 1e9)} ${family}`;
  };
  return readingOf(one) === readingOf(other);
}

/** Units of the tests, in what they come to: the family, and how many of its unit. */
const families: Record<string, readonly [family: string, factor: number]> = {
  '%': ['', 0.01],
  '％': ['', 0.01],
  '‰': ['', 0.001],
  万: ['', 10_000],
  万人: ['人', 10_000],
  万元: ['元', 10_000],
};

/** Of the short numbers that the tests write, which a number of JavaScript holds well enough to tell them apart. */
export function isTargetWithin(text: string, range: TargetRange | undefined): boolean {
  if (range === undefined) return true;
  const reading = readTarget(text);
  if (reading.kind === 'QUALITATIVE') return false;
  const scaled = (value: string, measure: string | null | undefined) => {
    const [family, factor] = families[measure ?? ''] ?? [measure ?? '', 1];
    return { family, value: Math.round(Number(value) * factor * 1e9) };
  };
  const own = scaled(reading.value, reading.measure);
  const { min = null, max = null, measure } = range;
  return (
    own.family === scaled('0', measure).family &&
    (min === null || own.value >= scaled(min, measure).value) &&
    (max === null || own.value <= scaled(max, measure).value)
  );
}

export function matchesChange(row: ChangedCell, filter: Omit<ResolvedChangeFilter, 'drafts'>): boolean {
  const sign = row.delta === null ? null : Math.sign(Number(row.delta));
  const signs = filter.deltaSigns?.map((each) => ({ NEGATIVE: -1, ZERO: 0, POSITIVE: 1 })[each]);
  const { text, exact } = filter;
  return (
    isOf(row, filter) &&
    isIn(row.projectId, filter.projectIds) &&
    isIn(row.entityId, filter.entityIds) &&
    isIn(row.entityKind, filter.entityKinds) &&
    isIn(row.path, filter.paths) &&
    isIn(row.kind, filter.kinds) &&
    isIn(row.effect, filter.effects) &&
    isIn(sign, signs) &&
    isIn(row.actor.id, filter.actorIds) &&
    (filter.behind === undefined || row.position > filter.behind) &&
    isIn(row.editorId, filter.editorIds) &&
    isIn(row.source, filter.sources) &&
    says('reason', row, filter) &&
    says('basisDocument', row, filter) &&
    (text === undefined || [row.before, row.after, row.entityName].some((each) => holdsText(each ?? '', text, exact)))
  );
}

/** The save of the row itself, or a correction of it. */
function says(
  said: Said,
  row: Record<Said, string | null> & ({ position: Position } | { lastPosition: Position }),
  { [said]: asked, corrected, exact }: Pick<ResolvedChangeFilter, Said | 'corrected' | 'exact'>,
): boolean {
  const at = 'position' in row ? row.position : row.lastPosition;
  const isCorrected = corrected?.[said]?.some((span) => span.firstPosition <= at && at <= span.lastPosition);
  return holds(row[said], asked, exact) || (asked !== undefined && isCorrected === true);
}

export function matchesSave(row: SaveRow, filter: ResolvedSaveFilter): boolean {
  const { draftId, personIds, ownWork, behind } = filter;
  return (
    isOf(row, filter) &&
    (draftId === undefined || row.draftId === draftId) &&
    (personIds === undefined || [row.actor.id, ...row.editors].some((id) => personIds.includes(id))) &&
    isIn(row.kind, filter.kinds) &&
    isIn(row.source.kind, filter.sources) &&
    (ownWork !== true || row.ownWork) &&
    (behind === undefined || row.lastPosition > behind) &&
    says('reason', row, filter) &&
    says('basisDocument', row, filter)
  );
}

/** undefined: not asked; empty: there is none. */
export function holds(text: string | null, asked: string | undefined, exact: boolean | undefined): boolean {
  if (asked === undefined) return true;
  return asked === '' ? (text ?? '') === '' : holdsText(text ?? '', asked, exact);
}

function holdsText(text: string, part: string, exact = false): boolean {
  return exact ? text.includes(part) : holdsByKey(text, part);
}

/** Whether the cell is in the list that is asked for, by where it was changed. */
export function isAsked({ draftId, position }: ChangedCell, asked: DraftsAsked | undefined): boolean {
  if (asked === undefined) return draftId === null;
  if (asked === 'INCLUDED') return true;
  if ('only' in asked) return draftId === asked.only;
  return draftId === null ? position <= asked.seenFrom.openedOn : draftId === asked.seenFrom.draftId;
}
