/**
 * What a filter must be for its answer to mean something; whoever gives one that nothing could match is told so. A member
 * that is null or absent is not asked.
 */
import { cellPaths } from '../../../events/budget/cells.js';
import { taxonomies } from '../../../events/taxonomy.js';
import type { RowFilter } from '../../../projections/row-filter.js';
import { QueryError } from '../../../services/query-error.js';
import type {
  BudgetFilter,
  ChangeFilter,
  ComparedRowFilter,
  DraftFilter,
  IndicatorFilter,
  LedgerSavesFilter,
  ProjectFilter,
} from '../../../services/services.js';
import { checkLists, checkText, checkTextIn, noneOf } from './check-members.js';
import {
  checkCellMembers,
  checkChangeMembers,
  checkComparedMembers,
  checkIndicatorMembers,
  checkPersons,
  checkProjectMembers,
  checkSaveMembers,
  level1Codes,
  level2Codes,
} from './check-contradictions.js';
import { checkGrowth, checkTargetRange, readAmounts } from './check-ranges.js';

/** @throws QueryError INVALID_INPUT */
export function checkBudgets(filter: BudgetFilter): void {
  checkLists(filter);
  checkText('text', filter.text, named);
  checkKnown('taxonomies', filter.taxonomies, ids);
}

/** With amounts as they are compared. @throws QueryError INVALID_INPUT */
export function readProjects<Filter extends Omit<ProjectFilter, 'budgetIds' | 'units' | 'fiscalYears'>>(
  filter: Filter,
): Filter {
  checkLists(filter);
  checkText('text', filter.text, named);
  checkTextIn(filter);
  const read = readAmounts(filter);
  checkProjectMembers(read);
  return read;
}

/** @throws QueryError INVALID_INPUT */
export function checkIndicators(filter: IndicatorFilter): void {
  checkLists(filter);
  checkText('text', filter.text, named);
  checkTextIn(filter);
  checkTargetRange('cycleTarget', filter.cycleTarget);
  checkTargetRange('annualTarget', filter.annualTarget);
  checkKnown('level1Codes', filter.level1Codes, level1Codes);
  checkKnown('level2Codes', filter.level2Codes, level2Codes);
  checkIndicatorMembers(filter);
}

/** @throws QueryError INVALID_INPUT also for a path that no cell has, and for a text that every cell has */
export function checkCells(filter: ChangeFilter): void {
  checkLists(filter);
  checkText('text', filter.text, { zh: '每个改过的单元格都有文字', en: 'every changed cell has a text' });
  checkText('reason', filter.reason, null);
  checkText('basisDocument', filter.basisDocument, null);
  checkKnown('paths', filter.paths, paths);
  checkPersons('actorIds', filter.actorIds);
  checkPersons('editorIds', filter.editorIds);
  checkCellMembers(filter, filter.kinds);
  checkChangeMembers(filter);
}

/** @throws QueryError INVALID_INPUT */
export function checkSaves(filter: LedgerSavesFilter): void {
  checkLists(filter);
  checkText('reason', filter.reason, null);
  checkText('basisDocument', filter.basisDocument, null);
  checkPersons('personIds', filter.personIds);
  checkSaveMembers(filter);
}

/** @throws QueryError INVALID_INPUT */
export function checkDrafts({ budgetIds, units, statuses }: DraftFilter): void {
  checkLists({ budgetIds, units, status: statuses });
}

/** Of tables side by side. @throws QueryError INVALID_INPUT also for a path that no cell has */
export function checkRows(filter: RowFilter): void {
  checkLists(filter);
  checkKnown('paths', filter.paths, paths);
  checkCellMembers(filter);
}

/** Of two tables side by side. @throws QueryError INVALID_INPUT */
export function checkComparedRows(filter: ComparedRowFilter): void {
  checkRows(filter);
  checkGrowth(filter.growth);
  checkComparedMembers(filter);
}

const named = { zh: '每一行都有名称', en: 'every row has a name' };
const ids = taxonomies.map(({ id }) => id);

/** Of rows of every kind, each once. */
const paths: readonly string[] = [...new Set<string>(Object.values(cellPaths).flat())];

function checkKnown(
  member: 'paths' | 'taxonomies' | 'level1Codes' | 'level2Codes',
  given: readonly string[] | undefined,
  known: readonly string[],
): void {
  const unknown = noneOf(given, known);
  if (unknown === undefined) return;
  const shown = JSON.stringify(unknown.value.slice(0, 60));
  const { zh, en } = {
    paths: { zh: '单元格的路径', en: 'the path of a cell' },
    taxonomies: { zh: '指标分类的编号', en: 'the id of a taxonomy' },
    level1Codes: { zh: '任何指标分类的一级代码', en: 'a code of level 1 of any taxonomy' },
    level2Codes: { zh: '任何指标分类的二级代码', en: 'a code of level 2 of any taxonomy' },
  }[member];
  throw new QueryError(
    'INVALID_INPUT',
    `filter.${member} 中的 ${shown} 不是${zh}；可用：${known.join('、')}。`,
    `In filter.${member}, ${shown} is not ${en}; there are: ${known.join(', ')}.`,
    ['filter', member, String(unknown.index)],
  );
}
