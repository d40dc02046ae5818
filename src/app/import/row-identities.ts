import type { DeclaredTotals } from '../../../events/budget/budget.events.js';
import type { FundUserState, IndicatorState, ProjectState } from '../../../events/budget/budget.state.js';
import { byPlace } from '../../../events/budget/budget.state.js';
import { moneyKey } from '../../../events/money.js';
import type { FundUserRow, IndicatorRow, ProjectRow } from '../../documents/table-document.js';
import type { FileRow, OwnRow } from './match-rows.js';

/**
 * How rows are identified: fund users by name, projects by fund user and name, indicators by code and name. The rest of
 * a row's content recognises one that was renamed, reassigned or reclassified.
 */
export type OwnFundUser = OwnRow & { row: FundUserState };
export type OwnProject = OwnRow & { row: ProjectState };
export type OwnIndicator = OwnRow & { row: IndicatorState };
/** `at`: ordinals down to the row, `1.3` for the third project of the first fund user. */
export type FileFundUser = FileRow & { row: FundUserRow; at: string };
export type FileProject = FileRow & { row: ProjectRow; at: string };
export type FileIndicator = FileRow & { row: IndicatorRow };

export function ownFundUser(row: FundUserState): OwnFundUser {
  return { id: row.id, withdrawn: row.withdrawn, ...fundUser(row), row };
}

export function fileFundUser(row: FundUserRow, index: number): FileFundUser {
  const at = String(index + 1);
  return { key: `fundUser:${at}`, ...fundUser(row), row, at };
}

function fundUser({ name, declared }: { name: string; declared: DeclaredTotals }) {
  const { total, fiscalAppropriation, specialAccount, other } = declared;
  const amounts = [total, fiscalAppropriation, specialAccount, other].map(moneyKey);
  return { identity: name, rests: [JSON.stringify(amounts)], alike: null };
}

export function ownProject(row: ProjectState): OwnProject {
  return { id: row.id, withdrawn: row.withdrawn, ...project(row, row.fundUserId), row };
}

export function fileProject(row: ProjectRow, fundUserId: string, at: string): FileProject {
  return { key: `project:${at}`, ...project(row, fundUserId), row, at };
}

function project(row: Pick<ProjectRow, 'name' | 'funding' | 'declaredTotal' | 'goal'>, fundUserId: string) {
  const { name, funding, declaredTotal, goal } = row;
  const { fiscalAppropriation, specialAccount, other } = funding;
  const amounts = [fiscalAppropriation, specialAccount, other, declaredTotal].map(moneyKey);
  const content = [...amounts, goal];
  return {
    identity: JSON.stringify([fundUserId, name]),
    rests: [`renamed ${JSON.stringify([fundUserId, ...content])}`, `reassigned ${JSON.stringify([name, ...content])}`],
    alike: name,
  };
}

export function ownIndicators({ indicators }: ProjectState): OwnIndicator[] {
  const rows = [...indicators.values()].sort(byPlace);
  return rows.map((row) => ({ id: row.id, withdrawn: row.withdrawn, ...indicator(row), row }));
}

export function fileIndicators({ row: { indicators }, at }: FileProject): FileIndicator[] {
  return indicators.map((row, index) => ({ key: `indicator:${at}.${index + 1}`, ...indicator(row), row }));
}

function indicator(row: Pick<IndicatorRow, 'level2' | 'name' | 'cycleTarget' | 'annualTarget'>) {
  const { level2, name, cycleTarget, annualTarget } = row;
  return {
    identity: JSON.stringify([level2, name]),
    rests: [
      `renamed ${JSON.stringify([level2, cycleTarget, annualTarget])}`,
      `reclassified ${JSON.stringify([name, cycleTarget, annualTarget])}`,
    ],
    alike: name,
  };
}
