import { realpathSync } from 'node:fs';
import { BroadcastChannel } from 'node:worker_threads';

/** What the writer tells the readers of its directory, in any thread of the process. */
export type News = 'applied' | 'served';

export function announcer(directory: string): { tell(news: News): void; close(): void } {
  const channel = new BroadcastChannel(nameOf(directory));
  channel.unref();
  return { tell: (news) => channel.postMessage(news), close: () => channel.close() };
}

export function listener(directory: string, hear: (news: News) => void): { close(): void } {
  const channel = new BroadcastChannel(nameOf(directory));
  channel.unref();
  channel.onmessage = (event) => hear((event as { data: News }).data);
  return { close: () => channel.close() };
}

function nameOf(directory: string): string {
  return `budget-ledger views ${realpathSync(directory)}`;
}
