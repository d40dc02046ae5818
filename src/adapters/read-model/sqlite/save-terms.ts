import type { SaveRow } from '../../../../projections/rows.js';
import type { ResolvedSaveFilter } from '../../../ports/read-model.js';
import { anyOf, partsAsked, quoted, said, term } from './change-terms.js';

/** All terms of a save, under the letters that changed cells have; a person is whoever did it or set what it took in. */
export function termsOfSave(row: SaveRow): string {
  const { budgetId, draftId, unitKey, fiscalYear, actor, editors, kind, source, ownWork } = row;
  const terms = [
    term('budgetIds', budgetId),
    ...(draftId === null ? [] : [term('draftId', draftId)]),
    term('units', unitKey),
    term('fiscalYears', String(fiscalYear)),
    ...[actor.id, ...editors].map((person) => term('editorIds', person)),
    term('kinds', kind),
    term('sources', source.kind),
    ...(ownWork ? [term('ownWork', '')] : []),
  ];
  return terms.join(' ') + said('reason', row.reason) + said('basisDocument', row.basisDocument);
}

/** What is asked of saves, wherever they stand in the ledger. */
export type SaveTermsAsked = Omit<ResolvedSaveFilter, 'behind' | 'corrected'>;

/** The terms that a save must have, as a query of the index; null: the filter asks for none. */
export function saveTermsAsked(filter: SaveTermsAsked): string | null {
  const { budgetIds, draftId, units, fiscalYears, personIds, kinds, sources, reason, basisDocument, ownWork } = filter;
  const asked = [
    oneOf('budgetIds', budgetIds),
    oneOf('draftId', draftId === undefined ? undefined : [draftId]),
    oneOf('units', units),
    oneOf('fiscalYears', fiscalYears),
    oneOf('editorIds', personIds),
    oneOf('kinds', kinds),
    oneOf('sources', sources),
    holding('reason', reason),
    holding('basisDocument', basisDocument),
    ownWork === true ? [quoted(term('ownWork', ''))] : [],
  ].flat();
  return asked.length === 0 ? null : asked.join(' AND ');
}

function oneOf(member: Parameters<typeof term>[0], values: readonly (string | number)[] | undefined): string[] {
  return values === undefined ? [] : [anyOf(values.map((value) => term(member, String(value))))];
}

function holding(member: 'reason' | 'basisDocument', text: string | undefined): string[] {
  if (text === undefined) return [];
  return (text === '' ? [term(member, '')] : partsAsked(member, text)).map(quoted);
}
