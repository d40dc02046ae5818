import type { ChangedCell } from '../../../projections/rows.js';
import type { NothingLeft, RevertRequest } from '../../../services/services.js';
import { loadUndone } from './load-undone.js';
import type { RevertPlanTools } from './plan-revert.js';
import { revertContext } from './plan-revert.js';

/** What is said of a revert that changes no cell, because the table stands already as it would make it. */
export function nothingLeft(request: RevertRequest, tools: RevertPlanTools): NothingLeft {
  return { ...said(request), changes: () => changesOf(request, tools) };
}

function said({ what }: RevertRequest): Pick<NothingLeft, 'message' | 'messageEn'> {
  if ('row' in what) {
    return {
      message: `没有可撤回的：这一行与版本 ${what.row.toVersion} 时相同，没有要改的单元格。`,
      messageEn: `Nothing is left to revert: the row is as it was at version ${what.row.toVersion}, so no cell changes.`,
    };
  }
  if ('table' in what) {
    return {
      message: `没有可撤回的：整张表与版本 ${what.table.toVersion} 时相同，没有要改的单元格。`,
      messageEn: `Nothing is left to revert: the table is as it was at version ${what.table.toVersion}, so no cell changes.`,
    };
  }
  return {
    message: '没有可撤回的：所指的修改都已撤回，或已改回原值，表中没有要改的单元格。',
    messageEn:
      'Nothing is left to revert: the changes meant are undone already, or their cells have been set back, so no cell changes.',
  };
}

async function changesOf(request: RevertRequest, tools: RevertPlanTools): Promise<readonly ChangedCell[]> {
  const { what } = request;
  if ('row' in what || 'table' in what) return [];
  const { changes } = await loadUndone(what, await revertContext(request, tools));
  return changes;
}
