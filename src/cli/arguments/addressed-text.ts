import { cellNames } from '../../../events/budget/cell-names.js';
import type { At, RowView } from '../../../services/services.js';
import { failure } from '../failures.js';
import type { BudgetOptions } from './budget.js';
import { findRow, rowHead } from './row.js';
import type { Reader } from '../ledger/read-ledger.js';

/** A row or a cell of it (`path`), and the text written behind the first `=`, such as a remark about it. */
export interface AddressedText {
  entityId: string;
  path: string | null;
  text: string;
}

/**
 * Reads `1.2 年度指标值=…`: a row, then a cell if one is meant.
 * @param points where the row is looked for, one after the other
 * @throws Failure USAGE, NOT_FOUND, AMBIGUOUS
 */
export async function findAddressedText(
  reader: Reader,
  options: BudgetOptions,
  given: { option: string; text: string },
  points: readonly At[],
): Promise<AddressedText> {
  const at = given.text.indexOf('=');
  if (at < 1) {
    throw failure(
      'usage',
      'USAGE',
      `${given.option} 须写成 行=… 或 行 单元格=…：“${given.text}”。`,
      `${given.option} is written row=… or row cell=…, not "${given.text}".`,
    );
  }
  const address = given.text.slice(0, at).trim();
  const text = given.text.slice(at + 1).trim();
  const [, named, cell] = /^(.+)\s+(\S+)$/.exec(address) ?? [];
  const isCell = cell !== undefined && pathsOf(cell).length > 0;
  const row = await findRowAtAny(reader, options, isCell ? (named ?? '').trim() : address, points);
  return { entityId: rowHead(row).id, path: isCell ? pathIn(row, pathsOf(cell)) : null, text };
}

/** The row at the first of the points that has it in force, or else withdrawn: one side of a merge may have withdrawn it. */
async function findRowAtAny(
  reader: Reader,
  options: BudgetOptions,
  given: string,
  points: readonly At[],
): Promise<RowView> {
  const [first, ...others] = points;
  try {
    return await findRow(reader, options, given, first ?? null, 'IN_FORCE');
  } catch (error) {
    for (const asked of ['IN_FORCE', 'WITHDRAWN_TOO'] as const) {
      for (const point of asked === 'IN_FORCE' ? others : [first ?? null, ...others]) {
        const found = await findRow(reader, options, given, point, asked).catch(() => null);
        if (found !== null) return found;
      }
    }
    throw error;
  }
}

function pathsOf(cell: string): string[] {
  return Object.entries(cellNames).flatMap(([path, label]) => (path === cell || label === cell ? [path] : []));
}

/** Which of the paths the row has: 申报总计 names a cell of fund users and one of projects. */
function pathIn(row: RowView, paths: readonly string[]): string | null {
  const ofFundUser = (path: string) => path.startsWith('declaredTotals.');
  return paths.find((path) => ofFundUser(path) === 'fundUser' in row) ?? paths[0] ?? null;
}
