/** Ledgers opened on test servers of a test's own, for faults; all closed after it. */
import { afterEach } from '@jest/globals';
import { openKurrentEventReader, openKurrentEventStore } from '../../../src/adapters/event-store/kurrent/index.js';
import type { Patience } from '../../../src/adapters/event-store/kurrent/patience.js';
import type { EventReader, EventStore } from '../../../src/ports/event-store.js';
import { endServers } from './kurrent-server/raw-client.js';
import { ledgerAt } from './kurrent-ledgers.js';

/** What a program waits for in seconds, a test waits for in tenths of them. */
export const quick: Patience = {
  connectMs: 1_000,
  answerMs: 500,
  appendMs: 6_000,
  readMs: 3_000,
  quietMs: 200,
  followMs: 6_000,
};

export function useKurrentStores(): {
  open(url: string, ledger?: string, patience?: Partial<Patience>): Promise<EventStore>;
  openReader(url: string, ledger?: string, patience?: Partial<Patience>): Promise<EventReader>;
} {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await endServers();
  });
  const closing = <T extends { close(): Promise<void> }>(store: T): T => {
    opened.push(store);
    return store;
  };
  return {
    open: async (url, ledger = 'ours', patience = {}) =>
      closing(await openKurrentEventStore(ledgerAt(url, ledger), { ...quick, ...patience })),
    openReader: async (url, ledger = 'ours', patience = {}) =>
      closing(await openKurrentEventReader(ledgerAt(url, ledger), { ...quick, ...patience })),
  };
}
