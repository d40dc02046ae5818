import { beijingTime } from '../beijing-time.js';
import { Refusal } from '../refusal.js';
import type { OpenBudgetState, RowStamp } from './budget.state.js';

/** Something that a command rests on as a whole, and the save that last changed it. */
export interface Resting {
  zh: string;
  en: string;
  stamp: Pick<RowStamp, 'version' | 'actorId' | 'recordedAt'>;
  entityId: string;
}

/**
 * Of rows `checkUnchangedSince` says more, because a row can be shown as it stands.
 * @throws Refusal STALE_CONTENT if any of it was changed after the version that was looked at; what changed last is named
 */
export function checkSeen(expectedVersion: number | null, rests: readonly Resting[]): void {
  if (expectedVersion === null) return;
  const changed = rests.filter(({ stamp }) => stamp.version > expectedVersion);
  const last = changed.sort((one, other) => other.stamp.version - one.stamp.version)[0];
  if (last === undefined) return;
  const { zh, en, entityId } = last;
  const { actorId, recordedAt, version } = last.stamp;
  throw new Refusal(
    'STALE_CONTENT',
    `在您所看的版本 ${expectedVersion} 之后，${zh}已由“${actorId}”于 ${beijingTime(recordedAt)}改动（版本 ${version}）；请重新查看，再以新版本提交。`,
    `After version ${expectedVersion} that you were looking at, ${en} was changed by "${actorId}" at ${recordedAt} (version ${version}); look again, and submit on the new version.`,
    { argument: ['expectedVersion'], entityId },
  );
}

/** The table's cells, whoever changed one last; saves that only seal or annotate change none. */
export function cellsOf(state: OpenBudgetState): Resting {
  return { zh: '表中的单元格', en: 'a cell of the table', stamp: lastChange(state), entityId: state.budgetId };
}

export function lastChange({ stamp, fundUsers, projects }: OpenBudgetState): RowStamp {
  const indicators = projects.valueSeq().flatMap((project) => project.indicators.valueSeq());
  const rows = [...fundUsers.values(), ...projects.values(), ...indicators];
  return rows.reduce((last, row) => (row.stamp.version > last.version ? row.stamp : last), stamp);
}

/** Each seal, by the save that sealed or withdrew it. */
export function sealsOf({ seals }: OpenBudgetState): Resting[] {
  return [...seals.values()].map(({ id, name, stamp }) => {
    return { zh: `定稿“${name}”`, en: `the seal "${name}"`, stamp, entityId: id };
  });
}

/** The control number, by the save that issued or withdrew it. */
export function controlNumberOf({ controlNumber, controlNumberWithdrawn, budgetId }: OpenBudgetState): Resting[] {
  const stamp = controlNumber?.stamp ?? controlNumberWithdrawn;
  return stamp === null ? [] : [{ zh: '控制数', en: 'the control number', stamp, entityId: budgetId }];
}
