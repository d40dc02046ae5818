import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import { checkText } from '../text.js';
import type { AddIndicator, IndicatorEdit, ReviseIndicator } from './budget.commands.js';
import type { BudgetEvent } from './budget.events.js';
import type { IndicatorState, ProjectState } from './budget.state.js';
import { indicatorCells } from './cells.js';
import type { Editing, FoundIndicator } from './editing.js';
import { findIndicator, findProject, checkInForce, checkStands, checkUnchangedSince, stands } from './editing.js';
import { checkClass, checkIndicatorName, checkNewIndicator } from './indicator.rules.js';
import { placeAtEnd, placeBehind } from './places.js';
import { nextShown } from './row-order.js';

export function decideIndicator(edit: IndicatorEdit, editing: Editing): BudgetEvent[] {
  const { now } = editing;
  if (edit.type === 'AddIndicator') {
    return addIndicator(edit, editing);
  }
  const found = findIndicator(now, edit.indicatorId);
  const { project, indicator: row } = found;
  checkStands(project, editing);
  const at = { projectId: project.id, indicatorId: row.id };
  switch (edit.type) {
    case 'ReviseIndicator':
      checkStands(row, editing);
      return changeRow(editing, found, reviseIndicator(edit, editing, found));
    case 'MoveIndicator': {
      const place = placeFor(project, edit.after, checkStands(row, editing), editing);
      if (place === row.place) return [];
      return changeRow(editing, found, [{ type: 'IndicatorMoved', data: { ...at, place } }]);
    }
    case 'WithdrawIndicator':
      checkInForce(row);
      return changeRow(editing, found, [{ type: 'IndicatorWithdrawn', data: at }]);
    case 'RestoreIndicator':
      if (!row.withdrawn) return [];
      checkIndicatorName(project, row, row.id, ['indicatorId']);
      return changeRow(editing, found, [{ type: 'IndicatorRestored', data: at }]);
    default: {
      const unknown: never = edit;
      throw new TypeError(`unknown edit ${JSON.stringify(unknown)}`);
    }
  }
}

function addIndicator(edit: AddIndicator, editing: Editing): BudgetEvent[] {
  const { now } = editing;
  return checkAll((part) => {
    const project = part(() => checkInForce(findProject(now, edit.projectId)));
    const content = part(() => checkNewIndicator(now, edit, []));
    const place = part(() => placeFor(project(), edit.after, null, editing));
    part(() => {
      checkIndicatorName(project(), content(), null, ['name']);
    });
    return () => {
      const indicator = { ...content(), place: place() };
      return [{ type: 'IndicatorAdded', data: { projectId: project().id, indicator } }];
    };
  });
}

function reviseIndicator(
  edit: ReviseIndicator,
  { now }: Editing,
  { project, indicator }: FoundIndicator,
): BudgetEvent[] {
  const at = { projectId: project.id, indicatorId: indicator.id };
  return checkAll((part) => {
    const events: BudgetEvent[] = [];
    const level2 = part(() =>
      edit.level2 === undefined ? indicator.level2 : checkClass(now, edit.level2, ['level2']),
    );
    const name = part(() => (edit.name === undefined ? indicator.name : checkText('name', edit.name, ['name'])));
    part(() => {
      const wanted = { level2: level2(), name: name() };
      if (wanted.level2 !== indicator.level2)
        events.push({ type: 'IndicatorReclassified', data: { ...at, level2: wanted.level2 } });
      if (wanted.name !== indicator.name) events.push({ type: 'IndicatorRenamed', data: { ...at, name: wanted.name } });
      if (events.length > 0) checkIndicatorName(project, wanted, indicator.id, ['name']);
    });
    const targets: Partial<{ cycleTarget: string; annualTarget: string }> = {};
    for (const cell of ['cycleTarget', 'annualTarget'] as const) {
      const text = edit[cell];
      if (text === undefined) continue;
      part(() => {
        if (checkText('target', text, [cell]) !== indicator[cell]) targets[cell] = text;
      });
    }
    if (Object.keys(targets).length > 0) events.push({ type: 'IndicatorTargetsRevised', data: { ...at, targets } });
    return () => events;
  });
}

function changeRow(editing: Editing, { project, indicator }: FoundIndicator, events: BudgetEvent[]): BudgetEvent[] {
  if (events.length === 0) return [];
  const stamp = editing.before.projects.get(project.id)?.indicators.get(indicator.id)?.stamp;
  checkUnchangedSince(editing, indicator, stamp, () => indicatorCells(indicator));
  return events;
}

function placeFor(
  project: ProjectState,
  after: string | null | undefined,
  moving: IndicatorState | null,
  editing: Editing,
): string {
  const order = editing.orders.indicators(project);
  const isShown = (id: string) => {
    const row = project.indicators.get(id);
    return row !== undefined && stands(row, editing);
  };
  if (after === undefined) {
    const isLast = moving !== null && nextShown(order, moving, isShown) === null;
    return isLast ? moving.place : placeAtEnd(order.lastPlace());
  }
  if (after !== null && !isShown(after)) {
    throw new Refusal(
      'NOT_FOUND',
      `项目“${project.name}”中没有编号为“${after}”的有效指标；请选择同一项目的指标。`,
      `The project "${project.name}" has no indicator in force with the id "${after}"; choose one of the same project.`,
      { argument: ['place', 'after'], entityId: after },
    );
  }
  const target = after === null ? null : (project.indicators.get(after) ?? null);
  const staysPut = moving !== null && (after === moving.id || nextShown(order, target, isShown) === moving.id);
  return staysPut ? moving.place : placeBehind(target?.place ?? null, order);
}
