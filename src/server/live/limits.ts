/** Limits on what clients may use through sockets, one client and all together. */
export interface LiveLimits {
  /** Open at once, of all clients. */
  sockets: number;
  /** Open at once on one socket. */
  subscriptions: number;
  /** That one subscription reads for each thing that it is told, as estimated, and those of one socket together. */
  toldFields: number;
  socketFields: number;
  /** Of one message from a client. */
  messageBytes: number;
  /** Messages that one client has not taken yet: at most one of each subscription, and answers to its pings. */
  waitingMessages: number;
  /** How long a message to a client may wait until it is taken. */
  patienceMs: number;
  /** How long a client has for its first message. */
  greetingMs: number;
  /** How often a silent client is pinged; it has as long to answer. */
  keepAliveMs: number;
  /** How long a client has to take the reason why it is closed. */
  farewellMs: number;
}

export const liveLimits: LiveLimits = {
  sockets: 1_000,
  subscriptions: 20,
  toldFields: 10_000,
  socketFields: 40_000,
  messageBytes: 1024 * 1024,
  waitingMessages: 100,
  patienceMs: 30_000,
  greetingMs: 3_000,
  keepAliveMs: 12_000,
  farewellMs: 5_000,
};

/** What is open now, for the metrics; only `live` writes it. */
export interface LiveCounts {
  sockets: number;
  subscriptions: number;
}
