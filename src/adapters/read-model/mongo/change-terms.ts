import type { ChangedCell } from '../../../../projections/rows.js';
import type { WaySaid } from '../../../../projections/said.js';
import type { DeltaSign, ResolvedChangeFilter, Said } from '../../../ports/read-model.js';
import { oneOf } from './list-filters.js';
import type { Alternatives } from './rarest.js';
import { eachAlone } from './rarest.js';
import { holdsText, partsAsked, partsOf } from './text.js';

/**
 * Everything that a filter can ask of a changed cell is a term of it, so that one index finds any of them in ledger
 * order, whatever the length of history. The rarest term of a filter leads; what else it asks is checked in the rows.
 */
export const letters = {
  budgetIds: 'b',
  draftId: 'g',
  units: 'u',
  fiscalYears: 'y',
  projectIds: 'p',
  entityIds: 'e',
  entityKinds: 'k',
  paths: 'c',
  kinds: 'h',
  effects: 'f',
  deltaSigns: 'd',
  actorIds: 'a',
  editorIds: 'w',
  sources: 'o',
  reason: 'r',
  basisDocument: 's',
  text: 't',
  ownWork: 'x',
} as const;

type Whole = Exclude<keyof typeof letters, Said | 'text' | 'ownWork'>;

/** Where the documents have what a filter asks. */
const fields: Record<Whole, string> = {
  budgetIds: 'row.budgetId',
  draftId: 'row.draftId',
  units: 'row.unitKey',
  fiscalYears: 'row.fiscalYear',
  projectIds: 'row.projectId',
  entityIds: 'row.entityId',
  entityKinds: 'row.entityKind',
  paths: 'row.path',
  kinds: 'row.kind',
  effects: 'row.effect',
  deltaSigns: 'deltaSign',
  actorIds: 'row.actor.id',
  editorIds: 'row.editorId',
  sources: 'row.source',
};

/** All terms of a cell, each once. */
export function termsOf(row: ChangedCell): string[] {
  const { budgetId, draftId, unitKey, fiscalYear, projectId, entityId, entityKind, path, kind, effect } = row;
  const whole: Record<Whole, string | null> = {
    budgetIds: budgetId,
    draftId,
    units: unitKey,
    fiscalYears: String(fiscalYear),
    projectIds: projectId,
    entityIds: entityId,
    entityKinds: entityKind,
    paths: path,
    kinds: kind,
    effects: effect,
    deltaSigns: signOf(row.delta),
    actorIds: row.actor.id,
    editorIds: row.editorId,
    sources: row.source,
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

/** The terms of which a cell must have one each; none: the filter asks for nothing. */
export function termsAsked({ reason, basisDocument, text, exact: _looked, ...whole }: CellFilter): Alternatives[] {
  return [
    ...Object.entries(whole).map(([member, value]) => valuesOf(value).map((each) => letters[member as Whole] + each)),
    ...(reason === undefined ? [] : saidAsked('reason', reason)),
    ...(basisDocument === undefined ? [] : saidAsked('basisDocument', basisDocument)),
    ...(text === undefined ? [] : eachAlone(partsAsked(letters.text, text))),
  ];
}

export function saidAsked(member: Said, text: string): Alternatives[] {
  return eachAlone(text === '' ? [letters[member]] : partsAsked(letters[member], text));
}

/** The same, as conditions on the documents that one of the terms has found. */
export function cellConditions({ reason, basisDocument, text = '', exact, ...whole }: CellFilter): object[] {
  return [
    ...Object.entries(whole).flatMap(([member, value]) => oneOf(fields[member as Whole], valuesOf(value))),
    ...saidCondition('row.reason', reason, exact),
    ...saidCondition('row.basisDocument', basisDocument, exact),
    ...(text === '' ? [] : [holdsText(['row.before', 'row.after', 'row.entityName'], text, exact)]),
  ];
}

type Value = string | number;

function valuesOf(value: Value | readonly Value[]): readonly Value[] {
  return typeof value === 'object' ? value : [value];
}

export function saidCondition(field: string, text: string | undefined, exact: boolean | undefined): object[] {
  if (text === undefined) return [];
  return [text === '' ? { [field]: { $in: [null, ''] } } : holdsText([field], text, exact)];
}

/** That the save itself did not say this. @param row where the documents have what is kept of it */
export function unsaidConditions(unsaid: Unsaid, row = 'row'): object[] {
  return unsaid.map(({ member, text, exact }) => ({ $nor: saidCondition(`${row}.${member}`, text, exact) }));
}

export type Unsaid = WaySaid<unknown>['unsaid'];

/** null: the cell has no delta. */
export function signOf(delta: string | null): DeltaSign | null {
  if (delta === null) return null;
  if (/^-?[0.]*$/.test(delta)) return 'ZERO';
  return delta.startsWith('-') ? 'NEGATIVE' : 'POSITIVE';
}
