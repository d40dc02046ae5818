import { checkAll } from '../refusals.js';
import { checkText } from '../text.js';
import { projectAmountCells, readAll, readChanged, sourceCells } from './amounts.js';
import type { AddProject, ProjectEdit } from './budget.commands.js';
import type { BudgetEvent, IndicatorContent } from './budget.events.js';
import type { OpenBudgetState, ProjectState } from './budget.state.js';
import { nameKey } from './budget.state.js';
import { indicatorCells, projectCells } from './cells.js';
import type { Editing } from './editing.js';
import {
  findFundUser,
  findProject,
  checkInForce,
  checkStands,
  nameTaken,
  checkUnchangedSince,
  stands,
} from './editing.js';
import { eventsAddingProject } from './first-content.js';
import { checkNewIndicator, indicatorNameTaken } from './indicator.rules.js';
import { lineageOf } from './budget.state.js';
import { firstPlaces, placeAtEnd, placeBefore, placeBehind } from './places.js';
import { nextShown } from './row-order.js';
import { Refusal } from '../refusal.js';

export function decideProject(edit: ProjectEdit, editing: Editing): BudgetEvent[] {
  const { now } = editing;
  const { projectId } = edit;
  if (edit.type === 'AddProject') return addProject(edit, editing);
  const row = findProject(now, projectId);
  if (edit.type === 'RestoreProject') return restoreProject(row, editing);
  checkStands(row, editing);
  switch (edit.type) {
    case 'RenameProject': {
      const name = checkText('name', edit.name, ['name']);
      if (name === row.name) return [];
      checkNameFree(now, row.fundUserId, name, ['name']);
      return changeRow(editing, row, { type: 'ProjectRenamed', data: { projectId, name } });
    }
    case 'AssignFundUser': {
      const { fundUserId } = edit;
      if (checkInForce(findFundUser(now, fundUserId), ['fundUserId']).id === row.fundUserId) return [];
      checkNameFree(now, fundUserId, row.name, ['fundUserId']);
      return changeRow(editing, row, { type: 'ProjectAssignedToFundUser', data: { projectId, fundUserId } });
    }
    case 'MoveProject': {
      const place = placeFor(editing, row.fundUserId, edit.after, row);
      if (place === row.place) return [];
      return changeRow(editing, row, { type: 'ProjectMoved', data: { projectId, place } });
    }
    case 'ReviseFunding': {
      const before = { ...row.funding, declaredTotal: row.declaredTotal };
      const funding = readChanged(projectAmountCells, edit.funding, before, ['funding']);
      if (Object.keys(funding).length === 0) return [];
      return changeRow(editing, row, { type: 'ProjectFundingRevised', data: { projectId, funding } });
    }
    case 'ReviseGoal': {
      const goal = checkText('goal', edit.goal, ['goal']);
      if (goal === row.goal) return [];
      return changeRow(editing, row, { type: 'ProjectGoalRevised', data: { projectId, goal } });
    }
    case 'WithdrawProject': {
      for (const indicator of row.indicators.values()) {
        const stamp = editing.before.projects.get(projectId)?.indicators.get(indicator.id)?.stamp;
        checkUnchangedSince(editing, indicator, stamp, () => indicatorCells(indicator));
      }
      return changeRow(editing, row, { type: 'ProjectWithdrawn', data: { projectId } });
    }
    default: {
      const unknown: never = edit;
      throw new TypeError(`unknown edit ${JSON.stringify(unknown)}`);
    }
  }
}

function addProject(edit: AddProject, editing: Editing): BudgetEvent[] {
  const { now } = editing;
  const { projectId, fundUserId } = edit;
  return checkAll((part) => {
    const fundUser = part(() => checkInForce(findFundUser(now, fundUserId)));
    const name = part(() => checkText('name', edit.name, ['name']));
    part(() => {
      checkNameFree(now, fundUser().id, name(), ['name']);
    });
    const funding = part(() => readAll(sourceCells, edit.funding, ['funding']));
    const total = part(() => readAll(['declaredTotal'], { declaredTotal: edit.declaredTotal ?? null }, []));
    const goal = part(() => checkText('goal', edit.goal, ['goal']));
    const place = part(() => placeFor(editing, fundUser().id, edit.after, null));
    const indicators = part(() => newIndicators(edit, now));
    return () =>
      eventsAddingProject({
        projectId,
        fundUserId,
        name: name(),
        funding: funding(),
        declaredTotal: total().declaredTotal,
        goal: goal(),
        place: place(),
        indicators: indicators(),
        ...lineageOf(edit),
      });
  });
}

function newIndicators(edit: AddProject, now: OpenBudgetState): IndicatorContent[] {
  const places = firstPlaces(edit.indicators.length);
  const names = new Set<string>();
  return checkAll((part) => {
    const checked = edit.indicators.map((indicator, index) =>
      part(() => {
        const path = ['indicators', String(index)];
        const content = checkNewIndicator(now, indicator, path);
        const key = `${content.level2} ${content.name}`;
        if (names.has(key)) throw indicatorNameTaken(content, [...path, 'name']);
        names.add(key);
        return { ...content, place: places[index] ?? '' };
      }),
    );
    return () => checked.map((content) => content());
  });
}

function restoreProject(row: ProjectState, editing: Editing): BudgetEvent[] {
  if (!row.withdrawn) return [];
  checkInForce(findFundUser(editing.now, row.fundUserId));
  checkNameFree(editing.now, row.fundUserId, row.name, ['projectId']);
  return changeRow(editing, row, { type: 'ProjectRestored', data: { projectId: row.id } });
}

function changeRow(editing: Editing, row: ProjectState, event: BudgetEvent): BudgetEvent[] {
  checkUnchangedSince(editing, row, editing.before.projects.get(row.id)?.stamp, () => projectCells(row));
  return [event];
}

function checkNameFree(state: OpenBudgetState, fundUserId: string, name: string, argument: string[]): void {
  const [holder] = state.projectNames.get(nameKey(fundUserId, name)) ?? [];
  if (holder !== undefined) throw nameTaken('项目', 'a project', name, argument, holder);
}

/**
 * The place behind `after` in the fund user's group (null: before all of it, undefined: behind all of it). Places are one sequence for the whole budget, so a project that
 * goes to another fund user keeps its own and that stays one changed cell.
 */
function placeFor(
  editing: Editing,
  fundUserId: string,
  after: string | null | undefined,
  moving: ProjectState | null,
): string {
  const { now, orders } = editing;
  const order = orders.projects(now);
  const isShown = (id: string) => {
    const row = now.projects.get(id);
    return row?.fundUserId === fundUserId && stands(row, editing);
  };
  if (after === undefined) {
    const isLast = moving !== null && nextShown(order, moving, isShown) === null;
    return isLast ? moving.place : placeAtEnd(now.lastProjectPlace);
  }
  const argument = ['place', 'after'];
  const target = after === null ? null : checkStands(findProject(now, after, argument), editing, argument);
  if (target !== null && target.fundUserId !== fundUserId) {
    throw new Refusal(
      'INVALID_INPUT',
      `“${target.name}”属于另一个资金使用单位；请选择同一资金使用单位下的项目。`,
      `"${target.name}" belongs to another fund user; choose a project of the same one.`,
      { argument, entityId: target.id },
    );
  }
  const next = nextShown(order, target, isShown);
  if (moving !== null && (target?.id === moving.id || next === moving.id)) return moving.place;
  if (target !== null) return placeBehind(target.place, order);
  const first = next === null ? undefined : now.projects.get(next);
  return first === undefined ? placeAtEnd(now.lastProjectPlace) : placeBefore(first.place, order);
}
