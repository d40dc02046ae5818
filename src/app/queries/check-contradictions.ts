/** Members of a filter that cannot hold together: an answer of nothing would say that there is nothing. */
import { isActorId, actorIdMeaning } from '../../../events/actor-id.js';
import { cellPaths } from '../../../events/budget/cells.js';
import { compareAmounts, sumAmounts } from '../../../events/money.js';
import { taxonomies } from '../../../events/taxonomy.js';
import type { ChangeKind, EntityKind, FundingSums } from '../../../projections/rows.js';
import { QueryError } from '../../../services/query-error.js';
import type {
  ChangeFilter,
  ComparedRowFilter,
  IndicatorFilter,
  LedgerSavesFilter,
  ProjectFilter,
} from '../../../services/services.js';

/** @param members the two, the one to look at last @throws QueryError INVALID_INPUT */
export function checkTogether(holds: boolean, members: readonly [string, string], zh: string, en: string): void {
  if (holds) return;
  const [one, other] = members;
  throw new QueryError(
    'INVALID_INPUT',
    `filter.${one} 与 filter.${other} 不能同时成立：${zh}。请去掉其一或改写，或分几次查询。`,
    `filter.${one} and filter.${other} cannot both hold: ${en}. Leave one out, or change it, or ask in several queries.`,
    ['filter', ...other.split('.')],
  );
}

/** @throws QueryError INVALID_INPUT */
export function checkIndicatorMembers(filter: IndicatorFilter): void {
  const { level1Codes, level2Codes, hasBlankTarget, hasEqualTargets, kinds, cycleTarget, annualTarget } = filter;
  checkTogether(
    !(hasBlankTarget === true && hasEqualTargets === true),
    ['hasBlankTarget', 'hasEqualTargets'],
    '有一个指标值空白，两者就不相同',
    'where a target is blank, the two are not equal',
  );
  checkTogether(
    !(hasBlankTarget === true && cycleTarget !== undefined && annualTarget !== undefined),
    ['hasBlankTarget', 'annualTarget'],
    '两个指标值都须在范围内，就没有空白的',
    'both targets are to be within ranges, so that none is blank',
  );
  checkTogether(
    !(annualTarget !== undefined && kinds !== undefined && !kinds.includes('QUANTITATIVE')),
    ['kinds', 'annualTarget'],
    '定性的年度指标值不在任何范围内',
    'a QUALITATIVE annual target is in no range',
  );
  checkTogether(
    level1Codes === undefined ||
      level2Codes === undefined ||
      level2Codes.some((code) => level1Codes.some((of) => code.startsWith(of))),
    ['level1Codes', 'level2Codes'],
    '所列二级指标都不属于所列一级指标',
    'none of the classes of level 2 is of one of those of level 1',
  );
}

/** @param filter its amounts as they are compared @throws QueryError INVALID_INPUT */
export function checkProjectMembers({
  total,
  funding,
  fundedBy,
}: Pick<ProjectFilter, 'total' | 'funding' | 'fundedBy'>): void {
  const of = (source: keyof FundingSums) => funding?.[source];
  checkTogether(
    fundedBy === undefined || fundedBy.some((source) => isAbove(of(source)?.max ?? null, '0')),
    ['fundedBy', 'funding'],
    '所列来源的金额都至多为 0',
    'of each of these sources the amount is to be 0',
  );
  checkTogether(
    fundedBy === undefined || isAbove(total?.max ?? null, '0'),
    ['fundedBy', 'total'],
    '总计至多为 0',
    'the total is to be 0',
  );
  const least = sumAmounts(sources.map((source) => of(source)?.min));
  checkTogether(
    !isAbove(least, total?.max ?? null),
    ['total', 'funding'],
    `各来源的下限之和 ${least} 大于总计的上限`,
    `the least of the sources is ${least} together, above the total`,
  );
  const most = sources.map((source) => of(source)?.max ?? null);
  checkTogether(
    most.includes(null) || !isAbove(total?.min ?? '0', sumAmounts(most)),
    ['total', 'funding'],
    `各来源的上限之和 ${sumAmounts(most)} 小于总计的下限`,
    `the most of the sources is ${sumAmounts(most)} together, below the total`,
  );
}

const sources: readonly (keyof FundingSums)[] = ['fiscalAppropriation', 'specialAccount', 'other'];

/** Of ends of ranges: null has none, so that it is above whatever is given, and nothing is above it. */
function isAbove(one: string | null, other: string | null): boolean {
  return other !== null && (one === null || compareAmounts(one, other) > 0);
}

export const level1Codes = codesOf('level1');
export const level2Codes = codesOf('level2');

/** Of all taxonomies, each once. */
function codesOf(level: 'level1' | 'level2'): string[] {
  return [...new Set(taxonomies.flatMap((taxonomy) => taxonomy[level].map(({ code }) => code)))];
}

interface CellOfKind {
  kind: EntityKind;
  path: string;
}

const everyCell: readonly CellOfKind[] = Object.entries(cellPaths).flatMap(([kind, paths]) =>
  paths.map((path) => ({ kind: kind as EntityKind, path })),
);

const isTargetCell = ({ path }: CellOfKind) => path === 'cycleTarget' || path === 'annualTarget';
const isSourceCell = ({ path }: CellOfKind) => path.startsWith('funding.');
const isAmountCell = ({ path }: CellOfKind) => isSourceCell({ kind: 'PROJECT', path }) || path.startsWith('declared');
const isBelowProject = ({ kind }: CellOfKind) => kind === 'PROJECT' || kind === 'INDICATOR';

type AskedOfCells = Pick<ChangeFilter, 'entityKinds' | 'paths' | 'projectIds' | 'effects' | 'deltaSigns'>;

