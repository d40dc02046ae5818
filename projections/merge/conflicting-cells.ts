import type { EntityKind } from '../rows.js';
import type { ThreeTables, ThreeValues } from './three-way.js';
import { valuesAt } from './three-way.js';

export interface ConflictingCell extends ThreeValues {
  entityId: string;
  entityKind: EntityKind;
  /** The row's name on a side that has it, ours before theirs; else at the base. */
  entityName: string;
  path: string;
}

export function cellAt(entityId: string, path: string, tables: ThreeTables): ConflictingCell {
  const row = tables.ours.get(entityId) ?? tables.theirs.get(entityId) ?? tables.base.get(entityId);
  if (row === undefined) throw new Error(`no table has the row ${entityId}`);
  const { entityKind, entityName } = row;
  return { entityId, entityKind, entityName, path, ...valuesAt(entityId, path, tables) };
}
