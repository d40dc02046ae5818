import { beijingTime } from '../beijing-time.js';
import { Refusal } from '../refusal.js';
import { throwUnknownRow } from '../unknown.js';
import { eachRefusal } from '../refusals.js';
import type { FundUserState, IndicatorState, OpenBudgetState, ProjectState, RowStamp } from './budget.state.js';
import { versionIn } from './budget.state.js';
import type { CommandOrders } from './row-order.js';

/** What one edit is decided on. */
export interface Editing {
  /** After the edits of the same command that come before this one. */
  readonly now: OpenBudgetState;
  /**
   * Before the command. A row that the command itself has changed is not in conflict with the editor; here it is as
   * others left it.
   */
  readonly before: OpenBudgetState;
  readonly expectedVersion: number | null;
  readonly orders: CommandOrders;
  /** Withdrawn rows that the command restores: they count as standing. */
  readonly restoring: ReadonlySet<string>;
}

interface Standing {
  id: string;
  withdrawn: boolean;
}

/** Whether the row stands in the table, or shall by the end of the command. */
export function stands({ id, withdrawn }: Standing, { restoring }: Pick<Editing, 'restoring'>): boolean {
  return !withdrawn || restoring.has(id);
}

/** @throws Refusal WITHDRAWN if the row cannot be edited because it has been withdrawn */
export function checkStands<Row extends Standing & { name: string }>(
  row: Row,
  editing: Pick<Editing, 'restoring'>,
  argument: string[] = [],
): Row {
  return stands(row, editing) ? row : checkInForce(row, argument);
}

export interface FoundIndicator {
  project: ProjectState;
  indicator: IndicatorState;
}

export function findFundUser(state: OpenBudgetState, id: string, argument: string[] = ['fundUserId']): FundUserState {
  return state.fundUsers.get(id) ?? throwUnknownRow('资金使用单位', 'fund user', id, argument);
}

export function findProject(state: OpenBudgetState, id: string, argument: string[] = ['projectId']): ProjectState {
  return state.projects.get(id) ?? throwUnknownRow('项目', 'project', id, argument);
}

export function findIndicator(
  state: OpenBudgetState,
  id: string,
  argument: string[] = ['indicatorId'],
): FoundIndicator {
  const projectId = state.projectOfIndicator.get(id);
  const project = projectId === undefined ? undefined : state.projects.get(projectId);
  const indicator = project?.indicators.get(id);
  if (project === undefined || indicator === undefined) return throwUnknownRow('绩效指标', 'indicator', id, argument);
  return { project, indicator };
}

/** @throws Refusal INVALID_INPUT for what can be no version, VERSION_AHEAD for one that the table does not have yet */
export function checkVersion(expectedVersion: number | null, { version, budgetId, draft }: OpenBudgetState): void {
  if (expectedVersion === null) return;
  const [zh, en, first] = draft === null ? ['预算', 'budget', 1] : ['草案', 'draft', 0];
  if (expectedVersion < 0) {
    throw new Refusal(
      'INVALID_INPUT',
      `expectedVersion ${expectedVersion} 不是版本号；请给出您所看的版本，从 ${first} 起。`,
      `An expectedVersion of ${expectedVersion} is no version; give the one that you were looking at, from ${first}.`,
      { argument: ['expectedVersion'] },
    );
  }
  if (expectedVersion <= version) return;
  throw new Refusal(
    'VERSION_AHEAD',
    `${zh}当前版本是 ${version}，没有版本 ${expectedVersion}；请刷新后重试。`,
    `The ${en} is at version ${version}; there is no version ${expectedVersion}. Reload and try again.`,
    { argument: ['expectedVersion'], entityId: draft?.id ?? budgetId },
  );
}

/** @throws Refusal WITHDRAWN if the row cannot be edited because it has been withdrawn */
export function checkInForce<Row extends { id: string; withdrawn: boolean; name: string }>(
  row: Row,
  argument: string[] = [],
): Row {
  if (row.withdrawn) {
    throw new Refusal(
      'WITHDRAWN',
      `“${row.name}”已撤销，不能修改；请先恢复。`,
      `"${row.name}" has been withdrawn and cannot be edited; restore it first.`,
      { argument, entityId: row.id },
    );
  }
  return row;
}

/** Puts `rows` and the row's id before the path of any refusal: the command is `SetRows`, and this row is at fault. */
export function inRow<T>(id: string, attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    throw eachRefusal(error, (refusal) => refusal.within('rows', id));
  }
}

/**
 * @param stampBefore the row's stamp when the command arrived; undefined: the command itself added the row
 * @param cells the row's own cells as they are now, for the editor to see
 * @throws Refusal CONFLICT if somebody changed the row's own cells after the version that the editor was looking at
 */
export function checkUnchangedSince(
  { expectedVersion, before }: Pick<Editing, 'expectedVersion' | 'before'>,
  row: { id: string; name: string },
  stampBefore: RowStamp | undefined,
  cells: () => Record<string, string | null>,
): void {
  if (expectedVersion === null || stampBefore === undefined) return;
  const version = versionIn(before, stampBefore);
  if (version <= expectedVersion) return;
  const { actorId, recordedAt } = stampBefore;
  const table = { budgetId: before.budgetId, draftId: before.draft?.id ?? null };
  throw new Refusal(
    'CONFLICT',
    `“${row.name}”在您所看的版本 ${expectedVersion} 之后已被“${actorId}”于 ${beijingTime(recordedAt)}修改（版本 ${version}）；请查看当前值，再以新版本重新提交。`,
    `"${row.name}" was changed by "${actorId}" at ${recordedAt} (version ${version}), after version ${expectedVersion} that you were looking at; read the current values and submit again on the new version.`,
    { entityId: row.id, conflict: { table, current: cells(), version, draftId: table.draftId, actorId, recordedAt } },
  );
}

export function nameTaken(zh: string, en: string, name: string, argument: string[], entityId?: string): Refusal {
  return new Refusal(
    'DUPLICATE_NAME',
    `已有同名的${zh}“${name}”；请改用其他名称，或修改已有的那一行。`,
    `There is already ${en} "${name}"; choose another name, or edit the row that has it.`,
    { argument, ...(entityId === undefined ? {} : { entityId }) },
  );
}