/** Which cells can be what each member asks for; a member that is not given asks for nothing. */
function cellsAskedFor(
  filter: AskedOfCells & ComparedRowFilter,
  happened: ChangeFilter['kinds'],
): [string, (cell: CellOfKind) => boolean][] {
  const { entityKinds, paths, projectIds, effects, deltaSigns, growth, changedAlone } = filter;
  const asked: [string, ((cell: CellOfKind) => boolean) | undefined][] = [
    ['entityKinds', entityKinds && (({ kind }) => entityKinds.includes(kind))],
    ['projectIds', projectIds && isBelowProject],
    ['paths', paths && (({ path }) => paths.includes(path))],
    ['kinds', happened && (({ path }) => happened.some((kind) => happensTo(kind, path)))],
    ['effects', effects && isTargetCell],
    ['deltaSigns', deltaSigns && ((cell) => isTargetCell(cell) || isAmountCell(cell))],
    ['growth', growth && (({ kind }) => kind === 'PROJECT')],
    ['changedAlone', changedAlone && isBelowProject],
    ['changedAlone', changedAlone && ((cell) => !(changedAlone === 'MONEY' ? isTargetCell(cell) : isSourceCell(cell)))],
  ];
  return asked.flatMap(([member, is]) => (is === undefined ? [] : [[member, is]]));
}

function happensTo(kind: ChangeKind, path: string): boolean {
  switch (kind) {
    case 'ADDED':
    case 'REMOVED':
    case 'RESTORED':
      return true;
    case 'RENAMED':
      return path === 'name';
    case 'MOVED':
      return path === 'place';
    case 'MODIFIED':
      return path !== 'name' && path !== 'place';
  }
}

/**
 * @param happened to the cell itself, where that is asked
 * @throws QueryError INVALID_INPUT where no kind of row has a cell that two of the members both ask for
 */
export function checkCellMembers(filter: AskedOfCells & ComparedRowFilter, happened?: ChangeFilter['kinds']): void {
  const asked = cellsAskedFor(filter, happened);
  asked.forEach(([one, isOne], index) => {
    for (const [other, isOther] of asked.slice(0, index)) {
      checkTogether(
        everyCell.some((cell) => isOne(cell) && isOther(cell)),
        [other, one],
        '没有哪种行有同时符合两者的单元格',
        'no kind of row has a cell that fits both',
      );
    }
  });
  if (asked.length < 3 || everyCell.some((cell) => asked.every(([, is]) => is(cell)))) return;
  const members = asked.map(([member]) => `filter.${member}`);
  throw new QueryError(
    'INVALID_INPUT',
    `${members.join('、')} 不能同时成立：没有哪种行有同时符合它们的单元格。请去掉其一，或分几次查询。`,
    `${members.join(', ')} cannot all hold: no kind of row has a cell that fits them. Leave one out, or ask in several queries.`,
    ['filter'],
  );
}

/** @throws QueryError INVALID_INPUT */
export function checkComparedMembers({ kinds, effects, changedAlone, growth, weakened }: ComparedRowFilter): void {
  checkTogether(
    !(effects !== undefined && kinds?.every((kind) => kind === 'ADDED' || kind === 'REMOVED') === true),
    ['kinds', 'effects'],
    '新增和撤销的行没有改过的指标值',
    'a row that was added or removed has no target that was changed',
  );
  checkTogether(
    !(weakened === true && effects !== undefined && !effects.includes('WEAKENED')),
    ['weakened', 'effects'],
    '要求降低的指标值，其影响是“降低”（WEAKENED）',
    'a target that asks less is WEAKENED',
  );
  checkTogether(
    !(weakened === true && kinds?.every((kind) => kind === 'ADDED') === true),
    ['weakened', 'kinds'],
    '新增的行没有降低什么',
    'a row that was added weakens nothing',
  );
  const { moreThan, lessThan } = growth ?? {};
  const isWithoutZero = (moreThan ?? '-1').startsWith('-') === false || (lessThan ?? '1').startsWith('-');
  checkTogether(
    !(changedAlone === 'TARGETS' && growth !== undefined && isWithoutZero),
    ['changedAlone', 'growth'],
    '只改了指标的项目，总计没有增减',
    'the total of a project of which the targets alone differ has not grown',
  );
}

/** @throws QueryError INVALID_INPUT */
export function checkChangeMembers({ kinds, effects }: ChangeFilter): void {
  checkTogether(
    effects === undefined || kinds === undefined || kinds.includes('MODIFIED'),
    ['kinds', 'effects'],
    '指标值的变化只在修改（MODIFIED）中',
    'what became of a target is told of what was MODIFIED',
  );
}

/** @throws QueryError INVALID_INPUT */
export function checkSaveMembers({ ownWork, kinds }: LedgerSavesFilter): void {
  checkTogether(
    !(ownWork === true && kinds?.some((kind) => kind === 'APPROVAL' || kind === 'PROMOTION') === false),
    ['ownWork', 'kinds'],
    'ownWork 只问批准和并入草案',
    'ownWork asks for approvals and promotions',
  );
}

/** @throws QueryError INVALID_INPUT for what is the id of nobody */
export function checkPersons(member: string, given: readonly string[] | undefined): void {
  const index = given?.findIndex((id) => !isActorId(id)) ?? -1;
  const id = given?.[index];
  if (id === undefined) return;
  const shown = JSON.stringify(id.slice(0, 60));
  throw new QueryError(
    'INVALID_INPUT',
    `filter.${member} 中的 ${shown} 不是人员编号；人员编号是${actorIdMeaning.zh}。`,
    `In filter.${member}, ${shown} is no id of a person, which is ${actorIdMeaning.en}.`,
    ['filter', member, String(index)],
  );
}
