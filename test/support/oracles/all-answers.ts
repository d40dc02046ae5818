import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { DraftRow } from '../../../projections/draft-rows.js';
import type { EntityStatus } from '../../../projections/rows.js';
import type {
  Branch,
  BudgetOrder,
  CellAddress,
  IndicatorOrder,
  ProjectOrder,
  ReadModel,
} from '../../../src/ports/read-model.js';
import type { DecidedSave } from '../random/history.js';

const all = { first: 100_000, after: null };
export const orders: readonly ProjectOrder[] = [
  'PLACE_ASC',
  'PLACE_DESC',
  'NAME_ASC',
  'NAME_DESC',
  'TOTAL_ASC',
  'TOTAL_DESC',
];
export const indicatorOrders: readonly IndicatorOrder[] = [
  'PLACE_ASC',
  'PLACE_DESC',
  'NAME_ASC',
  'NAME_DESC',
  'CLASS_ASC',
  'CLASS_DESC',
];
export const budgetOrders: readonly BudgetOrder[] = [
  'PLACE_ASC',
  'PLACE_DESC',
  'UNIT_ASC',
  'UNIT_DESC',
  'TOTAL_ASC',
  'TOTAL_DESC',
];
export const statuses: readonly EntityStatus[] = ['ACTIVE', 'WITHDRAWN'];

export interface RowIds {
  budgets: string[];
  fundUsers: string[];
  projects: string[];
  indicators: string[];
  events: string[];
  drafts: string[];
}

/** Ids of everything that a history ever names. */
export function idsOf(history: readonly DecidedSave[]): RowIds {
  const events = history.flatMap((save) => save.events);
  const named = (key: string) => [...new Set(JSON.stringify(events).match(new RegExp(`(?<="${key}":")[^"]+`, 'g')))];
  return {
    budgets: [...new Set(history.map(({ budgetId }) => budgetId))],
    fundUsers: named('fundUserId'),
    projects: named('projectId'),
    indicators: named('indicatorId'),
    events: events.map(({ id }) => id),
    drafts: named('draftId'),
  };
}

/** What the read model answers to every question, at the head and at each of the positions. */
export async function allAnswers(readModel: ReadModel, ids: RowIds, positions: readonly Position[]): Promise<string> {
  const everyId = Object.values(ids as unknown as Record<string, string[]>).flat();
  const answers: unknown[] = [await readModel.status()];
  answers.push(await readModel.kindsOf(everyId));
  answers.push(await Promise.all(ids.events.map((id) => readModel.eventPosition(id))));
  answers.push(await Promise.all(ids.budgets.map((id) => readModel.budget(id))));
  for (const position of [ledgerStart, ...positions]) answers.push(await answersAt(readModel, ids, position));
  return JSON.stringify(answers);
}

async function answersAt(readModel: ReadModel, ids: RowIds, position: Position): Promise<unknown[]> {
  const last = await readModel.lastSave(position);
  const drafts = (await Promise.all(ids.budgets.map((id) => readModel.drafts(id, position)))).flat();
  return [
    position,
    last,
    await readModel.saveEnd(position),
    await readModel.positionAt(last?.clock ?? ''),
    drafts,
    await budgetAnswers(readModel, ids, position),
    await Promise.all(drafts.map(({ draft }) => draftAnswers(readModel, ids, branchOf(draft), position))),
    await readModel.changes({ drafts: 'INCLUDED' }, 'NEWEST_FIRST', position, all),
  ];
}

/** What the read model answers about budgets at the position. */
export async function budgetAnswers(readModel: ReadModel, ids: RowIds, position: Position): Promise<unknown[]> {
  const saves = await Promise.all(ids.budgets.map((id) => readModel.saveAt(id, { position })));
  const projects = await readModel.projectVersions(ids.projects, position);
  const hashes = [...present(saves).map((save) => save.contentHash), ...present(projects).map((row) => row.hash)];
  return [
    saves,
    projects,
    await readModel.contents(hashes),
    await Promise.all(present(saves).map((save) => readModel.saves(save.budgetId, save.version, all))),
    await Promise.all(budgetOrders.map((order) => readModel.budgets({}, order, position, all))),
    await readModel.countBudgets({}, position, 100_000),
    await readModel.budgetTotals({}, position),
    await readModel.fundUserVersions(ids.fundUsers, position),
    await readModel.indicatorVersions(ids.indicators, position),
    await Promise.all(orders.map((order) => readModel.projects({}, order, position, all))),
    await Promise.all(statuses.map((status) => readModel.projects({ status }, 'PLACE_ASC', position, all))),
    await Promise.all(statuses.map((status) => readModel.indicators({ status }, 'NAME_ASC', position, all))),
    await readModel.countProjects({}, position, 100_000),
    await readModel.countIndicators({}, position, 100_000),
    await Promise.all(ids.budgets.map((id) => readModel.seals(id, position))),
    await Promise.all(ids.budgets.map((id) => readModel.controlNumber(id, position))),
    await Promise.all(ids.budgets.map((id) => readModel.annotations(id, [1, 2, 3, 4, 5], position))),
    await readModel.changes({}, 'NEWEST_FIRST', position, all),
    await readModel.countChanges({}, position, 100_000),
    await readModel.lastChanges(namesOf(ids), position),
  ];
}

/** What they answer about one draft's table there; whether it was promoted is no part of that. */
export async function draftAnswers(
  readModel: ReadModel,
  ids: RowIds,
  branch: Branch,
  position: Position,
): Promise<unknown[]> {
  const { draftId } = branch;
  const save = await readModel.saveAt(draftId, { position });
  const projects = await readModel.projectVersions(ids.projects, position, branch);
  return [
    (await readModel.draft(draftId, position))?.draft,
    save,
    projects,
    save && (await readModel.saves(draftId, save.version, all)),
    await readModel.contents([
      ...present([save]).map((row) => row.contentHash),
      ...present(projects).map((row) => row.hash),
    ]),
    await readModel.fundUserVersions(ids.fundUsers, position, branch),
    await readModel.indicatorVersions(ids.indicators, position, branch),
    byId(await readModel.projectsOfDraft(draftId, position), ({ projectId }) => projectId),
    byId(await readModel.indicatorsOfDraft(draftId, position), ({ indicatorId }) => indicatorId),
    await readModel.changes({ drafts: { only: draftId } }, 'NEWEST_FIRST', position, all),
    await readModel.changes({ drafts: { seenFrom: branch } }, 'OLDEST_FIRST', position, all),
    await readModel.lastChanges(namesOf(ids), position, branch),
  ];
}

/** Rows that come in no order, in one. */
export function byId<Row>(rows: readonly Row[], idOf: (row: Row) => string): Row[] {
  return [...rows].sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
}

export function branchOf({ draftId, openedOn }: DraftRow): Branch {
  return { draftId, openedOn: openedOn.position };
}

function namesOf({ budgets, fundUsers, projects, indicators }: RowIds): CellAddress[] {
  return [budgets, fundUsers, projects, indicators].flat().map((entityId) => ({ entityId, path: 'name' }));
}

function present<T>(rows: readonly (T | null)[]): T[] {
  return rows.filter((row) => row !== null);
}
