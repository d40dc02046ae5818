/** What is said where a question names a budget, a draft or a seal that is not there. */
import { draftOfAnotherBudget as ofAnotherBudget, shownId } from '../../../events/unknown.js';
import type { DraftRow } from '../../../projections/draft-rows.js';
import { QueryError } from '../../../services/query-error.js';
import type { Rows } from '../../ports/read-model.js';
import { checkNotLost } from '../lost.js';

/** For questions at a point that make no sense without the budget. */
export function unknownBudget(budgetId: string): QueryError {
  return unknownBudgetIn(budgetId, ['budgetId']);
}

/** @param argument where it was named */
export function unknownBudgetIn(budgetId: string, argument: string[]): QueryError {
  const shown = shownId(budgetId);
  return new QueryError(
    'NOT_FOUND',
    `没有编号为“${shown}”的预算，或它在该时点尚未建立；请核对编号与时点。`,
    `There is no budget "${shown}", or it was not opened yet at that point; check the id and the point.`,
    argument,
  );
}

/** For feeds, which begin now. */
export function unknownBudgetNow(budgetId: string): QueryError {
  const shown = shownId(budgetId);
  return new QueryError(
    'NOT_FOUND',
    `没有编号为“${shown}”的预算；请使用 budgets 返回的 id。`,
    `There is no budget with the id "${shown}"; use one that "budgets" gives.`,
    ['budgetId'],
  );
}

export function unknownDraft(draftId: string, argument = ['at', 'draft', 'id']): QueryError {
  const shown = shownId(draftId);
  return new QueryError(
    'NOT_FOUND',
    `没有编号为“${shown}”的草案；请使用该预算 drafts 返回的 id。`,
    `There is no draft with the id "${shown}"; use an id that the budget’s "drafts" gives.`,
    argument,
  );
}

export function draftNotOpenedYet(name: string, time: string): QueryError {
  return new QueryError(
    'NOT_FOUND',
    `草案“${name}”在“${time}”尚未开立；请给出更晚的时间，或以 version: 0 查看其基础。`,
    `The draft "${name}" was not opened yet at "${time}"; give a later time, or "version: 0" for its base.`,
    ['at', 'draft', 'time'],
  );
}

/** For a draft that is asked about together with another budget than its own. */
export async function draftOfAnotherBudget(
  { name, budgetId }: Pick<DraftRow, 'name' | 'budgetId'>,
  readModel: Pick<Rows, 'budget'>,
  argument = ['at', 'draft', 'id'],
): Promise<QueryError> {
  const { unitKey, fiscalYear } = checkNotLost(await readModel.budget(budgetId), `the budget ${budgetId}`);
  const { zh, en } = ofAnotherBudget({ name, unitKey, fiscalYear });
  return new QueryError('NOT_FOUND', zh, en, argument);
}

export function unknownSeal(sealId: string): QueryError {
  const shown = shownId(sealId);
  return noSuchSeal(`没有编号为“${shown}”的定稿`, `There is no seal with the id "${shown}"`);
}

export function sealOfAnotherBudget(sealId: string): QueryError {
  const shown = shownId(sealId);
  return noSuchSeal(`编号为“${shown}”的定稿属于另一个预算`, `The seal with the id "${shown}" is of another budget`);
}

function noSuchSeal(zh: string, en: string): QueryError {
  return new QueryError(
    'NOT_FOUND',
    `${zh}；请使用该预算 seals 返回的 sealId。`,
    `${en}; use an id that the budget’s "seals" gives.`,
    ['at', 'sealId'],
  );
}
