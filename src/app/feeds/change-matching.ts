import type { ChangedCell } from '../../../projections/rows.js';
import { searchKey } from '../../../projections/search/search-key.js';
import type { DeltaSign, DraftsAsked, ResolvedChangeFilter } from '../../ports/read-model.js';
import type { Wanted } from './waiting.js';

type Test = (cell: ChangedCell) => boolean;
type CellFilter = Omit<ResolvedChangeFilter, 'behind' | 'corrected'>;

/** Whether a filter holds for a changed cell, with the meaning that it has in the list of changes. */
export function wantedChanges(filter: CellFilter): Wanted<ChangedCell> {
  const tests = testsOf(filter);
  return { topics: topicsAsked(filter), holds: (cell) => tests.every((test) => test(cell)) };
}

/** By what a filter may name, where it names little enough, the narrowest first. */
const topics: Record<'draftId' | 'entityIds' | 'projectIds' | 'budgetIds' | 'units', (cell: ChangedCell) => unknown> = {
  draftId: ({ draftId }) => draftId,
  entityIds: ({ entityId }) => entityId,
  projectIds: ({ projectId }) => projectId,
  budgetIds: ({ budgetId }) => budgetId,
  units: ({ unitKey }) => unitKey,
};
type Topic = keyof typeof topics;
const topicKinds = Object.keys(topics) as Topic[];
/** What is named beyond that is looked at with every cell. */
const topicsAtMost = 20;

const topic = (kind: Topic, value: unknown): string => `${kind} ${String(value)}`;

export function topicsOfChange(cell: ChangedCell): string[] {
  return topicKinds.flatMap((kind) => {
    const value = topics[kind](cell);
    return value === null ? [] : [topic(kind, value)];
  });
}

/** Of one kind, so that a cell has one of them at the most. */
function topicsAsked(filter: CellFilter): string[] | null {
  const { drafts } = filter;
  if (typeof drafts === 'object' && 'only' in drafts) return [topic('draftId', drafts.only)];
  for (const kind of topicKinds) {
    const values = kind === 'draftId' ? undefined : filter[kind];
    if (values !== undefined && values.length <= topicsAtMost) {
      return [...new Set(values)].map((value) => topic(kind, value));
    }
  }
  return null;
}

function testsOf(filter: CellFilter): Test[] {
  const { reason, basisDocument, text, exact = false } = filter;
  return [
    ofDrafts(filter.drafts),
    ...oneOf(filter.budgetIds, ({ budgetId }) => budgetId),
    ...oneOf(filter.units, ({ unitKey }) => unitKey),
    ...oneOf(filter.fiscalYears, ({ fiscalYear }) => fiscalYear),
    ...oneOf(filter.projectIds, ({ projectId }) => projectId),
    ...oneOf(filter.entityIds, ({ entityId }) => entityId),
    ...oneOf(filter.entityKinds, ({ entityKind }) => entityKind),
    ...oneOf(filter.paths, ({ path }) => path),
    ...oneOf(filter.kinds, ({ kind }) => kind),
    ...oneOf(filter.effects, ({ effect }) => effect),
    ...oneOf(filter.deltaSigns, ({ delta }) => signOf(delta)),
    ...oneOf(filter.actorIds, ({ actor }) => actor.id),
    ...oneOf(filter.editorIds, ({ editorId }) => editorId),
    ...oneOf(filter.sources, ({ source }) => source),
    ...said(reason, exact, (cell) => cell.reason),
    ...said(basisDocument, exact, (cell) => cell.basisDocument),
    ...holdsText(text, exact),
  ];
}

function ofDrafts(asked: DraftsAsked | undefined): Test {
  if (asked === undefined) return ({ draftId }) => draftId === null;
  if (asked === 'INCLUDED') return () => true;
  if ('only' in asked) return ({ draftId }) => draftId === asked.only;
  const { draftId: own, openedOn } = asked.seenFrom;
  return ({ draftId, position }) => draftId === own || (draftId === null && position <= openedOn);
}

/** Of few a list takes less than a set, and no longer. */
const fewValues = 10;

function oneOf<Value>(asked: readonly Value[] | undefined, valueOf: (cell: ChangedCell) => Value | null): Test[] {
  if (asked === undefined) return [];
  if (asked.length > fewValues) {
    const values = new Set<Value | null>(asked);
    return [(cell) => values.has(valueOf(cell))];
  }
  const values: readonly (Value | null)[] = asked;
  return [(cell) => values.includes(valueOf(cell))];
}

function said(asked: string | undefined, exact: boolean, saidIn: (cell: ChangedCell) => string | null): Test[] {
  if (asked === undefined) return [];
  if (asked === '') return [(cell) => (saidIn(cell) ?? '') === ''];
  const holds = holding(asked, exact);
  return [(cell) => holds(saidIn(cell))];
}

function holdsText(asked: string | undefined, exact: boolean): Test[] {
  if (asked === undefined || asked === '') return [];
  const holds = holding(asked, exact);
  return [({ before, after, entityName }) => holds(before) || holds(after) || holds(entityName)];
}

function holding(part: string, exact: boolean): (text: string | null) => boolean {
  if (exact) return (text) => text?.includes(part) === true;
  const key = searchKey(part);
  return (text) => text !== null && keyOf(text).includes(key);
}

/** Kept, because each of many filters looks at the few texts of the same few cells. */
const keys = new Map<string, string>();
const keysKept = 500;

function keyOf(text: string): string {
  const known = keys.get(text);
  if (known !== undefined) return known;
  if (keys.size >= keysKept) keys.clear();
  const key = searchKey(text);
  keys.set(text, key);
  return key;
}

function signOf(delta: string | null): DeltaSign | null {
  if (delta === null) return null;
  if (/^-?[0.]*$/.test(delta)) return 'ZERO';
  return delta.startsWith('-') ? 'NEGATIVE' : 'POSITIVE';
}
