import { Refusal } from './refusal.js';

/** What is said where a command names a budget, a draft, a seal, a version or a row that is not there. */

/** An id is whatever the client sent: of a long one the beginning is told. */
export function shownId(id: string): string {
  return id.slice(0, 80);
}

/** @param argument where the id stands in the command's input */
export function unknownId(zh: string, en: string, id: string, argument: string[]): Refusal {
  const shown = shownId(id);
  return new Refusal(
    'NOT_FOUND',
    `没有编号为“${shown}”的${zh}；请核对编号。`,
    `There is no ${en} with the id "${shown}"; check the id.`,
    { argument, entityId: id },
  );
}

export function unknownDraft(draftId: string): Refusal {
  return unknownId('草案', 'draft', draftId, ['draftId']);
}

export function unknownSeal(sealId: string): Refusal {
  return unknownId('定稿', 'seal', sealId, ['sealId']);
}

/** For a command that could have been meant for a budget that is still to be opened. */
export function budgetNotOpened(budgetId: string): Refusal {
  const shown = shownId(budgetId);
  return new Refusal(
    'NOT_FOUND',
    `没有编号为“${shown}”的预算；请核对编号，或先开立预算。`,
    `There is no budget with the id "${shown}"; check the id, or open the budget first.`,
    { argument: ['budgetId'], entityId: budgetId },
  );
}

/** What a draft and its budget are called. */
export interface NamedDraft {
  name: string;
  unitKey: string;
  fiscalYear: number;
}

/** For a draft that is named together with another budget than its own. */
export function draftOfAnotherBudget({ name, unitKey, fiscalYear }: NamedDraft): { zh: string; en: string } {
  return {
    zh: `草案“${name}”属于另一个预算，即“${unitKey}”${fiscalYear} 年的预算；请核对草案与预算。`,
    en: `The draft "${name}" is of another budget, that of "${unitKey}" for ${fiscalYear}; check the ids of draft and budget.`,
  };
}

/** A budget counts its versions from 1, a draft from 0, which is its base. */
export function noSuchVersion(table: 'BUDGET' | 'DRAFT', version: number, newest: number): { zh: string; en: string } {
  const [zh, en, first] = table === 'BUDGET' ? ['预算', 'budget', 1] : ['草案', 'draft', 0];
  return {
    zh: `${zh}没有版本 ${version}；已有版本 ${first} 到 ${newest}。`,
    en: `The ${en} has no version ${version}; it has versions ${first} to ${newest}.`,
  };
}

/** @param argument where the version stands in the command's input */
export function unknownVersion(
  table: { budgetId: string; draftId: string | null },
  version: number,
  newest: number,
  argument: string[],
): Refusal {
  const { zh, en } = noSuchVersion(table.draftId === null ? 'BUDGET' : 'DRAFT', version, newest);
  return new Refusal('NOT_FOUND', zh, en, { argument, entityId: table.draftId ?? table.budgetId });
}

/** For a row of the table that is edited. */
export function throwUnknownRow(zh: string, en: string, id: string, argument: string[]): never {
  throw new Refusal(
    'NOT_FOUND',
    `本预算中没有编号为“${shownId(id)}”的${zh}；请核对编号与预算。`,
    `This budget has no ${en} with the id "${shownId(id)}"; check the id and the budget.`,
    { argument, entityId: id },
  );
}
