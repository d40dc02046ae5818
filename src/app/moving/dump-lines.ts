import { z } from 'zod';

/** Bumped whenever what a dump consists of changes. */
export const dumpFormat = 1;

/** The first line: what it is, and of which ledger. */
const head = z.strictObject({
  format: z.literal('budget-ledger-dump'),
  formatVersion: z.literal(dumpFormat),
  /** Of the program that wrote it. */
  program: z.string(),
  /** RFC 3339 UTC. */
  takenAt: z.iso.datetime(),
  /** Id of the ledger's first event; null: nothing is recorded. */
  first: z.string().nullable(),
});

/** What a table was at a version of it, of a budget or a draft. */
const table = z.strictObject({
  table: z.string(),
  version: z.int().min(0),
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What the directory knows an id by. */
const actor = z.strictObject({ actor: z.string(), name: z.string() });

/** A file that is kept beside the ledger; its bytes follow in lines of their own. */
const file = z.strictObject({
  file: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(0),
});

/** The next bytes of the file before, in base64. */
const part = z.strictObject({ part: z.string() });

/** An event but for its body, which stands behind it in the same line. */
const eventHead = z.strictObject({
  leafHash: z.string().regex(/^[0-9a-f]{64}$/),
  stream: z.string(),
  revision: z.int().min(0),
  id: z.string(),
  type: z.string(),
});

/** The last line: a dump without it was cut off. */
const end = z.strictObject({
  end: z.strictObject({
    events: z.int().min(0),
    tables: z.int().min(0),
    actors: z.int().min(0),
    files: z.int().min(0),
    /** SHA-256 over the leaf hashes of all events in ledger order. */
    leaves: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  /** SHA-256 of every byte before this line. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type DumpHead = z.infer<typeof head>;
export type DumpEnd = z.infer<typeof end>;
export type TableHash = z.infer<typeof table>;
export type DumpedActor = z.infer<typeof actor>;
export type DumpedFile = z.infer<typeof file>;
export type DumpedEvent = z.infer<typeof eventHead> & { body: string };

export type DumpLine =
  | { kind: 'head'; head: DumpHead }
  | { kind: 'actor'; actor: DumpedActor }
  | { kind: 'file'; file: DumpedFile }
  | { kind: 'part'; part: Uint8Array }
  | { kind: 'event'; event: DumpedEvent }
  | { kind: 'table'; table: TableHash }
  | { kind: 'end'; end: DumpEnd };

/** In which order the lines of a dump come. Files stand before the events that name them, each with its parts. */
export const lineOrder: Readonly<Record<DumpLine['kind'], number>> = {
  head: 0,
  actor: 1,
  file: 2,
  part: 2,
  event: 3,
  table: 4,
  end: 5,
};

/**
 * A line with its line feed. The body of an event stands in its line as it is stored, byte for byte: canonical JSON is
 * one line, and what is put around it makes a JSON document of the whole.
 */
export function writeLine(line: DumpLine): string {
  switch (line.kind) {
    case 'head':
      return json(line.head);
    case 'actor':
      return json(line.actor);
    case 'file':
      return json(line.file);
    case 'part':
      return json({ part: Buffer.from(line.part).toString('base64') });
    case 'event':
      return eventLine(line.event);
    case 'table':
      return json(line.table);
    case 'end':
      return json(line.end);
  }
}

function json(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

const beforeBody = ',"body":';

function eventLine({ leafHash, stream, revision, id, type, body }: DumpedEvent): string {
  const about = JSON.stringify({ leafHash, stream, revision, id, type });
  return `${about.slice(0, -1)}${beforeBody}${body}}\n`;
}

/** null: it is no line of a dump that this program reads. @param text without its line feed */
export function readLine(text: string): DumpLine | null {
  try {
    if (text.startsWith('{"leafHash"')) return { kind: 'event', event: readEvent(text) };
    const value: unknown = JSON.parse(text);
    if (text.startsWith('{"format"')) return { kind: 'head', head: head.parse(value) };
    if (text.startsWith('{"actor"')) return { kind: 'actor', actor: actor.parse(value) };
    if (text.startsWith('{"file"')) return { kind: 'file', file: file.parse(value) };
    if (text.startsWith('{"part"')) return { kind: 'part', part: Buffer.from(part.parse(value).part, 'base64') };
    if (text.startsWith('{"table"')) return { kind: 'table', table: table.parse(value) };
    return { kind: 'end', end: end.parse(value) };
  } catch {
    return null;
  }
}

/** Quotes within a string of JSON are escaped, so the first `,"body":` is the member itself. */
function readEvent(text: string): DumpedEvent {
  const at = text.indexOf(beforeBody);
  if (at === -1 || !text.endsWith('}')) throw new TypeError('no body');
  const about = eventHead.parse(JSON.parse(`${text.slice(0, at)}}`));
  return { ...about, body: text.slice(at + beforeBody.length, -1) };
}
