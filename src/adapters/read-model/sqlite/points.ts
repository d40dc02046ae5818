import { readKey, writeKey } from '../../../ports/sort-keys.js';
import type { Position } from '../../../ports/event-store.js';
import { ledgerStart } from '../../../ports/event-store.js';
import { pagedRows, readingOf } from '../../../ports/paging.js';
import type { NamedKind, Points } from '../../../ports/read-model.js';
import type { Prepare } from './query.js';
import { ledgerSavesOf } from './ledger-saves.js';
import { saveStatements } from './saves.js';

export function pointsOf(prepare: Prepare): Points {
  const saves = saveStatements(prepare);
  const kinds = kindQuestions.map(prepare);
  const eventPosition = prepare('select position from events_by_id where event_id = ?');

  function kindOf(id: string): NamedKind | null {
    for (const question of kinds) {
      const row = question.get(id);
      if (row !== undefined) return (row as [NamedKind])[0];
    }
    return null;
  }

  function positionOf(eventId: string): Position | null {
    return (eventPosition.get(eventId) as [Position] | undefined)?.[0] ?? null;
  }

  return {
    async saveEnd(position) {
      const over = saves.over(position);
      if (over !== null && over.firstPosition <= position) return over.lastPosition;
      return saves.last(position)?.lastPosition ?? ledgerStart;
    },
    positionAt: async (time) => saves.upToClock(time)?.lastPosition ?? ledgerStart,
    lastSave: async (position) => saves.last(position),
    saveAt: async (tableId, at) => saves.at(tableId, at),
    savesAt: async (asked) => asked.map(({ tableId, ...at }) => saves.at(tableId, at)),
    saveByCommand: async (commandId) => saves.byCommand(commandId),
    async saves(tableId, version, page) {
      const { size, from, backwards } = readingOf(page);
      const beside = from === null ? null : Number(readKey(from)[0]);
      const found = backwards
        ? saves.newer(tableId, version, beside ?? -1, size + 1)
        : saves.older(tableId, version, beside ?? Number.MAX_SAFE_INTEGER, size + 1);
      return pagedRows(
        page,
        found.map((row) => ({ key: writeKey([String(row.version)]), row })),
      );
    },
    ...ledgerSavesOf(prepare),
    savesBehind: async (of, behind, upTo, first) => saves.behind(of, behind, upTo, first),
    kindsOf: async (ids) => ids.map(kindOf),
    eventPosition: async (eventId) => positionOf(eventId),
    eventPositions: async (eventIds) => eventIds.map(positionOf),
  };
}

/** Asked in turn for what an id names; the last finds rows that are only in a draft. */
const kindQuestions: readonly string[] = [
  "select 'BUDGET' from budgets where budget_id = ?",
  "select 'PROJECT' from project_versions where id = ? limit 1",
  "select 'INDICATOR' from indicator_versions where id = ? limit 1",
  "select 'FUND_USER' from fund_user_versions where id = ? limit 1",
  "select 'EVENT' from events_by_id where event_id = ?",
  "select 'DRAFT' from drafts where draft_id = ?",
  'select kind from draft_rows where id = ? limit 1',
];
