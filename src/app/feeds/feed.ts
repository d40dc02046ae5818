import type { Feed } from '../../../services/services.js';

/**
 * A generator finishes its pending `next` before it obeys `return`, and a feed may be waiting for something that happens
 * tomorrow. So `return` first aborts the wait.
 */
export function feedOf<Item>(items: (signal: AbortSignal) => AsyncGenerator<Item, undefined, undefined>): Feed<Item> {
  const stop = new AbortController();
  const generator = items(stop.signal);
  return {
    next: () => generator.next(),
    return() {
      stop.abort();
      return generator.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
