import type { Feed } from '../../../services/services.js';

/** Says that a feed has been left. An AbortSignal would take more than everything else that an open feed needs. */
export interface Leaving {
  readonly isLeft: boolean;
  /** Called when it is. */
  whenLeft: () => void;
}

/**
 * A generator finishes its pending `next` before it obeys `return`, and a feed may be waiting for something that happens
 * tomorrow. So `return` first ends the wait.
 */
export function feedOf<Item>(items: (leaving: Leaving) => AsyncGenerator<Item, undefined, undefined>): Feed<Item> {
  const leaving = { isLeft: false, whenLeft: (): void => undefined };
  const generator = items(leaving);
  return {
    next: () => generator.next(),
    return() {
      leaving.isLeft = true;
      leaving.whenLeft();
      return generator.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
