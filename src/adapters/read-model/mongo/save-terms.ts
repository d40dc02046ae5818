import type { SaveRow } from '../../../../projections/rows.js';
import type { ResolvedSaveFilter } from '../../../ports/read-model.js';
import { letters, said, saidAsked, saidCondition } from './change-terms.js';

/** All terms of a save, under the letters that changed cells have; a person is whoever did it or set what it took in. */
export function termsOfSave(row: SaveRow): string[] {
  const { budgetId, draftId, unitKey, fiscalYear, actor, editors, kind, source, ownWork } = row;
  const terms = [
    letters.budgetId + budgetId,
    ...(draftId === null ? [] : [letters.draftId + draftId]),
    letters.unit + unitKey,
    `${letters.fiscalYear}${fiscalYear}`,
    ...[actor.id, ...editors].map((person) => letters.editorId + person),
    letters.kind + kind,
    letters.source + source.kind,
    ...(ownWork ? [letters.ownWork] : []),
    ...said('reason', row.reason),
    ...said('basisDocument', row.basisDocument),
  ];
  return [...new Set(terms)];
}

/** What is asked of saves, wherever they stand in the ledger. */
export type SaveTermsAsked = Omit<ResolvedSaveFilter, 'behind' | 'corrected'>;

/**
 * The terms of which a save must have one each. Kinds and sources that are alternatives are checked in what another term
 * has found, and lead only one at a time.
 */
export function saveTermsAsked(filter: SaveTermsAsked): string[] {
  const { budgetId, draftId, unit, fiscalYear, personId, kinds, sources, reason, basisDocument, ownWork } = filter;
  const one = (letter: string, value: string | number | undefined) => (value === undefined ? [] : [letter + String(value)]);
  const alone = (letter: string, values: readonly string[] | undefined) =>
    values?.length === 1 ? values.map((value) => letter + value) : [];
  return [
    one(letters.budgetId, budgetId),
    one(letters.draftId, draftId),
    one(letters.unit, unit),
    one(letters.fiscalYear, fiscalYear),
    one(letters.editorId, personId),
    alone(letters.kind, kinds),
    alone(letters.source, sources),
    reason === undefined ? [] : saidAsked('reason', reason),
    basisDocument === undefined ? [] : saidAsked('basisDocument', basisDocument),
    ownWork === true ? [letters.ownWork] : [],
  ].flat();
}

/** The same, as conditions on the documents that one of the terms has found. */
export function saveConditions(filter: SaveTermsAsked): object[] {
  const { kinds, sources, reason, basisDocument } = filter;
  const { reason: _reason, basisDocument: _document, ...whole } = filter;
  return [
    ...saveTermsAsked(whole).map((term) => ({ terms: term })),
    ...(kinds === undefined ? [] : [{ 'row.kind': { $in: kinds } }]),
    ...(sources === undefined ? [] : [{ 'row.source.kind': { $in: sources } }]),
    ...saidCondition('row.reason', reason),
    ...saidCondition('row.basisDocument', basisDocument),
  ];
}
