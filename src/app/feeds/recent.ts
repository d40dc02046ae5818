import type { Position } from '../../../events/position.js';
import { ledgerStart } from '../../../events/position.js';
import type { Progress } from '../../ports/read-model.js';
import type { Leaving } from './feed.js';
import type { Wanted } from './waiting.js';
import { waitingReaders } from './waiting.js';

/** What is recorded, in ledger order, as the views show it. */
export interface Recorded<Item> {
  progress: Progress;
  /** The first of what is behind one position, up to and with another. */
  read(behind: Position, upTo: Position, first: number): Promise<readonly Item[]>;
  positionOf(item: Item): Position;
  /** Every topic that a reader can name. */
  topicsOf(item: Item): readonly string[];
}

/** What was recorded last, read once for all feeds that wait for more. */
export interface Recent<Item> {
  /** A reader that has had everything up to and with the position. */
  follow(position: Position, wanted: Wanted<Item>, leaving: Leaving): Follower<Item>;
}

export interface Follower<Item> {
  /** The next that is wanted, once there is one; null: it was left first. */
  next(): Promise<Next<Item> | null>;
}

/** `end`: of the views, where it was read. Without an item: the reader has to read on up to there by itself. */
export interface Next<Item> {
  item: Item | null;
  end: Position;
}

/** What is read at once for all. Of more, each feed reads what it wants by itself. */
const readAtOnce = 500;
/** What is kept for feeds that are a little behind. */
const keptAtMost = 1_000;
/** Feeds that go on before whoever else asks something has a turn. */
const wokenAtOnce = 40;

interface Reader<Item> extends Wanted<Item> {
  /** Feeds are told in the order in which they began: those of one client follow each other, and share what they send. */
  number: number;
  /** What it does not want, whatever it is about: all up to here. */
  from: Position;
  /** The number of what it looks at next. */
  place: number;
  settle(next: Next<Item> | null): void;
  fail(fault: unknown): void;
}

type Woken<Item> = { reader: Reader<Item>; next: Next<Item> }[];

export function recentOf<Item>({ progress, read, positionOf, topicsOf }: Recorded<Item>): Recent<Item> {
  const waiting = waitingReaders<Item, Reader<Item>>(topicsOf);
  /** All behind one position, up to and with another, numbered from the first on. */
  let kept: { item: Item; end: Position }[] = [];
  let first = 0;
  let behind: Position = ledgerStart;
  let end: Position = ledgerStart;
  let begun = 0;
  let watching: AbortController | null = null;
  let isIdle = false;

  const numberOfNext = () => first + kept.length;

  async function watch(signal: AbortSignal): Promise<void> {
    while (waiting.size > 0) {
      isIdle = true;
      await progress.advanced(end, signal).finally(() => (isIdle = false));
      if (signal.aborted) return;
      const { position } = await progress.status();
      if (position <= end) continue;
      const items = await read(end, position, readAtOnce + 1);
      await wakeInTurn(items.length > readAtOnce ? forgetUpTo(position) : keep(items, position));
    }
  }

  function begin(): void {
    const stop = new AbortController();
    watching = stop;
    const failAll = (fault: unknown) => {
      for (const reader of waiting.all()) {
        waiting.delete(reader);
        reader.fail(fault);
      }
    };
    void watch(stop.signal)
      .catch(failAll)
      .finally(() => {
        watching = null;
        if (waiting.size > 0) begin();
      });
  }

  function keep(items: readonly Item[], upTo: Position): Woken<Item> {
    const woken: Woken<Item> = [];
    for (const item of items) {
      const next = { item, end: upTo };
      kept.push(next);
      for (const reader of waiting.wanting(item)) {
        if (positionOf(item) <= reader.from) continue;
        waiting.delete(reader);
        reader.place = numberOfNext();
        woken.push({ reader, next });
      }
    }
    woken.sort((one, other) => one.reader.number - other.reader.number);
    end = upTo;
    for (const { item } of kept.splice(0, Math.max(0, kept.length - keptAtMost))) {
      first += 1;
      behind = positionOf(item);
    }
    return woken;
  }

  function forgetUpTo(position: Position): Woken<Item> {
    // One number is left out, so that whoever stood at the end has missed something, too.
    first = numberOfNext() + 1;
    kept = [];
    behind = position;
    end = position;
    return waiting.all().map((reader) => {
      waiting.delete(reader);
      return { reader, next: missedBy(reader) };
    });
  }

  function missedBy(reader: Reader<Item>): Next<Item> {
    reader.from = end;
    reader.place = numberOfNext();
    return { item: null, end };
  }

  function nextKept(reader: Reader<Item>): Next<Item> | null {
    if (reader.place < first) return missedBy(reader);
    for (; reader.place < numberOfNext(); reader.place += 1) {
      const next = kept[reader.place - first];
      if (next === undefined || positionOf(next.item) <= reader.from || !reader.holds(next.item)) continue;
      reader.place += 1;
      return next;
    }
    return null;
  }

  function leave(reader: Reader<Item>): void {
    waiting.delete(reader);
    if (waiting.size === 0 && isIdle) watching?.abort();
  }

  return {
    follow(position, { topics, holds }, leaving) {
      // Nobody has read on since the last reader went.
      if (watching === null && position > end) forgetUpTo(position);
      const ignore = (): void => undefined;
      const place = position >= end ? numberOfNext() : position < behind ? first - 1 : first;
      const reader: Reader<Item> = {
        number: (begun += 1),
        topics,
        holds,
        from: position,
        place,
        settle: ignore,
        fail: ignore,
      };
      leaving.whenLeft = () => {
        leave(reader);
        reader.settle(null);
      };
      return {
        next() {
          if (leaving.isLeft) return Promise.resolve(null);
          const found = nextKept(reader);
          if (found !== null) return Promise.resolve(found);
          return new Promise((resolve, reject) => {
            reader.settle = resolve;
            reader.fail = reject;
            waiting.add(reader);
            if (watching === null) begin();
          });
        },
      };
    },
  };
}

async function wakeInTurn<Item>(woken: Woken<Item>): Promise<void> {
  for (let at = 0; at < woken.length; at += wokenAtOnce) {
    for (const { reader, next } of woken.slice(at, at + wokenAtOnce)) reader.settle(next);
    await new Promise(setImmediate);
  }
}
