import type { SaveRow } from '../../../../projections/rows.js';
import type { ResolvedSaveFilter } from '../../../ports/read-model.js';
import { partsAsked, said, term } from './change-terms.js';

/** All terms of a save, under the letters that changed cells have; a person is whoever did it or set what it took in. */
export function termsOfSave(row: SaveRow): string {
  const { budgetId, draftId, unitKey, fiscalYear, actor, editors, kind, source, ownWork } = row;
  const terms = [
    term('budgetId', budgetId),
    ...(draftId === null ? [] : [term('draftId', draftId)]),
    term('unit', unitKey),
    term('fiscalYear', String(fiscalYear)),
    ...[actor.id, ...editors].map((person) => term('editorId', person)),
    term('kind', kind),
    term('source', source.kind),
    ...(ownWork ? [term('ownWork', '')] : []),
  ];
  return terms.join(' ') + said('reason', row.reason) + said('basisDocument', row.basisDocument);
}

/** What is asked of saves, wherever they stand in the ledger. */
export type SaveTermsAsked = Omit<ResolvedSaveFilter, 'behind' | 'corrected'>;

/** The terms that a save must have, as a query of the index; null: the filter asks for none. */
export function saveTermsAsked(filter: SaveTermsAsked): string | null {
  const { budgetId, draftId, unit, fiscalYear, personId, kinds, sources, reason, basisDocument, ownWork } = filter;
  const one = (member: Parameters<typeof term>[0], value: string | number | undefined) =>
    value === undefined ? [] : [anyOf([term(member, String(value))])];
  const text = (member: 'reason' | 'basisDocument', value: string | undefined) => {
    if (value === undefined) return [];
    return (value === '' ? [term(member, '')] : partsAsked(member, value)).map((each) => anyOf([each]));
  };
  const asked = [
    one('budgetId', budgetId),
    one('draftId', draftId),
    one('unit', unit),
    one('fiscalYear', fiscalYear),
    one('editorId', personId),
    kinds === undefined ? [] : [anyOf(kinds.map((kind) => term('kind', kind)))],
    sources === undefined ? [] : [anyOf(sources.map((source) => term('source', source)))],
    text('reason', reason),
    text('basisDocument', basisDocument),
    ownWork === true ? [anyOf([term('ownWork', '')])] : [],
  ].flat();
  return asked.length === 0 ? null : asked.join(' AND ');
}

/** No save has the term that stands for none of them. */
function anyOf(terms: readonly string[]): string {
  return `(${(terms.length === 0 ? ['none'] : terms).map((each) => `"${each}"`).join(' OR ')})`;
}
