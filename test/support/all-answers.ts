import type { Position } from '../../events/position.js';
import { ledgerStart } from '../../events/position.js';
import type { DraftRow } from '../../projections/draft-rows.js';
import type { EntityStatus } from '../../projections/rows.js';
import type { Branch, CellAddress, ProjectOrder, ReadModel } from '../../src/ports/read-model.js';
import type { DecidedSave } from './random-history.js';

const all = { first: 100_000, after: null };
export const orders: readonly ProjectOrder[] = ['PLACE', 'NAME', 'TOTAL_ASCENDING', 'TOTAL_DESCENDING'];
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

/** What the views answer to every question, at the head and at each of the positions. */
export async function allAnswers(views: ReadModel, ids: RowIds, positions: readonly Position[]): Promise<string> {
  const everyId = Object.values(ids as unknown as Record<string, string[]>).flat();
  const answers: unknown[] = [await views.status()];
  answers.push(await Promise.all(everyId.map((id) => views.kindOf(id))));
  answers.push(await Promise.all(ids.events.map((id) => views.eventPosition(id))));
  answers.push(await Promise.all(ids.budgets.map((id) => views.budget(id))));
  for (const position of [ledgerStart, ...positions]) answers.push(await answersAt(views, ids, position));
  return JSON.stringify(answers);
}

async function answersAt(views: ReadModel, ids: RowIds, position: Position): Promise<unknown[]> {
  const last = await views.lastSave(position);
  const drafts = (await Promise.all(ids.budgets.map((id) => views.drafts(id, position)))).flat();
  return [
    position,
    last,
    await views.saveEnd(position),
    await views.positionAt(last?.clock ?? ''),
    drafts,
    await budgetAnswers(views, ids, position),
    await Promise.all(drafts.map(({ draft }) => draftAnswers(views, ids, branchOf(draft), position))),
    await views.changes({ drafts: 'INCLUDED' }, 'NEWEST_FIRST', position, all),
  ];
}

/** What the views answer about budgets at the position. */
export async function budgetAnswers(views: ReadModel, ids: RowIds, position: Position): Promise<unknown[]> {
  const saves = await Promise.all(ids.budgets.map((id) => views.saveAt(id, { position })));
  const projects = await views.projectVersions(ids.projects, position);
  const hashes = [...present(saves).map((save) => save.contentHash), ...present(projects).map((row) => row.hash)];
  return [
    saves,
    projects,
    await views.contents(hashes),
    await Promise.all(present(saves).map((save) => views.saves(save.budgetId, save.version, all))),
    await views.budgets({}, position, all),
    await views.countBudgets({}, position, 100_000),
    await views.budgetTotals({}, position),
    await views.fundUserVersions(ids.fundUsers, position),
    await views.indicatorVersions(ids.indicators, position),
    await Promise.all(orders.map((order) => views.projects({}, order, position, all))),
    await Promise.all(statuses.map((status) => views.projects({ status }, 'PLACE', position, all))),
    await Promise.all(statuses.map((status) => views.indicators({ status }, position, all))),
    await views.countProjects({}, position, 100_000),
    await views.countIndicators({}, position, 100_000),
    await Promise.all(ids.budgets.map((id) => views.seals(id, position))),
    await Promise.all(ids.budgets.map((id) => views.controlNumber(id, position))),
    await Promise.all(ids.budgets.map((id) => views.annotations(id, [1, 2, 3, 4, 5], position))),
    await views.changes({}, 'NEWEST_FIRST', position, all),
    await views.countChanges({}, position, 100_000),
    await views.lastChanges(namesOf(ids), position),
  ];
}

/** What they answer about one draft's table there; whether it was promoted is no part of that. */
export async function draftAnswers(
  views: ReadModel,
  ids: RowIds,
  branch: Branch,
  position: Position,
): Promise<unknown[]> {
  const { draftId } = branch;
  const save = await views.saveAt(draftId, { position });
  const projects = await views.projectVersions(ids.projects, position, branch);
  return [
    (await views.draft(draftId, position))?.draft,
    save,
    projects,
    save && (await views.saves(draftId, save.version, all)),
    await views.contents([
      ...present([save]).map((row) => row.contentHash),
      ...present(projects).map((row) => row.hash),
    ]),
    await views.fundUserVersions(ids.fundUsers, position, branch),
    await views.indicatorVersions(ids.indicators, position, branch),
    await views.changes({ drafts: { only: draftId } }, 'NEWEST_FIRST', position, all),
    await views.changes({ drafts: { seenFrom: branch } }, 'OLDEST_FIRST', position, all),
    await views.lastChanges(namesOf(ids), position, branch),
  ];
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
