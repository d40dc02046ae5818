import type { Told } from '../../../services/services.js';

/**
 * Sends what a feed tells, one after the other: the next is asked for when the operating system has taken the last one. To
 * graphql-ws it is a subscription that gives nothing by itself until it has ended.
 */
export function telling(
  feed: AsyncIterable<Told<object>>,
  send: (told: Told<object>) => Promise<void>,
): AsyncGenerator<never, undefined, undefined> {
  const items = feed[Symbol.asyncIterator]();
  let ended = false;
  return {
    async next() {
      for (;;) {
        const next = await items.next();
        if (next.done === true || ended) return { done: true, value: undefined };
        await send(next.value);
      }
    },
    async return() {
      ended = true;
      await items.return?.();
      return { done: true, value: undefined };
    },
    async throw(error) {
      ended = true;
      await items.return?.();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await this.return(undefined);
    },
  };
}
