/** From the stretch of the ledger that a filter of changes names to positions. */
import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import { QueryError } from '../../../services/query-error.js';
import type { Basis, ChangeFilter } from '../../../services/services.js';
import type { Points, ResolvedChangeFilter } from '../../ports/read-model.js';
import type { QueryPoints } from './points/points.js';

/** What is asked of the read model: the filter resolved, and the last position that it is asked at. */
export interface ResolvedChanges {
  matching: ResolvedChangeFilter;
  position: Position;
}

/** @throws QueryError POSITION_PAST_HEAD for a bound that the ledger cannot have given */
export async function checkBounds(
  { applied }: Pick<QueryPoints, 'applied'>,
  { positions }: Pick<ChangeFilter, 'positions'>,
): Promise<void> {
  for (const member of ['from', 'to'] as const) {
    const bound = positions?.[member] ?? null;
    if (bound !== null) await applied(bound as Position, ['filter', 'positions', member]);
  }
}

/**
 * The port's filter, and the last position that is asked about: versions, positions and times become one stretch of the
 * ledger.
 * @throws QueryError INVALID_ARGUMENT, VERSION_NEEDS_ONE_BUDGET
 */
export async function resolveChanges(
  readModel: Points,
  { includeDrafts, draftId, versions, positions, times, ...same }: ChangeFilter,
  basis: Pick<Basis, 'position'>,
): Promise<ResolvedChanges> {
  const behind: Position[] = [];
  const upTo: Position[] = [basis.position];
  if (versions !== undefined) {
    const table = draftId ?? same.budgetId;
    if (table === undefined) throw versionsNeedBudget();
    const { from = 0, to } = rangeInOrder('versions', versions);
    const end = async (version: number) => (await readModel.saveAt(table, { version }))?.lastPosition;
    // Nothing comes before the first version, and nothing yet after the newest.
    if (from > 1) behind.push((await end(from - 1)) ?? basis.position);
    if (to !== undefined) upTo.push((await end(to)) ?? (to < 1 ? ledgerStart : basis.position));
  }
  if (positions !== undefined) {
    const { from, to } = rangeInOrder('positions', positions);
    if (from !== undefined) behind.push(from as Position);
    if (to !== undefined) upTo.push(to as Position);
  }
  if (times !== undefined) {
    const { from, to } = rangeInOrder('times', { from: inUtc(times.from), to: inUtc(times.to) });
    if (from !== undefined) behind.push(await readModel.positionAt(new Date(Date.parse(from) - 1).toISOString()));
    if (to !== undefined) upTo.push(await readModel.positionAt(to));
  }
  const last = behind.sort().at(-1);
  const drafts = draftId !== undefined ? { only: draftId } : includeDrafts === true ? ('INCLUDED' as const) : undefined;
  const matching = drafts === undefined ? same : { ...same, drafts };
  return {
    matching: last === undefined ? matching : { ...matching, behind: last },
    position: upTo.sort()[0] ?? basis.position,
  };
}

interface Range<Bound> {
  from?: Bound | null | undefined;
  to?: Bound | null | undefined;
}

/** @throws QueryError INVALID_ARGUMENT */
function rangeInOrder<Bound extends string | number>(name: string, { from, to }: Range<Bound>) {
  const range = { from: from ?? undefined, to: to ?? undefined };
  if (range.from !== undefined && range.to !== undefined && range.from > range.to) {
    throw new QueryError(
      'INVALID_ARGUMENT',
      `filter.${name} 的 from 在 to 之后；请对调两者。`,
      `In filter.${name}, "from" comes after "to"; swap them.`,
      ['filter', name],
    );
  }
  return range;
}

/** With milliseconds, as the ledger's clock is written. */
function inUtc(time: string | null | undefined): string | undefined {
  return time === null || time === undefined ? undefined : new Date(Date.parse(time)).toISOString();
}

function versionsNeedBudget(): QueryError {
  return new QueryError(
    'VERSION_NEEDS_ONE_BUDGET',
    'filter.versions 按每个预算（草案）单独计数；请同时给出 filter.budgetId 或 draftId，或改用 times、positions。',
    'filter.versions are counted per budget or draft; give filter.budgetId or draftId with them, or use times or positions.',
    ['filter', 'versions'],
  );
}
