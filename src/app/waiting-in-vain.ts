import type { Progress } from '../ports/read-model.js';

/** Milliseconds until somebody who waits for the views looks for the first time whether they are filled at all, and then again. */
const firstLookMs = 50;
const laterLookMs = 250;

/**
 * The same read model, for which nobody waits in vain: while its views are down, or have halted, what is not shown yet is
 * said not to be at once.
 * @param areDown whether nobody fills the views now
 */
export function notWaitedForInVain<Model extends Progress>(
  readModel: Model,
  areDown: () => boolean | Promise<boolean>,
): Model {
  async function isInVain(): Promise<boolean> {
    return (await areDown()) || (await readModel.status()).halt !== null;
  }

  return {
    ...readModel,
    async reached(position, timeoutMs) {
      const until = performance.now() + timeoutMs;
      for (let look = firstLookMs; ; look = laterLookMs) {
        const left = until - performance.now();
        if (await readModel.reached(position, Math.min(left, look))) return true;
        if (left <= look || (await isInVain())) return false;
      }
    },
  };
}
