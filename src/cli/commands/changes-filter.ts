import { cellNames } from '../../../events/budget/cell-names.js';
import type { At, ChangeFilter, Stretch } from '../../../services/services.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget, parseYear } from '../arguments/budget.js';
import { parseLabel, parseLabels } from '../arguments/choice.js';
import { findDraft } from '../arguments/draft.js';
import { findPoint } from '../arguments/point.js';
import { findRowToShow } from '../arguments/row.js';
import { readVersion } from '../../../events/point-form.js';
import { failure } from '../failures.js';
import type { Reader } from '../ledger/read-ledger.js';
import type { Output } from '../terminal/output.js';
import { effectLabels, entityLabels, kindLabels, sourceLabels } from '../text/labels.js';

/** The conditions of `changes`, as they are typed; all of them have to hold. */
export interface ChangesFilterOptions extends BudgetOptions {
  row?: string;
  entityKind?: string;
  cell?: string;
  kind?: string;
  effect?: string;
  delta?: string;
  actor?: string;
  editor?: string;
  source?: string;
  reason?: string;
  document?: string;
  text?: string;
  exact?: boolean;
  versions?: string;
  drafts?: boolean;
  draft?: string;
  from?: string;
  to?: string;
}

/** A stretch of the ledger, as it is typed. */
export interface StretchOptions extends BudgetOptions {
  from?: string;
  to?: string;
}

/** @throws Failure USAGE, INVALID_POINT, NOT_FOUND, AMBIGUOUS */
export async function findChangesFilter(
  output: Output,
  reader: Reader,
  options: ChangesFilterOptions,
  point: At | null,
): Promise<ChangeFilter> {
  const { budget, unit, year, row, entityKind, cell, kind, effect, delta, versions } = options;
  const draftId = options.draft === undefined ? undefined : (await findDraft(reader, options, options.draft)).id;
  const rowFilter = row === undefined ? {} : await findRowFilter(output, reader, options, row, point);
  return definedOf({
    budgetIds: listed(budget),
    units: listed(unit),
    fiscalYears: listed(year === undefined ? undefined : parseYear(year)),
    ...(versions === undefined
      ? {}
      : { budgetIds: [(await findBudget(reader, options, null)).id], versions: parseVersions(versions) }),
    ...rowFilter,
    draftId,
    includeDrafts: options.drafts,
    entityKinds: listed(parseLabel('--entity-kind', entityKind, entityLabels)),
    paths: listed(cell === undefined ? undefined : parsePath(cell)),
    kinds: parseLabels('--kind', kind, kindLabels),
    effects: listed(parseLabel('--effect', effect, effectLabels)),
    deltaSigns: listed(parseLabel('--delta', delta, signs)),
    actorIds: listed(options.actor),
    editorIds: listed(options.editor),
    sources: parseLabels('--source', options.source, sourceLabels),
    reason: options.reason,
    basisDocument: options.document,
    text: options.text,
    exact: options.exact,
    ...(await findStretch(reader, options)),
  });
}

async function findRowFilter(
  output: Output,
  reader: Reader,
  options: ChangesFilterOptions,
  row: string,
  point: At | null,
): Promise<Partial<ChangeFilter>> {
  const found = await findRowToShow(
    output,
    reader,
    options,
    row,
    options.draft === undefined ? point : { draft: { id: (await findDraft(reader, options, options.draft)).id } },
  );
  if ('budget' in found) return { budgetIds: [found.budget.id] };
  if ('project' in found) return { projectIds: [found.project.id] };
  return { entityIds: ['fundUser' in found ? found.fundUser.id : found.indicator.id] };
}

export function listed<Value>(only: Value | undefined): Value[] | undefined {
  return only === undefined ? undefined : [only];
}

const signs = { POSITIVE: 'up', NEGATIVE: 'down', ZERO: 'zero' } as const;

function parsePath(cell: string): string {
  // 申报总计 names a cell of fund users and one of projects, so there the path itself has to be given.
  const found = Object.entries(cellNames).filter(([path, label]) => path === cell || label === cell);
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only[0];
  const paths = (only === undefined ? Object.keys(cellNames) : found.map(([path]) => path)).join(', ');
  throw failure(
    'usage',
    'USAGE',
    `--cell“${cell}”不明确或不存在；可用：${paths}。`,
    `--cell "${cell}" is not known, or not one alone; there are: ${paths}.`,
  );
}

function parseVersions(text: string): { from?: number; to?: number } {
  const [first = '', last = first, more] = text.split('..');
  const from = first === '' ? undefined : readVersion(first);
  const to = last === '' ? undefined : readVersion(last);
  if (more !== undefined || from === null || to === null || (from === undefined && to === undefined)) {
    throw failure(
      'usage',
      'USAGE',
      `--versions 写成 2..5、2.. 或 3，不是“${text}”。`,
      `--versions is written 2..5, 2.. or 3, not "${text}".`,
    );
  }
  return definedOf({ from, to });
}

/** What lies between `--from` and `--to`: a date is its beginning in the one and its end in the other, in Beijing. */
export async function findStretch(reader: Reader, options: StretchOptions): Promise<Stretch> {
  const { from, to } = options;
  const start = await findPoint(reader, options, from);
  const end = await findPoint(reader, options, to);
  if ([start, end].some((at) => (at?.version ?? at?.sealId ?? at?.draft ?? null) !== null)) {
    throw failure(
      'usage',
      'USAGE',
      '--from、--to 取日期、时间或位置；版本（定稿是其中之一）请用 --versions，草案请用 --draft。',
      '--from and --to take dates, times or positions; for versions, sealed ones too, there is --versions, for drafts --draft.',
    );
  }
  const clock = (at: At | null, ofDay: string) => (at?.date ? `${at.date}T${ofDay}+08:00` : at?.time);
  const times = definedOf({ from: clock(start, '00:00:00.000'), to: clock(end, '23:59:59.999') });
  const positions = definedOf({ from: start?.position, to: end?.position });
  return {
    ...(Object.keys(times).length === 0 ? {} : { times }),
    ...(Object.keys(positions).length === 0 ? {} : { positions }),
  };
}

type Defined<T> = { [Member in keyof T]?: Exclude<T[Member], undefined> };

export function definedOf<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
