import { v5 } from 'uuid';

/** Namespace of budget ids; part of the storage format. */
const budgetNamespace = '6f1d9c1e-3f43-5f0a-9d5e-0d2c1b7a4e58';

/** UUIDv5 of (unit key, fiscal year): there can be only one budget of a unit and a year. */
export function budgetIdOf(unitKey: string, fiscalYear: number): string {
  return v5(`${fiscalYear}/${unitKey}`, budgetNamespace);
}

export function budgetStream(budgetId: string): string {
  return `budget-${budgetId}`;
}

export function draftStream(draftId: string): string {
  return `draft-${draftId}`;
}

/** The draft that a stream belongs to, or null if it is no draft's stream. */
export function draftOfStream(stream: string): string | null {
  return stream.startsWith('draft-') ? stream.slice('draft-'.length) : null;
}

/** What is edited and read as one table: a budget, or one of its drafts. */
export interface TableOf {
  budgetId: string;
  draftId: string | null;
}

export function streamOf({ budgetId, draftId }: TableOf): string {
  return draftId === null ? budgetStream(budgetId) : draftStream(draftId);
}

/** The stream of what the ledger says of itself. */
export const ledgerStream = 'ledger';

/** The budget that a stream belongs to, or null if it is no budget's stream. */
export function budgetOfStream(stream: string): string | null {
  return stream.startsWith('budget-') ? stream.slice('budget-'.length) : null;
}
