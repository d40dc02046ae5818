import type { Position } from '../../../ports/event-store.js';
import type { Snapshot } from '../../../ports/read-model.js';
import type { AnyKind, Copy, Kind, Write } from './documents.js';
import { insertFirst } from './documents.js';

/** A folded state, in pieces where it is larger than a document may be. */
interface SnapshotPiece {
  /** Stream, revision and piece, in widths that sort like numbers. */
  _id: string;
  stream: string;
  revision: number;
  /** Of the checkpoint that it was written with: before, nobody takes it. */
  position: Position;
  piece: number;
  pieces: number;
  text: string;
}

export const snapshotKind: Kind<SnapshotPiece> = { name: 'snapshots', indexes: [] };
export const snapshotKinds: readonly AnyKind[] = [snapshotKind];

/** UTF-16 units in a piece. As UTF-8 they are at most three times as many bytes; a document has 16 MiB. */
const pieceLength = 4 * 1024 * 1024;

export function snapshotWrites({ stream, revision, body }: Snapshot, position: Position): Write[] {
  const texts = cutUp(body);
  return texts.map((text, piece) => {
    const _id = pieceId(stream, revision, piece);
    return insertFirst(snapshotKind, { _id, stream, revision, position, piece, pieces: texts.length, text });
  });
}

function cutUp(body: string): string[] {
  const texts: string[] = [];
  for (let start = 0; start < body.length || texts.length === 0;) {
    const end = start + pieceLength;
    // A pair of surrogates is one character, and is not torn apart.
    const isTorn = isHighSurrogate(body.charCodeAt(end - 1)) && end < body.length;
    const cut = isTorn ? end - 1 : end;
    texts.push(body.slice(start, cut));
    start = cut;
  }
  return texts;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function pieceId(stream: string, revision: number, piece: number): string {
  return `${stream}@${String(revision).padStart(12, '0')}#${String(piece).padStart(6, '0')}`;
}

/** The newest of a stream up to the checkpoint. */
export async function newestSnapshot(copy: Copy, stream: string): Promise<Snapshot | null> {
  for (;;) {
    const first = await firstPiece(copy, stream);
    if (first === null) return null;
    const { revision, pieces } = first;
    const ids = Array.from({ length: pieces - 1 }, (_, at) => pieceId(stream, revision, at + 1));
    const others = ids.length === 0 ? [] : await copy.in(snapshotKind).find({ stream, _id: { $in: ids } });
    // Else a newer one has replaced it meanwhile, and is there.
    if (others.length === ids.length) {
      const texts = others.sort((one, other) => one.piece - other.piece).map(({ text }) => text);
      return { stream, revision, body: [first.text, ...texts].join('') };
    }
  }
}

async function firstPiece(copy: Copy, stream: string): Promise<SnapshotPiece | null> {
  const pieces = { stream, _id: { $gte: `${stream}@`, $lt: `${stream}A` }, piece: 0 };
  const newest = { sort: { _id: -1 } } as const;
  const found = await copy.in(snapshotKind).first(pieces, newest);
  if (found === null || (await copy.shows(found.position))) return found;
  const position = { $lte: await copy.upTo(found.position) };
  return copy.in(snapshotKind).first({ ...pieces, position }, newest);
}

/** Ids of the pieces of a stream's snapshots that a newer one, which readers see, has replaced. */
export async function replacedPieces(copy: Copy, stream: string): Promise<string[]> {
  const newest = await firstPiece(copy, stream);
  if (newest === null) return [];
  const before = { $gte: `${stream}@`, $lt: pieceId(stream, newest.revision, 0) };
  const found = await copy.in(snapshotKind).find({ stream, _id: before }, { projection: { _id: 1 } });
  return found.map(({ _id }) => _id);
}
