import type { Position } from '../../events/position.js';
import { ledgerStart } from '../../events/position.js';
import type { EntityStatus } from '../../projections/rows.js';
import type { ProjectOrder, ReadModel } from '../../src/ports/read-model.js';
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
}

/** Ids of everything that a history ever names. */
export function idsOf(history: readonly DecidedSave[]): RowIds {
  const events = history.flatMap((save) => save.events);
  const named = (key: string) => [...new Set(JSON.stringify(events).match(new RegExp(`(?<="${key}":")[^"]+`, 'g')))];
  return {
    ...{ budgets: [...new Set(history.map(({ budgetId }) => budgetId))], fundUsers: named('fundUserId') },
    ...{ projects: named('projectId'), indicators: named('indicatorId'), events: events.map(({ id }) => id) },
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
  const saves = await Promise.all(ids.budgets.map((id) => views.saveAt(id, { position })));
  const projects = await views.projectVersions(ids.projects, position);
  const hashes = [...present(saves).map((save) => save.contentHash), ...present(projects).map((row) => row.hash)];
  return [
    ...[position, last, saves, projects, await views.saveEnd(position), await views.positionAt(last?.clock ?? '')],
    await views.contents(hashes),
    await Promise.all(present(saves).map((save) => views.saves(save.budgetId, save.version, all))),
    await views.budgets({}, position, all),
    await views.budgetTotals({}, position),
    await views.fundUserVersions(ids.fundUsers, position),
    await views.indicatorVersions(ids.indicators, position),
    await Promise.all(orders.map((order) => views.projects({}, order, position, all))),
    await Promise.all(statuses.map((status) => views.projects({ status }, 'PLACE', position, all))),
    await Promise.all(statuses.map((status) => views.indicators({ status }, position, all))),
    await Promise.all(ids.budgets.map((id) => views.seals(id, position))),
    await Promise.all(ids.budgets.map((id) => views.controlNumber(id, position))),
    await Promise.all(ids.budgets.map((id) => views.annotations(id, [1, 2, 3, 4, 5], position))),
    await views.changes({}, 'NEWEST_FIRST', position, all),
    await views.countChanges({}, position, 100_000),
  ];
}

function present<T>(rows: readonly (T | null)[]): T[] {
  return rows.filter((row) => row !== null);
}
