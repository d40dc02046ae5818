import { evolve } from '../../../events/budget/budget.evolve.js';
import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget, stampOf } from '../../../events/budget/budget.state.js';
import type { TableOf } from '../../../events/identity.js';
import { budgetStream, draftStream, streamOf } from '../../../events/identity.js';
import { originOf } from '../../../events/origin.js';
import type { RecordedEvent } from '../../../events/upcast.js';
import { changedCell, changedCells } from '../../../projections/changed-cells.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { AnnotationRow } from '../../../projections/sealing-rows.js';
import { sealingRows } from '../../../projections/sealing-rows.js';
import type { EarlierImport, MergedCell } from '../../../services/services.js';
import type { EventReader, Position } from '../../ports/event-store.js';
import { decodeOfTable } from '../stored-event.js';

/** What a table's own events say about an import into it. */
export interface OwnHistory {
  /** What set the cell as it stands, or took it away; null: it has been blank since its row was added. */
  lastChange(entityId: string, path: string): MergedCell | null;
  /** What was said later about the reason and the document of a change's save, oldest first. */
  annotations(change: MergedCell): AnnotationRow[];
  /** The newest save that imported the same bytes, and the end of what it set in this table; null: none. */
  importedBefore: (EarlierImport & { takenInAt: Position }) | null;
}

export interface AskedOfHistory {
  into: TableOf;
  /** The version that the import is decided on: what came later is left out. */
  version: number;
  /** Of the file. */
  sha256: string;
  /** Rows whose cells are asked about. */
  rows: ReadonlySet<string>;
}

interface Located {
  event: RecordedEvent;
  position: Position;
  /** The draft in whose stream it is; null: the budget's. */
  draftId: string | null;
}

type Events = Pick<EventReader, 'readStream'>;

/**
 * Reads the table's events from the first on, a draft's behind those of its base. So it needs no views, and says what was
 * recorded.
 */
export async function ownHistory(
  events: Events | null,
  { into, version, sha256, rows }: AskedOfHistory,
): Promise<OwnHistory> {
  const last = new Map<string, MergedCell>();
  let importedBefore: OwnHistory['importedBefore'] = null;
  const said: AnnotationRow[] = [];
  /** Behind the part of the budget that a draft was opened on. */
  let rest: number | null = null;
  let state: BudgetState = absentBudget;
  for await (const { event, position, draftId } of events === null ? [] : eventsOf(events, into)) {
    if (draftId === into.draftId && event.version > version) break;
    said.push(...correctionsIn(event, position, into.budgetId));
    if (event.type === 'DraftOpened') rest = event.data.base.revision + 1;
    const next = evolve(state, event, stampOf(event)) as OpenBudgetState;
    for (const cell of cellsOf({ event, position, draftId }, state, next)) {
      const { entityId, path } = cell;
      if (rows.has(entityId)) last.set(`${entityId} ${path}`, { ...cell, editor: editorOf(event, entityId, path) });
    }
    const imported = events === null ? null : await importedBy(events, { event, position }, sha256);
    const isOwn = event.source.kind === 'import' && draftId === null;
    if (imported !== null) {
      const { version: takenInAs } = event;
      const annotations = async () => (isOwn ? about({ draftId, version: takenInAs }) : []);
      importedBefore = { ...imported, version: takenInAs, draftId, takenInAt: position, annotations };
    }
    state = next;
  }
  if (events !== null && rest !== null) {
    for await (const { event, position } of streamFrom(events, budgetStream(into.budgetId), null, { from: rest })) {
      said.push(...correctionsIn(event, position, into.budgetId));
    }
  }
  return {
    lastChange: (entityId, path) => last.get(`${entityId} ${path}`) ?? null,
    annotations: about,
    importedBefore,
  };

  /** Only a budget's own saves are annotated. */
  function about({ draftId, version }: Pick<ChangedCell, 'draftId' | 'version'>): AnnotationRow[] {
    return draftId === null ? said.filter((row) => row.version === version) : [];
  }
}

function correctionsIn(event: RecordedEvent, position: Position, budgetId: string): AnnotationRow[] {
  return sealingRows([{ ...event, position }], budgetId).annotations;
}

/** Who had set the cell on the other side of a merge; null: it was no merge. */
function editorOf({ source }: RecordedEvent, entityId: string, path: string): string | null {
  return source.kind === 'promote' || source.kind === 'refresh' ? originOf(source, entityId, path).editor : null;
}

/** The import of these bytes that an event is of, itself or by the draft that it promotes; null: none. */
async function importedBy(
  events: Events,
  { event, position }: Pick<Located, 'event' | 'position'>,
  sha256: string,
): Promise<Omit<EarlierImport, 'version' | 'draftId' | 'annotations'> | null> {
  const { source, recordedAt, actor, reason, basisDocument } = event;
  if (source.kind === 'import') {
    const recorded = { position, recordedAt, actor, reason, basisDocument };
    return source.sha256 === sha256 ? { fileName: source.fileName, ...recorded } : null;
  }
  if (event.type !== 'DraftPromoted') return null;
  const { draftId } = event.data;
  let newest: Awaited<ReturnType<typeof importedBy>> = null;
  for await (const drafted of streamFrom(events, draftStream(draftId), draftId)) {
    newest = (await importedBy(events, drafted, sha256)) ?? newest;
  }
  return newest;
}

function cellsOf({ event, position, draftId }: Located, before: BudgetState, after: OpenBudgetState): ChangedCell[] {
  const { id: eventId, version, recordedAt, actor, source, reason, basisDocument } = event;
  const { budgetId, unitKey, fiscalYear } = after;
  const table = { budgetId, draftId, unitKey, fiscalYear };
  const about = { ...table, version, recordedAt, actor, source, reason, basisDocument };
  return changedCells(before, event, after).map((cell, ordinal) =>
    changedCell(cell, { ...about, eventId, position }, ordinal),
  );
}

async function* eventsOf(events: Events, into: TableOf): AsyncGenerator<Located> {
  for await (const located of streamFrom(events, streamOf(into), into.draftId)) {
    const { event } = located;
    if (event.type === 'DraftOpened') {
      const { budgetId, base } = event.data;
      yield* streamFrom(events, budgetStream(budgetId), null, { upTo: base.revision });
    }
    yield located;
  }
}

const pageSize = 1_000;

/** @param stretch the first and the last revision */
async function* streamFrom(
  events: Events,
  stream: string,
  draftId: string | null,
  { from = 0, upTo = Infinity }: { from?: number; upTo?: number } = {},
): AsyncGenerator<Located> {
  for (let revision = from; ;) {
    const page = await events.readStream(stream, revision, Math.min(pageSize, upTo - revision + 1));
    for (const stored of page) yield { event: decodeOfTable(stored), position: stored.position, draftId };
    revision += page.length;
    if (page.length < pageSize || revision > upTo) return;
  }
}
