/** The log in a file, an append a line, so that a server that was killed goes on with what it had acknowledged. */
import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { AppendRecord, ProposedEvent } from './event-log.js';

interface Line {
  stream: string;
  created: string;
  isTombstone: boolean;
  events: { id: string; type: string; isJson: boolean; data: string; metadata: string }[];
}

export interface LogFile {
  kept: readonly AppendRecord[];
  keep(record: AppendRecord): void;
  close(): void;
}

export function openLogFile(file: string): LogFile {
  const written = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  // What a killed server was writing was never acknowledged.
  const whole = written.lastIndexOf('\n') + 1;
  if (whole < written.length) truncateSync(file, whole);
  const descriptor = openSync(file, 'a');
  const lines = written.subarray(0, whole).toString().split('\n').slice(0, -1);
  return {
    kept: lines.map((line) => recordOf(JSON.parse(line) as Line)),
    keep: (record) => void writeSync(descriptor, `${JSON.stringify(lineOf(record))}\n`),
    close: () => closeSync(descriptor),
  };
}

function lineOf({ stream, created, isTombstone, events }: AppendRecord): Line {
  return { stream, created: String(created), isTombstone, events: events.map(textOf) };
}

function recordOf({ stream, created, isTombstone, events }: Line): AppendRecord {
  return { stream, created: BigInt(created), isTombstone, events: events.map(eventOf) };
}

function textOf({ id, type, isJson, data, metadata }: ProposedEvent): Line['events'][number] {
  return { id, type, isJson, data: base64(data), metadata: base64(metadata) };
}

function eventOf({ id, type, isJson, data, metadata }: Line['events'][number]): ProposedEvent {
  return { id, type, isJson, data: Buffer.from(data, 'base64'), metadata: Buffer.from(metadata, 'base64') };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
