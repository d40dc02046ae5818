import type { Filter } from 'mongodb';
import type { ProjectedSave, SaveRow } from '../../../../projections/rows.js';
import type { Position } from '../../../ports/event-store.js';
import type { SaveAddress, SavesOf } from '../../../ports/read-model.js';
import type { Copy, Kind, Write } from './documents.js';
import { insert } from './documents.js';
import { farthest } from './keys.js';
import { termsOfSave } from './save-terms.js';

export interface SaveDocument {
  /** Where the save ends. */
  _id: Position;
  /** Of a budget, or of a draft: their ids never clash. */
  tableId: string;
  version: number;
  clock: string;
  commandId: string;
  terms: string[];
  row: SaveRow;
}

export const saves: Kind<SaveDocument> = {
  name: 'saves',
  indexes: [
    { name: 'by_version', key: { tableId: 1, version: 1 } },
    { name: 'by_table', key: { tableId: 1, _id: 1 } },
    { name: 'by_budget', key: { 'row.budgetId': 1, _id: 1 } },
    { name: 'by_clock', key: { clock: 1, _id: 1 } },
    { name: 'by_command', key: { commandId: 1, _id: 1 } },
    { name: 'by_term', key: { terms: 1, _id: 1 } },
  ],
};

export function saveWrite({ save: row }: ProjectedSave): Write {
  const { lastPosition: _id, version, clock, commandId } = row;
  return insert(saves, {
    _id,
    tableId: row.draftId ?? row.budgetId,
    version,
    clock,
    commandId,
    terms: termsOfSave(row),
    row,
  });
}

export async function saveAt(
  copy: Copy,
  tableId: string,
  at: { version: number } | { position: Position },
): Promise<SaveRow | null> {
  if ('version' in at) return shown(copy, await copy.in(saves).first({ tableId, version: at.version }));
  const upTo = await copy.upTo(at.position);
  return rowOf(await copy.in(saves).first({ tableId, _id: { $lte: upTo } }, { sort: { _id: -1 } }));
}

/** Those by version in one question; a seek for each by position, side by side. */
export async function savesAt(copy: Copy, asked: readonly SaveAddress[]): Promise<(SaveRow | null)[]> {
  const versions = asked.flatMap((each) =>
    'version' in each ? [{ tableId: each.tableId, version: each.version }] : [],
  );
  const found = versions.length === 0 ? [] : await copy.in(saves).find({ $or: versions });
  const byVersion = new Map(found.map((each) => [versionKey(each), each]));
  return Promise.all(
    asked.map(({ tableId, ...at }) =>
      'version' in at ? shown(copy, byVersion.get(versionKey({ tableId, ...at })) ?? null) : saveAt(copy, tableId, at),
    ),
  );
}

const versionKey = ({ tableId, version }: Pick<SaveDocument, 'tableId' | 'version'>) => `${tableId} ${version}`;

/** The save that ends at or before the position. */
export async function lastSave(copy: Copy, position: Position): Promise<SaveRow | null> {
  const upTo = await copy.upTo(position);
  return rowOf(await copy.in(saves).first({ _id: { $lte: upTo } }, { sort: { _id: -1 } }));
}

/** The save that ends at or behind the position. */
export async function saveOver(copy: Copy, position: Position): Promise<SaveRow | null> {
  return shown(copy, await copy.in(saves).first({ _id: { $gte: position } }, { sort: { _id: 1 } }));
}

export async function saveByCommand(copy: Copy, commandId: string): Promise<SaveRow | null> {
  return shown(copy, await copy.in(saves).first({ commandId }, { sort: { _id: 1 } }));
}

/** The last save whose clock is not later than the time. */
export async function saveUpToClock(copy: Copy, time: string): Promise<SaveRow | null> {
  const _id = { $lte: await copy.upTo(farthest) };
  return rowOf(await copy.in(saves).first({ clock: { $lte: time }, _id }, { sort: { clock: -1, _id: -1 } }));
}

/** Of versions between two, both exclusive; the newest of them first, or the oldest. */
export async function savesBetween(
  copy: Copy,
  tableId: string,
  { above, below, upwards }: { above: number; below: number; upwards: boolean },
  limit: number,
): Promise<SaveRow[]> {
  const page = { sort: { version: upwards ? 1 : -1 }, limit } as const;
  const filter = { tableId, version: { $gt: above, $lt: below } };
  let found = await copy.in(saves).find(filter, page);
  const newest = upwards ? found.at(-1) : found[0];
  if (newest !== undefined && !(await copy.shows(newest._id))) {
    found = await copy.in(saves).find({ ...filter, _id: { $lte: await copy.upTo(farthest) } }, page);
  }
  return found.map(({ row }) => row);
}

/** In ledger order, behind one position and up to another. */
export async function savesBehind(
  copy: Copy,
  of: SavesOf,
  behind: Position,
  upTo: Position,
  limit: number,
): Promise<SaveRow[]> {
  const _id = { $gt: behind, $lte: await copy.upTo(upTo) };
  const found = await copy.in(saves).find({ ...whose(of), _id }, { sort: { _id: 1 }, limit });
  return found.map(({ row }) => row);
}

function whose(of: SavesOf): Filter<SaveDocument> {
  if (of === 'LEDGER') return {};
  return 'tableId' in of ? { tableId: of.tableId } : { 'row.budgetId': of.budgetId };
}

async function shown(copy: Copy, found: SaveDocument | null): Promise<SaveRow | null> {
  return found !== null && (await copy.shows(found._id)) ? found.row : null;
}

function rowOf(found: SaveDocument | null): SaveRow | null {
  return found === null ? null : found.row;
}
