import { budgetOfStream, draftOfStream } from '../../../events/identity.js';
import type { Position } from '../../../events/position.js';
import type { ChangedCell, SaveRow } from '../../../projections/rows.js';
import type { AnnotationRow } from '../../../projections/sealing-rows.js';
import { changeIdOf, readChangeId, readVersionId } from '../../../services/compound-ids.js';
import type { Basis, LedgerEventView, Queries, RootArguments, VersionView } from '../../../services/services.js';
import type { ChangePlace, Changes, Drafts, Points, Seals } from '../../ports/read-model.js';
import { lazily } from './connection.js';
import type { QueryPoints } from './points/points.js';
import { isOfOneBudget } from './points/points.js';

export interface RecordedNodeTools {
  readModel: Pick<Points, 'eventPositions' | 'savesAt'> &
    Pick<Drafts, 'draftsById'> &
    Pick<Changes, 'changesAt'> &
    Pick<Seals, 'annotations'>;
  points: Pick<QueryPoints, 'overall' | 'ofBudget'>;
  event: Queries['event'];
}

/** In the order of the ids; null: nothing has the id, or it was recorded behind the point that is asked about. */
type ById<View> = (ids: readonly string[], root: RootArguments) => Promise<(View | null)[]>;

/** What was recorded by the point at which its budget is looked at. */
interface Recorded<Found> {
  found: Found;
  basis: Basis;
}

/** What the ledger recorded: events, the cells that they changed, and the saves that they belong to. */
export interface RecordedNodes {
  events: ById<LedgerEventView>;
  changes: ById<ChangedCell>;
  versions: ById<VersionView>;
}

export function recordedNodes({ readModel, points, event }: RecordedNodeTools): RecordedNodes {
  /** Where each of the budgets is looked at; nothing: it is not there yet. */
  async function basesOf(budgetIds: readonly string[], { at, head }: RootArguments): Promise<Map<string, Basis>> {
    const distinct = [...new Set(budgetIds)];
    if (!isOfOneBudget(at)) {
      const basis = await points.overall(at, head);
      return new Map(distinct.map((id) => [id, basis]));
    }
    const tables = await Promise.all(distinct.map((id) => points.ofBudget(id, at, head)));
    return new Map(tables.flatMap((table) => (table === null ? [] : [[table.save.budgetId, table.basis]])));
  }

  /** Those of the found that were recorded by the point that their budget is looked at. */
  async function recordedBy<Found>(
    found: readonly (Found | null)[],
    placeOf: (found: Found) => [budgetId: string, position: Position],
    root: RootArguments,
  ): Promise<(Recorded<Found> | null)[]> {
    const places = found.map((each) => each && placeOf(each));
    const budgetIds = places.flatMap((place) => (place === null ? [] : [place[0]]));
    const bases = await basesOf(budgetIds, root);
    return found.map((each, index) => {
      const [budgetId = '', position = ''] = places[index] ?? [];
      const basis = bases.get(budgetId);
      if (each === null || basis === undefined || position > basis.position) return null;
      return { found: each, basis };
    });
  }

  /** The budget of each event's stream, or of the draft whose stream it is. */
  async function budgetsOf(events: readonly LedgerEventView[], head: Basis): Promise<Map<LedgerEventView, string>> {
    const draftIds = [...new Set(events.flatMap(({ stream }) => draftOfStream(stream) ?? []))];
    const drafts = draftIds.length === 0 ? [] : await readModel.draftsById(draftIds, head.position);
    const ofDraft = new Map(draftIds.map((id, index) => [id, drafts[index]?.draft.budgetId]));
    return new Map(
      events.map((each) => {
        const draftId = draftOfStream(each.stream);
        return [each, (draftId === null ? budgetOfStream(each.stream) : ofDraft.get(draftId)) ?? ''];
      }),
    );
  }

  /** What was said about each save by its basis; looked up for all of a budget at once, and only where it is asked for. */
  function annotationsOf(saves: readonly Recorded<SaveRow>[]): (save: SaveRow) => () => Promise<AnnotationRow[]> {
    const ofBudget = new Map<string, () => Promise<Map<number, AnnotationRow[]>>>();
    for (const { found, basis } of saves) {
      const { budgetId } = found;
      // Only a budget's own saves are annotated.
      if (found.draftId !== null || ofBudget.has(budgetId)) continue;
      const own = saves.filter((each) => each.found.budgetId === budgetId && each.found.draftId === null);
      const versions = own.map((each) => each.found.version);
      const said = lazily(async () => {
        const rows = await readModel.annotations(budgetId, versions, basis.position);
        return new Map(versions.map((version, index) => [version, rows[index] ?? []]));
      });
      ofBudget.set(budgetId, said);
    }
    return ({ budgetId, draftId, version }) => {
      const said = draftId === null ? ofBudget.get(budgetId) : undefined;
      return async () => (await said?.())?.get(version) ?? [];
    };
  }

  return {
    async events(ids, root) {
      const positions = await readModel.eventPositions(ids);
      const found = await Promise.all(positions.map(async (position) => position && event(position)));
      const there = found.filter((each) => each !== null);
      const budgets = await budgetsOf(there, root.head);
      const recorded = await recordedBy(found, (each) => [budgets.get(each) ?? '', each.position], root);
      return recorded.map((each) => each && each.found);
    },

    async changes(ids, root) {
      const keys = ids.map(readChangeId);
      const positions = await readModel.eventPositions(keys.map((key) => key?.eventId ?? ''));
      const places = keys.flatMap((key, index): ChangePlace[] => {
        const position = positions[index] ?? null;
        return key === null || position === null ? [] : [{ position, ordinal: key.ordinal }];
      });
      const cells = new Map<string, ChangedCell>();
      for (const cell of await readModel.changesAt(places)) if (cell !== null) cells.set(changeIdOf(cell), cell);
      const found = ids.map((id) => cells.get(id) ?? null);
      const recorded = await recordedBy(found, ({ budgetId, position }) => [budgetId, position], root);
      return recorded.map((each) => each && each.found);
    },

    async versions(ids, root) {
      const keys = ids.flatMap((id) => readVersionId(id) ?? []);
      const found = await readModel.savesAt(keys);
      const recorded = await recordedBy(found, ({ budgetId, lastPosition }) => [budgetId, lastPosition], root);
      const annotations = annotationsOf(recorded.filter((each) => each !== null));
      return recorded.map((each) => {
        return each && { ...each.found, annotations: annotations(each.found), basis: each.basis };
      });
    },
  };
}
