import { readKey, writeKey } from '../../../ports/sort-keys.js';
import type { ProjectedSave } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import { ledgerStart } from '../../../ports/event-store.js';
import { pagedRows, readingOf } from '../../../ports/paging.js';
import type { NamedKind, Points } from '../../../ports/read-model.js';
import type { Copy, Kind, Reading, Topic } from './documents.js';
import { insertFirst } from './documents.js';
import { countSaves, pageOfSaves } from './ledger-saves.js';
import {
  lastSave,
  saveAt,
  saveByCommand,
  savesAt,
  saveOver,
  savesBehind,
  savesBetween,
  saves as saveKind,
  saveUpToClock,
  saveWrite,
} from './saves.js';

interface NamedDocument {
  /** Of an event, or of what a save made: a budget, a draft, a row. */
  _id: string;
  kind: NamedKind;
  /** Of the event, or of the save that named it first. */
  position: Position;
}

/** What ids name. A row is named by the save that adds it, the first one where a draft had it before its budget. */
const named: Kind<NamedDocument> = { name: 'named', indexes: [] };

export const pointTopic: Topic = {
  kinds: [saveKind, named],
  writes: async (saves) => [...saves.map(saveWrite), ...namesIn(saves).map((row) => insertFirst(named, row))],
};

function namesIn(saves: readonly ProjectedSave[]): NamedDocument[] {
  const names = new Map<string, NamedDocument>();
  const name = (_id: string, kind: NamedDocument['kind'], position: Position) => {
    if (!names.has(_id)) names.set(_id, { _id, kind, position });
  };
  for (const { save, changes, events, draft } of saves) {
    if (draft?.version === 0) name(draft.draftId, 'DRAFT', save.lastPosition);
    for (const { eventId, position } of events) name(eventId, 'EVENT', position);
    for (const { entityId, entityKind, kind } of changes) {
      if (kind === 'ADDED') name(entityId, entityKind, save.lastPosition);
    }
  }
  return [...names.values()];
}

export function pointsOf({ ask }: Reading): Points {
  const eventPositions: Points['eventPositions'] = (eventIds) =>
    ask(async (copy) => {
      const found = await namedByAny(copy, eventIds);
      return eventIds.map((id) => {
        const named = found.get(id);
        return named?.kind === 'EVENT' ? named.position : null;
      });
    });

  return {
    saveEnd: (position) =>
      ask(async (copy) => {
        const over = await saveOver(copy, position);
        if (over !== null && over.firstPosition <= position) return over.lastPosition;
        return (await lastSave(copy, position))?.lastPosition ?? ledgerStart;
      }),
    positionAt: (time) => ask(async (copy) => (await saveUpToClock(copy, time))?.lastPosition ?? ledgerStart),
    lastSave: (position) => ask((copy) => lastSave(copy, position)),
    saveAt: (tableId, at) => ask((copy) => saveAt(copy, tableId, at)),
    savesAt: (asked) => ask((copy) => savesAt(copy, asked)),
    saveByCommand: (commandId) => ask((copy) => saveByCommand(copy, commandId)),
    async saves(tableId, version, page) {
      const { size, from, backwards } = readingOf(page);
      const beside = from === null ? null : Number(readKey(from)[0]);
      const range = backwards
        ? { above: beside ?? -1, below: version + 1 }
        : { above: -1, below: Math.min(version + 1, beside ?? version + 1) };
      const found = await ask((copy) => savesBetween(copy, tableId, { ...range, upwards: backwards }, size + 1));
      return pagedRows(
        page,
        found.map((row) => ({ key: writeKey([String(row.version)]), row })),
      );
    },
    ledgerSaves: (filter, order, position, page) =>
      ask(async (copy) => pageOfSaves(copy, filter, order, await copy.upTo(position), page)),
    countLedgerSaves: (filter, position, bound) =>
      ask(async (copy) => countSaves(copy, filter, await copy.upTo(position), bound)),
    savesBehind: (of, behind, upTo, first) => ask((copy) => savesBehind(copy, of, behind, upTo, first)),
    kindsOf: (ids) =>
      ask(async (copy) => {
        const found = await namedByAny(copy, ids);
        return ids.map((id) => found.get(id)?.kind ?? null);
      }),
    async eventPosition(eventId) {
      const [position = null] = await eventPositions([eventId]);
      return position;
    },
    eventPositions,
  };
}

/** Those of the ids that name something which the copy shows. */
async function namedByAny(copy: Copy, ids: readonly string[]): Promise<Map<string, NamedDocument>> {
  const found = new Map<string, NamedDocument>();
  for (const each of await copy.in(named).find({ _id: { $in: [...new Set(ids)] } })) {
    if (await copy.shows(each.position)) found.set(each._id, each);
  }
  return found;
}
