import type { TcpProxy } from '../../processes/tcp-proxy.js';
import type { Node } from './node.js';
import type { Endpoint } from './rpc-errors.js';

/** What a server can be told to do wrong. Each lasts until it is taken back. */
export interface Faults {
  /**
   * The next append is stored and its answer never sent; `cut`: every connection ends instead.
   * @returns resolves when that has happened
   */
  loseNextAcknowledgement(how: 'silence' | 'cut'): Promise<void>;
  /** Half-open: connections stay, new ones are accepted, and nothing comes, not even an answer to a ping. */
  stall(): void;
  /** Sends what was held. */
  resume(): void;
  cut(): void;
  /** Cuts, and refuses connections: the process has ended. */
  away(): Promise<void>;
  /** It has been started again on the same data. */
  back(): Promise<void>;
  /** Warming up: whatever is asked is answered with `Server Is Not Ready`. */
  notReady(is: boolean): void;
  /** Subscriptions are told that they have caught up, and of the log's end as a checkpoint, before they have its events. */
  runAhead(is: boolean): void;
  /** It follows a leader elsewhere, and sends there whoever writes or asks for the leader; null: it leads. */
  follow(leader: Endpoint | null): void;
  /** Every subscription ends as that of a consumer that is too slow. */
  kickSubscribers(): void;
  /** How many subscriptions there are. */
  subscriptions(): number;
}

export function faultsOf(node: Node, proxy: TcpProxy): Faults {
  return {
    loseNextAcknowledgement: (how) =>
      new Promise((resolve) => {
        node.loseAcknowledgement = () => {
          if (how === 'cut') proxy.cut();
          resolve();
        };
      }),
    stall: () => proxy.stall(),
    resume: () => proxy.resume(),
    cut: () => proxy.cut(),
    away: () => proxy.away(),
    async back() {
      node.log.forget();
      await proxy.back();
    },
    notReady: (is) => void (node.isNotReady = is),
    runAhead: (is) => void (node.runsAhead = is),
    follow: (leader) => void (node.leader = leader),
    kickSubscribers: () => node.kicks.forEach((kick) => kick()),
    subscriptions: () => node.kicks.size,
  };
}
