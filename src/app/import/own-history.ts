import { evolve } from '../../../events/budget/budget.evolve.js';
import type { BudgetState, OpenBudgetState } from '../../../events/budget/budget.state.js';
import { absentBudget, stampOf } from '../../../events/budget/budget.state.js';
import type { TableOf } from '../../../events/identity.js';
import { budgetStream, streamOf } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { RecordedEvent } from '../../../events/upcast.js';
import { changedCell, changedCells } from '../../../projections/changed-cells.js';
import type { ChangedCell } from '../../../projections/rows.js';
import type { EarlierImport } from '../../../services/services.js';
import type { EventReader, Position } from '../../ports/event-store.js';

/** What a table's own events say about an import into it. */
export interface OwnHistory {
  /** What set the cell as it stands, or took it away; null: it has been blank since its row was added. */
  lastChange(entityId: string, path: string): ChangedCell | null;
  /** The newest save that imported the same bytes; null: none. */
  importedBefore: EarlierImport | null;
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
  const last = new Map<string, ChangedCell>();
  let importedBefore: EarlierImport | null = null;
  let state: BudgetState = absentBudget;
  for await (const { event, position, draftId } of events === null ? [] : eventsOf(events, into)) {
    if (draftId === into.draftId && event.version > version) break;
    const next = evolve(state, event, stampOf(event)) as OpenBudgetState;
    for (const cell of cellsOf({ event, position, draftId }, state, next)) {
      if (rows.has(cell.entityId)) last.set(`${cell.entityId} ${cell.path}`, cell);
    }
    const { source, recordedAt, actor } = event;
    if (source.kind === 'import' && source.sha256 === sha256) {
      importedBefore = { version: event.version, draftId, position, fileName: source.fileName, recordedAt, actor };
    }
    state = next;
  }
  return { lastChange: (entityId, path) => last.get(`${entityId} ${path}`) ?? null, importedBefore };
}

function cellsOf({ event, position, draftId }: Located, before: BudgetState, after: OpenBudgetState): ChangedCell[] {
  const { id: eventId, version, recordedAt, actor, reason, basisDocument } = event;
  const { budgetId, unitKey, fiscalYear } = after;
  const about = { budgetId, draftId, unitKey, fiscalYear, version, recordedAt, actor, reason, basisDocument };
  return changedCells(before, event, after).map((cell, ordinal) =>
    changedCell(cell, { ...about, eventId, position }, ordinal),
  );
}

async function* eventsOf(events: Events, into: TableOf): AsyncGenerator<Located> {
  for await (const located of streamFrom(events, streamOf(into), into.draftId)) {
    const { event } = located;
    if (event.type === 'DraftOpened') {
      const { budgetId, base } = event.data;
      yield* streamFrom(events, budgetStream(budgetId), null, base.revision);
    }
    yield located;
  }
}

const pageSize = 1_000;

/** @param upTo the last revision */
async function* streamFrom(
  events: Events,
  stream: string,
  draftId: string | null,
  upTo = Infinity,
): AsyncGenerator<Located> {
  for (let revision = 0; ;) {
    const page = await events.readStream(stream, revision, Math.min(pageSize, upTo - revision + 1));
    for (const { body, position } of page) yield { event: decodeEvent(body), position, draftId };
    revision += page.length;
    if (page.length < pageSize || revision > upTo) return;
  }
}
