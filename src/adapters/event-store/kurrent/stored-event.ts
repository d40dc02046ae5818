import type { EventData, ResolvedEvent } from '@kurrent/kurrentdb-client';
import { binaryEvent } from '@kurrent/kurrentdb-client';
import type { NewEvent, StoredEvent } from '../../../ports/event-store.js';
import { ForeignChange } from '../../../ports/foreign-change.js';
import { toPosition } from './position.js';

/** Stands between a ledger's name and its streams; no name has it, so no ledger's prefix begins another's. */
const separator = ':';

export function prefixOf(ledger: string): string {
  return `${ledger}${separator}`;
}

/** Of an event of this ledger: its streams are called as in every engine, behind the prefix. */
export function toStreamName(prefix: string, stream: string): string {
  return `${prefix}${stream}`;
}

/**
 * The event as the server keeps it: the bytes of its body as they are, never as JSON, which the client parses and writes
 * again, and beside them, as metadata, the hash that proves them.
 */
export function toEventData({ id, type, body, leafHash }: NewEvent): EventData {
  const data = Uint8Array.from(Buffer.from(body));
  return binaryEvent({ id, type, data, metadata: Uint8Array.from(Buffer.from(JSON.stringify({ leafHash }))) });
}

/** Bytes that the server counts against its bound for one append. */
export function countedBytes({ data, metadata, type }: EventData): number {
  return (data as Uint8Array).length + (metadata as Uint8Array).length + 2 * type.length;
}

/**
 * @param where the ledger's URL, as it may be shown
 * @throws ForeignChange the event is none that a ledger wrote
 */
export function toStoredEvent({ event, link }: ResolvedEvent, prefix: string, where: string): StoredEvent {
  const leafHash = leafHashIn(event?.metadata);
  if (
    event === undefined ||
    link !== undefined ||
    event.isJson ||
    leafHash === null ||
    !(event.data instanceof Uint8Array)
  )
    throw foreignEvent(event ?? link, where);
  const position = event.position === undefined ? null : toPosition(event.position);
  if (position === null) throw noPosition(where);
  return {
    position,
    stream: event.streamId.slice(prefix.length),
    revision: Number(event.revision),
    id: event.id,
    type: event.type,
    body: Buffer.from(event.data).toString('utf8'),
    leafHash,
  };
}

/** The client gives back as an object whatever bytes of metadata can be read as JSON. */
function leafHashIn(metadata: unknown): string | null {
  if (typeof metadata !== 'object' || metadata === null || !('leafHash' in metadata)) return null;
  const { leafHash } = metadata;
  return typeof leafHash === 'string' && /^[0-9a-f]{64}$/.test(leafHash) ? leafHash : null;
}

function foreignEvent(found: { streamId: string; revision: bigint; type: string } | undefined, where: string): Error {
  const { streamId = '?', revision = '?', type = '?' } = found ?? {};
  return new ForeignChange({
    zh: `${where} 中有不是本程序写入的事件：流 ${streamId} 的第 ${revision} 号，类型 ${type}；请为本账本另用一个名称（URL 的路径），或请管理员查明是什么程序写入了它。`,
    en: `There is an event in ${where} that this program did not write: number ${revision} of the stream ${streamId}, of type ${type}; give this ledger another name (the path of the URL), or find out what program wrote it.`,
  });
}

function noPosition(where: string): Error {
  return new ForeignChange({
    zh: `${where} 的服务器没有给出事件的位置；请使用 23.10 或更新的版本，且不要用旧的事务接口写入本账本的流。`,
    en: `The server of ${where} gives no position of an event; use version 23.10 or a newer one, and write to the streams of this ledger by no older kind of transaction.`,
  });
}
