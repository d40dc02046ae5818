import type { Connection } from './connection.js';
import { dropCopies } from './copies.js';
import type { Lease } from './lease.js';

/**
 * Removes copies that nobody is answered from: at once those that have never served, and late those that another has taken
 * the place of, because readers may still be asking them. Numbers of copies are never given twice, so whoever removes one
 * late, and is no leader any more, still removes what nobody reads.
 */
export function removals(connection: Connection, lease: Lease, removeAfterMs: number) {
  const timers = new Set<NodeJS.Timeout>();
  let running: Promise<void> = Promise.resolve();

  async function remove(copy: number): Promise<void> {
    await dropCopies(connection, (each) => each === copy);
    await lease.change({ $unset: { [`copies.${copy}`]: true } });
  }

  function later(copy: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      // Of what cannot be removed now, the next writer finds that it was left behind.
      running = running.then(() => remove(copy)).catch(() => undefined);
    }, removeAfterMs);
    timer.unref();
    timers.add(timer);
  }

  return {
    /** From now on, so long. */
    later,

    /** What writers before this one have left behind, among it what one of them still wrote into a copy already removed. */
    async leftBehind(filled: number): Promise<void> {
      const { copies, serving, nextCopy } = lease.views();
      const others = Object.keys(copies)
        .map(Number)
        .filter((copy) => copy !== serving && copy !== filled);
      const retired = others.filter((copy) => copies[copy]?.retired === true);
      const kept = new Set([filled, serving, ...retired]);
      await dropCopies(connection, (copy) => copy < nextCopy && !kept.has(copy));
      const never = others.filter((copy) => !kept.has(copy));
      if (never.length > 0) {
        await lease.change({ $unset: Object.fromEntries(never.map((copy) => [`copies.${copy}`, true])) });
      }
      for (const copy of retired) later(copy);
    },

    async stop(): Promise<void> {
      for (const timer of timers) clearTimeout(timer);
      await running;
    },
  };
}
