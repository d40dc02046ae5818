/** Permanent ids of what has none of its own in the ledger, made of what it is a part of. */

/** A save of a budget or of a draft. */
export interface VersionKey {
  tableId: string;
  version: number;
}

/** A cell that an event changed. */
export interface ChangeKey {
  eventId: string;
  ordinal: number;
}

export function versionIdOf({ tableId, version }: VersionKey): string {
  return `${tableId}:v${version}`;
}

export function changeIdOf({ eventId, ordinal }: ChangeKey): string {
  return `${eventId}:${ordinal}`;
}

/** null: it is no id of a version. */
export function readVersionId(id: string): VersionKey | null {
  const [, tableId, version] = /^(.+):v(0|[1-9]\d{0,8})$/.exec(id) ?? [];
  return tableId === undefined ? null : { tableId, version: Number(version) };
}

/** null: it is no id of a change. */
export function readChangeId(id: string): ChangeKey | null {
  const [, eventId, ordinal] = /^(.+):(0|[1-9]\d{0,8})$/.exec(id) ?? [];
  return eventId === undefined ? null : { eventId, ordinal: Number(ordinal) };
}
