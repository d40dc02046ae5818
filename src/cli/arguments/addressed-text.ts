import { cellNames } from '../../../events/budget/cell-names.js';
import type { At, RowView } from '../../../services/services.js';
import { failure } from '../failures.js';
import type { BudgetOptions } from './budget.js';
import { findRow } from './budget.js';
import type { Asking } from '../ledger/read-ledger.js';

/** A row, or a cell of it (`path`), with what is said about it behind the first `=`. */
export interface Said {
  entityId: string;
  path: string | null;
  text: string;
}

/** `1.2 年度指标值=…`: a row, then a cell if one is meant. @throws Failure USAGE, NOT_FOUND, AMBIGUOUS */
export async function saidOf(
  ask: Asking,
  options: BudgetOptions,
  given: { option: string; text: string },
  points: readonly At[],
): Promise<Said> {
  const at = given.text.indexOf('=');
  if (at < 1) {
    throw failure(
      'usage',
      'USAGE',
      `${given.option} 须写成 行=… 或 行 单元格=…：“${given.text}”。`,
      `${given.option} is written row=… or row cell=…, not "${given.text}".`,
    );
  }
  const place = given.text.slice(0, at).trim();
  const text = given.text.slice(at + 1).trim();
  const [, named, cell] = /^(.+)\s+(\S+)$/.exec(place) ?? [];
  const isCell = cell !== undefined && pathsOf(cell).length > 0;
  const row = await rowAt(ask, options, isCell ? (named ?? '').trim() : place, points);
  const { id } =
    'budget' in row ? row.budget : 'fundUser' in row ? row.fundUser : 'project' in row ? row.project : row.indicator;
  return { entityId: id, path: isCell ? pathIn(row, pathsOf(cell)) : null, text };
}

/** At the first of the points that has such a row: one side of a merge may have withdrawn it. */
async function rowAt(ask: Asking, options: BudgetOptions, given: string, points: readonly At[]): Promise<RowView> {
  const [first, ...others] = points;
  try {
    return await findRow(ask, options, given, first ?? null);
  } catch (error) {
    for (const other of others) {
      const found = await findRow(ask, options, given, other).catch(() => null);
      if (found !== null) return found;
    }
    throw error;
  }
}

function pathsOf(cell: string): string[] {
  return Object.entries(cellNames).flatMap(([path, label]) => (path === cell || label === cell ? [path] : []));
}

/** 申报总计 is a cell of fund users and of projects alike. */
function pathIn(row: RowView, paths: readonly string[]): string | null {
  const ofFundUser = (path: string) => path.startsWith('declaredTotals.');
  return paths.find((path) => ofFundUser(path) === 'fundUser' in row) ?? paths[0] ?? null;
}
