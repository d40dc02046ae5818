import { LRUCache } from 'lru-cache';
import type { Basis } from '../../services/services.js';
import type { Position } from '../ports/event-store.js';
import type { Content } from './encoding/content.js';

/** A whole answer of status 200. */
export interface Reply {
  contentType: string;
  /** Of the plain bytes. */
  etag: string;
  content: Content;
  /** The operation's label in the metrics. */
  operation: string;
}

/**
 * What an answer rests on: the head that it was read at; or `fixed`, where the request names a point of the past, whose
 * answer stays the same whatever is recorded afterwards.
 */
export type Rests = Position | 'fixed';

/** The newest point. */
type Head = Pick<Basis, 'position' | 'corrected'>;

export interface ReplyCache {
  /** The answer to exactly this request, if executing it at `head` would give the same again. */
  find(request: string, head: Head): Reply | null;
  /** @param asked the head as it was before the request was executed */
  keep(request: string, rests: Rests, asked: Head, reply: Reply): void;
  /** Counts the reply anew, if it is kept: it holds another coding of its bytes. */
  weigh(request: string, reply: Reply): void;
  figures(): { hits: number; misses: number; bytes: number; entries: number };
}

/**
 * Keeps answers as the bytes that were sent, in each coding that they were sent in, so that a question that was asked before
 * costs no more than a look-up.
 *
 * An answer of ours is a function of
 * - the request: the document or its hash, operation name, variables, and the headers by which Apollo refuses it or chooses
 *   a media type; all of them are in the key (`request-key.ts`), so a kept answer is one that Apollo gave to this very request;
 * - who asks (`viewer`), and the names that the actor directory holds (`Actor.name`): in the key;
 * - the point that it is read at. All root fields without `at` share the head that the operation takes, and a date that
 *   has not ended, or a version not yet there, reads like the head. Kept under that head, the answer is given again only
 *   while the head is the same; `minPosition` asks for no more than a head that has reached it, and it had. Where every
 *   root field names a version, a position or a time, the point is fixed (`rests.ts`);
 * - the corrections of the ledger's clock: by one, a time resolves to another position, and every answer may tell another
 *   time of the ledger. Nothing is given again behind a correction that was not there before;
 * - the program itself, which does not change while it runs. Hence nothing is kept beyond the process.
 *
 * It does not depend on the clock: what does (a time in the future, a read model that lags) is an error, and answers with errors
 * are never kept; neither are mutations, nor answers in several parts (@defer), nor operations with a root field that
 * `rests.ts` does not know.
 *
 * Bounded in bytes, keys and codings included; the plain bytes of one answer take an eighth at the most. The least recently
 * asked is dropped first.
 * @returns null for a bound of 0: nothing is kept
 */
export function replyCache(maxBytes: number): ReplyCache | null {
  if (maxBytes === 0) return null;
  const figures = { hits: 0, misses: 0 };
  const kept = new LRUCache<string, { rests: Rests; corrected: Position | undefined; reply: Reply }>({
    maxSize: maxBytes,
    sizeCalculation: ({ reply }, request) => reply.content.bytes() + 2 * request.length + overhead,
  });

  return {
    find(request, head) {
      const found = kept.get(request);
      const isOfPoint = found?.rests === 'fixed' || found?.rests === head.position;
      const holds = isOfPoint && found.corrected === head.corrected;
      figures[holds ? 'hits' : 'misses'] += 1;
      return found !== undefined && holds ? found.reply : null;
    },
    keep(request, rests, { corrected }, reply) {
      if (reply.content.plain.length <= maxBytes / 8) kept.set(request, { rests, corrected, reply });
    },
    weigh(request, reply) {
      const found = kept.peek(request);
      if (found?.reply === reply) kept.set(request, { ...found });
    },
    figures: () => ({ ...figures, bytes: kept.calculatedSize, entries: kept.size }),
  };
}

/** What an entry takes beside its texts. */
const overhead = 512;
