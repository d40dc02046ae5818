import { byPlace } from '../../../events/budget/budget.state.js';
import type { Position } from '../../../events/position.js';
import type { IndicatorVersion, SaveRow } from '../../../projections/rows.js';
import type { BudgetView, IndicatorView, ProjectView, Queries } from '../../../services/services.js';
import { readingOf } from '../../ports/paging.js';
import type { Changes, Page, Points, Rows } from '../../ports/read-model.js';
import { placeKey, writeKey } from '../../ports/sort-keys.js';
import { checkNotLost } from '../lost.js';
import { everyRow } from '../whole-lists.js';
import type { RowQueries } from './rows.js';
import type { TableRows } from './table-rows.js';

export interface InItsPlaceTools {
  readModel: Changes & Points & Rows;
  tables: Pick<TableRows, 'projects'>;
  rows: Pick<RowQueries, 'projectsIn'>;
}

/** The save that withdrew a row, and the table right before it. */
interface Withdrawal {
  save: SaveRow;
  before: Position;
}

/** Siblings that are looked at beside a withdrawn row, on each side, before the next ones are read. */
const besideAtOnce = 20;

/**
 * What came in the place of a withdrawn row, by one rule: rows in force beside it (of the same project, or fund user) that
 * were not in force right before it went, and came with the very save that withdrew it, or stand at its place: no row that
 * was in force then stands between.
 */
export function inItsPlaceQueries(tools: InItsPlaceTools): Pick<Queries, 'indicatorsInPlaceOf' | 'projectsInPlaceOf'> {
  const { readModel, tables, rows } = tools;

  /** null: the row is in force. */
  async function withdrawalOf(entityId: string, { basis, branch }: BudgetView): Promise<Withdrawal | null> {
    const asked = [{ entityId, path: 'name' }];
    const [last = null] = await readModel.lastChanges(asked, basis.position, branch ?? undefined);
    if (last?.kind !== 'REMOVED') return null;
    const table = last.draftId ?? last.budgetId;
    const saveAt = async (version: number) =>
      checkNotLost(await readModel.saveAt(table, { version }), `version ${version} of ${table}`);
    return { save: await saveAt(last.version), before: (await saveAt(last.version - 1)).lastPosition };
  }

  async function indicatorsAt(
    ids: readonly string[],
    at: Position,
    { branch }: BudgetView,
  ): Promise<(IndicatorVersion | null)[]> {
    return readModel.indicatorVersions(ids, at, branch ?? undefined);
  }

  /** Those of the projects that were not in force at the position. */
  async function newSince(ids: readonly string[], at: Position, { branch }: BudgetView): Promise<Set<string>> {
    const before = await readModel.projectVersions(ids, at, branch ?? undefined);
    return new Set(ids.filter((_, index) => before[index]?.status !== 'ACTIVE'));
  }

  /** Beside a project, one way, up to the first that was there before. */
  async function besideProject({ budget, fundUserId, orderKey }: ProjectView, before: Position, backwards: boolean) {
    const filter = { fundUserIds: [fundUserId] };
    const found: string[] = [];
    const { unit: unitKey, fiscalYear } = budget;
    for (let key = writeKey([placeKey({ fiscalYear, unitKey, orderKey })]); ;) {
      const page: Page = backwards ? { last: besideAtOnce, before: key } : { first: besideAtOnce, after: key };
      const read = await tables.projects(budget, filter, 'PLACE_ASC', page);
      const inWay = readingOf(page).backwards ? read.rows.toReversed() : read.rows;
      const ids = inWay.map(({ row }) => row.projectId);
      const isNew = await newSince(ids, before, budget);
      const old = ids.findIndex((id) => !isNew.has(id));
      found.push(...ids.slice(0, old === -1 ? undefined : old));
      const last = inWay.at(-1);
      if (old !== -1 || !read.more || last === undefined) return found;
      key = last.key;
    }
  }

  /** Projects that came with the save. */
  async function projectsWith({ save, before }: Withdrawal): Promise<string[]> {
    const { budgetId, draftId, lastPosition } = save;
    const cells = await everyRow((page) =>
      readModel.changes(
        {
          budgetIds: [budgetId],
          entityKinds: ['PROJECT'],
          kinds: ['ADDED', 'RESTORED'],
          paths: ['name'],
          behind: before,
          ...(draftId === null ? {} : { drafts: { only: draftId } }),
        },
        'OLDEST_FIRST',
        lastPosition,
        page,
      ),
    );
    return cells.map(({ entityId }) => entityId);
  }

  return {
    async indicatorsInPlaceOf({ id, project }: IndicatorView): Promise<IndicatorView[]> {
      const { budget, indicators } = project;
      const withdrawal = project.status === 'WITHDRAWN' ? null : await withdrawalOf(id, budget);
      if (withdrawal === null) return [];
      const ids = indicators.map((each) => each.id);
      const [own = null, ...now] = await indicatorsAt([id, ...ids], budget.basis.position, budget);
      const before = await indicatorsAt(ids, withdrawal.before, budget);
      const right = await indicatorsAt(ids, withdrawal.save.lastPosition, budget);
      const isInForce = (row: IndicatorVersion | null | undefined) => row?.status === 'ACTIVE';
      const isNew = new Set(ids.filter((_, index) => !isInForce(before[index])));
      const placed = [own, ...now]
        .flatMap((row) => (row === null ? [] : [{ id: row.indicatorId, place: row.place }]))
        .sort(byPlace)
        .map((row) => row.id);
      const at = placed.indexOf(id);
      const beside = [...upToOld(placed.slice(at + 1), isNew), ...upToOld(placed.slice(0, at).reverse(), isNew)];
      const found = new Set([...beside, ...ids.filter((each, index) => isNew.has(each) && isInForce(right[index]))]);
      return indicators.filter((each) => found.has(each.id));
    },

    async projectsInPlaceOf(project: ProjectView): Promise<ProjectView[]> {
      const { id, budget, fundUserId } = project;
      const withdrawal = await withdrawalOf(id, budget);
      if (withdrawal === null) return [];
      const { before } = withdrawal;
      const beside = [
        ...(await besideProject(project, before, true)),
        ...(await besideProject(project, before, false)),
      ];
      const withIt = await projectsWith(withdrawal);
      const isNew = await newSince(withIt, before, budget);
      const ids = [...new Set([...beside, ...withIt.filter((each) => isNew.has(each))])];
      const found = (await rows.projectsIn(ids, budget)).filter((each) => each !== null);
      return found
        .filter((each) => each.status === 'ACTIVE' && each.fundUserId === fundUserId)
        .sort((one, other) => (one.orderKey < other.orderKey ? -1 : 1));
    },
  };
}

/** From the front, up to the first that was there before. */
function upToOld(ids: readonly string[], isNew: ReadonlySet<string>): string[] {
  const old = ids.findIndex((id) => !isNew.has(id));
  return ids.slice(0, old === -1 ? undefined : old);
}
