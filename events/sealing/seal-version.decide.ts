import { beijingTime } from '../beijing-time.js';
import { unknownVersion } from '../unknown.js';
import { Refusal } from '../refusal.js';
import { checkAll } from '../refusals.js';
import type { SealVersion } from './sealing.commands.js';
import type { BudgetEvent } from '../budget/budget.events.js';
import type { OpenBudgetState, SealState } from '../budget/budget.state.js';
import { checkRole } from '../budget/roles.js';
import { checkSeen, controlNumberOf, lastChange, sealsOf } from '../budget/seen.js';
import { approverOf, sealGrounds } from './seal-grounds.js';
import { checkSealName } from './seal-name.js';
import { stageNames, stages } from './sealing.events.js';

/** A version of the table under a stage or a name. @throws Refusal, or Refusals if several things are wrong */
export function sealVersion(command: SealVersion, state: OpenBudgetState): BudgetEvent[] {
  checkRole(command.by, 'SEAL_VERSION', state);
  const { sealId, stage, version, table } = command;
  const name = checkSealName(command);
  checkVersionExists(version, state);
  if (table === null) throw new Error(`the views have no version ${version} of ${state.budgetId}`);
  checkSeenTable(command, table.contentHash);
  checkSeen(command.expectedVersion, [...sealsOf(state), ...controlNumberOf(state)]);
  const inForce = [...state.seals.values()].filter((seal) => !seal.withdrawn);
  // A stage that is sealed already has its name taken by that seal, and another name would not help.
  if (stage !== null) checkStageOrder({ stage, version }, inForce, state.budgetId);
  if (stage === 'SECOND_DOWN') checkNothingChangedSince(version, state);
  const namesake = inForce.find((seal) => seal.name === name);
  if (namesake !== undefined) throw nameSealedAlready(namesake);
  const { contentHash, totals } = table;
  return checkAll((part) => {
    const approvedBy = part(() => approverOf(command));
    const grounds = part(() => sealGrounds(command, totals, state));
    return () => {
      const seal = { sealId, stage, name, version, contentHash, approvedBy: approvedBy(), ...grounds() };
      return [{ type: 'VersionSealed', data: seal }];
    };
  });
}

function nameSealedAlready({ id, name, version }: SealState): Refusal {
  return new Refusal(
    'DUPLICATE_NAME',
    `已有定稿“${name}”（版本 ${version}）；请改用其他名称，或先撤销那一定稿。`,
    `There is already a seal "${name}" (version ${version}); choose another name, or withdraw that seal first.`,
    { argument: ['name'], entityId: id },
  );
}

/** @throws Refusal NOT_FOUND */
export function checkVersionExists(version: number, state: OpenBudgetState): void {
  if (Number.isInteger(version) && version >= 1 && version <= state.version) return;
  throw unknownVersion({ budgetId: state.budgetId, draftId: null }, version, state.version, ['version']);
}

function checkSeenTable({ seen, version, budgetId }: SealVersion, contentHash: string): void {
  if (seen === null || seen.contentHash === contentHash) return;
  throw new Refusal(
    'STALE_CONTENT',
    `您所看的表与版本 ${version} 的表内容不同；请重新查看，再定稿。`,
    `The table that you were looking at (content hash ${seen.contentHash.slice(0, 64)}) is not that of version ${version} (${contentHash}); look again before you seal it.`,
    { argument: [seen.by], entityId: budgetId },
  );
}

/**
 * A stage is sealed once, after the stage before it, and not at an earlier version. Adjustments follow 二下, any number
 * of them.
 */
function checkStageOrder(
  { stage, version }: { stage: SealState['stage'] & string; version: number },
  inForce: readonly SealState[],
  budgetId: string,
): void {
  const name = stageNames[stage];
  const rank = stages.indexOf(stage);
  const sealed = (wanted: string | undefined) => inForce.find((seal) => seal.stage === wanted);
  const same = stage === 'ADJUSTMENT' ? undefined : sealed(stage);
  if (same !== undefined) {
    throw outOfOrder(
      `${name}已定稿（版本 ${same.version}）；如须重做，请先撤销那一定稿。`,
      `${stage} has been sealed (version ${same.version}); to seal it anew, withdraw that seal first.`,
      same.id,
    );
  }
  const previous = stages[rank - 1];
  if (previous !== undefined && sealed(previous) === undefined) {
    throw outOfOrder(
      `${name}之前须先有${stageNames[previous]}的定稿；请按一上、一下、二上、二下、调整的次序定稿。`,
      `${stage} comes after ${previous}, which is not sealed; seal the stages in the order ${stages.join(', ')}.`,
      budgetId,
    );
  }
  for (const other of inForce) {
    const otherRank = other.stage === null ? rank : stages.indexOf(other.stage);
    const turned = otherRank < rank ? other.version > version : otherRank > rank && other.version < version;
    if (!turned) continue;
    throw outOfOrder(
      `${name}的版本 ${version} 与“${other.name}”的版本 ${other.version} 次序颠倒；请选择与阶段次序相符的版本。`,
      `Version ${version} for ${stage} and version ${other.version} of "${other.name}" are in the wrong order; choose a version that keeps the order of the stages.`,
      other.id,
      ['version'],
    );
  }
}

/**
 * 二下 closes the table: what had been changed behind the version that was approved would stand with neither an approval
 * nor an adjustment.
 */
function checkNothingChangedSince(version: number, state: OpenBudgetState): void {
  const last = lastChange(state);
  if (last.version <= version) return;
  const { actorId, recordedAt } = last;
  throw outOfOrder(
    `二下须是现行的表，而版本 ${version} 之后，“${actorId}”于 ${beijingTime(recordedAt)}又修改过（版本 ${last.version}）；请改为定稿版本 ${state.version}，或先把表恢复到版本 ${version}（revert）再定稿恢复后的版本。`,
    `SECOND_DOWN is of the table as it stands, and "${actorId}" changed it behind version ${version} at ${recordedAt} (version ${last.version}); seal version ${state.version}, or revert the table to version ${version} first and seal what comes of that.`,
    state.budgetId,
    ['version'],
  );
}

function outOfOrder(zh: string, en: string, entityId: string, argument = ['stage']): Refusal {
  return new Refusal('STAGE_OUT_OF_ORDER', zh, en, { argument, entityId });
}
