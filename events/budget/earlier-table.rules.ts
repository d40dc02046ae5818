import { Refusal } from '../refusal.js';
import type { OpenBudget } from './budget.commands.js';

/**
 * What a new budget rests on is the earlier table that its rows are taken over from.
 * @throws Refusal INVALID_INPUT without such a table, VERSION_AHEAD for a version that its budget does not have yet,
 *   STALE_CONTENT where the table that is taken over is not the one that was looked at
 */
export function checkSeenEarlier(command: OpenBudget): void {
  const { expectedVersion = null, seenHash = null, openedFrom } = command;
  if (expectedVersion === null) return;
  if (openedFrom === undefined) throw nothingSeen(expectedVersion);
  const { budgetId, version, contentHash } = openedFrom;
  const details = { argument: ['expectedVersion'], entityId: budgetId };
  if (seenHash === null) {
    throw new Refusal(
      'VERSION_AHEAD',
      `原有的预算（from）没有版本 ${expectedVersion}；请刷新后重试。`,
      `The earlier budget ("from") has no version ${expectedVersion} yet. Reload and try again.`,
      details,
    );
  }
  if (seenHash === contentHash) return;
  throw new Refusal(
    'STALE_CONTENT',
    `将沿用的表（版本 ${version}）与您所看的版本 ${expectedVersion} 内容不同；请重新查看，再开立。`,
    `The table that would be taken over (version ${version}) is not that of version ${expectedVersion} that you were looking at; look again before you open the budget.`,
    details,
  );
}

function nothingSeen(expectedVersion: number): Refusal {
  return new Refusal(
    'INVALID_INPUT',
    `新开立的预算还没有版本，expectedVersion ${expectedVersion} 指的是原有的表；请去掉它，或以 from 指明原有的表。`,
    `A budget that is not open yet has no version, and an expectedVersion of ${expectedVersion} is of the earlier table; leave it out, or name that table by "from".`,
    { argument: ['expectedVersion'] },
  );
}
