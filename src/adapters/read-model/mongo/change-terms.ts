import type { ChangedCell } from '../../../../projections/rows.js';
import type { DeltaSign, ResolvedChangeFilter, Said } from '../../../ports/read-model.js';
import { holdsText, partsAsked, partsOf } from './text.js';

/**
 * Everything that a filter can ask of a changed cell is a term of it, so that one index finds any of them in ledger
 * order, whatever the length of history. The rarest term of a filter leads; what else it asks is checked in the rows.
 */
export const letters = {
  budgetId: 'b',
  draftId: 'g',
  unit: 'u',
  fiscalYear: 'y',
  projectId: 'p',
  entityId: 'e',
  entityKind: 'k',
  path: 'c',
  kind: 'h',
  effect: 'f',
  deltaSign: 'd',
  actorId: 'a',
  editorId: 'w',
  source: 'o',
  reason: 'r',
  basisDocument: 's',
  text: 't',
  ownWork: 'x',
} as const;

type Whole = Exclude<keyof typeof letters, Said | 'text' | 'ownWork'>;

/** Where the documents have what a filter asks. */
const fields: Record<Whole, string> = {
  budgetId: 'row.budgetId',
  draftId: 'row.draftId',
  unit: 'row.unitKey',
  fiscalYear: 'row.fiscalYear',
  projectId: 'row.projectId',
  entityId: 'row.entityId',
  entityKind: 'row.entityKind',
  path: 'row.path',
  kind: 'row.kind',
  effect: 'row.effect',
  deltaSign: 'deltaSign',
  actorId: 'row.actor.id',
  editorId: 'row.editorId',
  source: 'row.source',
};

/** All terms of a cell, each once. */
export function termsOf(row: ChangedCell): string[] {
  const { budgetId, draftId, unitKey, fiscalYear, projectId, entityId, entityKind, path, kind, effect } = row;
  const whole: Record<Whole, string | null> = {
    budgetId,
    draftId,
    unit: unitKey,
    fiscalYear: String(fiscalYear),
    projectId,
    entityId,
    entityKind,
    path,
    kind,
    effect,
    deltaSign: signOf(row.delta),
    actorId: row.actor.id,
    editorId: row.editorId,
    source: row.source,
  };
  const members = Object.entries(whole).flatMap(([member, value]) =>
    value === null ? [] : [letters[member as Whole] + value],
  );
  const texts = [row.before, row.after, row.entityName].flatMap((text) => partsOf(letters.text, text));
  return [
    ...new Set([...members, ...texts, ...said('reason', row.reason), ...said('basisDocument', row.basisDocument)]),
  ];
}

/** Of what was said about a save: that nothing was, is a term of its own, the letter alone. */
export function said(member: Said, text: string | null): string[] {
  const parts = partsOf(letters[member], text);
  return parts.length === 0 ? [letters[member]] : parts;
}

/** What is asked of the cells of one collection, wherever they stand in the ledger. */
export type CellFilter = Omit<ResolvedChangeFilter, 'drafts' | 'behind' | 'corrected'> & { draftId?: string };

/** The terms that a cell must have; none: the filter asks for nothing. */
export function termsAsked({ reason, basisDocument, text, ...whole }: CellFilter): string[] {
  return [
    ...Object.entries(whole).map(([member, value]) => letters[member as Whole] + String(value)),
    ...(reason === undefined ? [] : saidAsked('reason', reason)),
    ...(basisDocument === undefined ? [] : saidAsked('basisDocument', basisDocument)),
    ...(text === undefined ? [] : partsAsked(letters.text, text)),
  ];
}

export function saidAsked(member: Said, text: string): string[] {
  return text === '' ? [letters[member]] : partsAsked(letters[member], text);
}

/** The same, as conditions on the documents that one of the terms has found. */
export function cellConditions({ reason, basisDocument, text = '', ...whole }: CellFilter): object[] {
  return [
    ...Object.entries(whole).map(([member, value]) => ({ [fields[member as Whole]]: value })),
    ...saidCondition('row.reason', reason),
    ...saidCondition('row.basisDocument', basisDocument),
    ...(text === '' ? [] : [holdsText(['row.before', 'row.after', 'row.entityName'], text)]),
  ];
}

export function saidCondition(field: string, text: string | undefined): object[] {
  if (text === undefined) return [];
  return [text === '' ? { [field]: { $in: [null, ''] } } : holdsText([field], text)];
}

/** That the save itself did not say this. @param row where the documents have what is kept of it */
export function unsaidConditions(unsaid: Unsaid, row = 'row'): object[] {
  return unsaid.map(({ member, text }) => ({ $nor: saidCondition(`${row}.${member}`, text) }));
}

export type Unsaid = readonly { member: Said; text: string }[];

/** null: the cell has no delta. */
export function signOf(delta: string | null): DeltaSign | null {
  if (delta === null) return null;
  if (/^-?[0.]*$/.test(delta)) return 'ZERO';
  return delta.startsWith('-') ? 'NEGATIVE' : 'POSITIVE';
}
