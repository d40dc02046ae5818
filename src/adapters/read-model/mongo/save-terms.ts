import type { SaveRow } from '../../../../projections/rows.js';
import type { ResolvedSaveFilter } from '../../../ports/read-model.js';
import { letters, said, saidAsked, saidCondition } from './change-terms.js';
import type { Alternatives } from './rarest.js';
import { hasOneOf } from './rarest.js';

/** All terms of a save, under the letters that changed cells have; a person is whoever did it or set what it took in. */
export function termsOfSave(row: SaveRow): string[] {
  const { budgetId, draftId, unitKey, fiscalYear, actor, editors, kind, source, ownWork } = row;
  const terms = [
    letters.budgetIds + budgetId,
    ...(draftId === null ? [] : [letters.draftId + draftId]),
    letters.units + unitKey,
    `${letters.fiscalYears}${fiscalYear}`,
    ...[actor.id, ...editors].map((person) => letters.editorIds + person),
    letters.kinds + kind,
    letters.sources + source.kind,
    ...(ownWork ? [letters.ownWork] : []),
    ...said('reason', row.reason),
    ...said('basisDocument', row.basisDocument),
  ];
  return [...new Set(terms)];
}

/** What is asked of saves, wherever they stand in the ledger. */
export type SaveTermsAsked = Omit<ResolvedSaveFilter, 'behind' | 'corrected'>;

/** The terms of which a save must have one each; none: the filter asks for nothing. */
export function saveTermsAsked(filter: SaveTermsAsked): Alternatives[] {
  const { budgetIds, draftId, units, fiscalYears, personIds, kinds, sources, reason, basisDocument, ownWork } = filter;
  return [
    among(letters.budgetIds, budgetIds),
    among(letters.draftId, draftId === undefined ? undefined : [draftId]),
    among(letters.units, units),
    among(letters.fiscalYears, fiscalYears),
    among(letters.editorIds, personIds),
    among(letters.kinds, kinds),
    among(letters.sources, sources),
    reason === undefined ? [] : saidAsked('reason', reason),
    basisDocument === undefined ? [] : saidAsked('basisDocument', basisDocument),
    ownWork === true ? [[letters.ownWork]] : [],
  ].flat();
}

function among(letter: string, values: readonly (string | number)[] | undefined): Alternatives[] {
  return values === undefined ? [] : [values.map((value) => letter + String(value))];
}

/** The same, as conditions on the documents that one of the terms has found. */
export function saveConditions({ reason, basisDocument, exact, ...whole }: SaveTermsAsked): object[] {
  return [
    ...saveTermsAsked(whole).map(hasOneOf),
    ...saidCondition('row.reason', reason, exact),
    ...saidCondition('row.basisDocument', basisDocument, exact),
  ];
}
