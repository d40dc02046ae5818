import { compareAmounts } from '../../../events/money.js';
import { readTarget } from '../../../events/target.js';
import type { IndicatorVersion, ProjectVersion } from '../../../projections/rows.js';
import type { IndicatorFilter, ProjectFilter } from '../../../services/services.js';

/** What the lists of the read model hold, told of one row: for rows that they do not know. */
export function matchesProject(row: ProjectVersion, filter: ProjectFilter): boolean {
  const { fundUserId, nameContains = '', fundedBy, totalAtLeast, totalAtMost } = filter;
  return (
    isOf(row, filter) &&
    (fundUserId === undefined || row.fundUserId === fundUserId) &&
    row.name.includes(nameContains) &&
    (fundedBy === undefined || row.funding[fundedBy] !== null) &&
    (totalAtLeast === undefined || compareAmounts(row.total, totalAtLeast) >= 0) &&
    (totalAtMost === undefined || compareAmounts(row.total, totalAtMost) <= 0)
  );
}

export function matchesIndicator(row: IndicatorVersion, filter: IndicatorFilter): boolean {
  const { projectId, level1, level2, nameContains = '', targetContains, kind } = filter;
  const targets = [row.cycleTarget, row.annualTarget];
  return (
    isOf(row, filter) &&
    (projectId === undefined || row.projectId === projectId) &&
    (level1 === undefined || row.level2.startsWith(level1)) &&
    (level2 === undefined || row.level2 === level2) &&
    row.name.includes(nameContains) &&
    (targetContains === undefined || targets.some((text) => holds(text, targetContains))) &&
    (kind === undefined || readTarget(row.annualTarget).kind === kind)
  );
}

type Shared = Pick<ProjectFilter, 'budgetId' | 'unit' | 'fiscalYear' | 'status'>;

function isOf(
  row: Pick<ProjectVersion, 'budgetId' | 'unitKey' | 'fiscalYear' | 'status'>,
  { budgetId, unit, fiscalYear, status = 'ACTIVE' }: Shared,
): boolean {
  return (
    row.status === status &&
    (budgetId === undefined || row.budgetId === budgetId) &&
    (unit === undefined || row.unitKey === unit) &&
    (fiscalYear === undefined || row.fiscalYear === fiscalYear)
  );
}

/** An empty text asks for what has none. */
function holds(text: string, asked: string): boolean {
  return asked === '' ? text === '' : text.includes(asked);
}
