/** Limits on what clients may send, one client and all together. */
export interface BodyLimits {
  /** Of all bodies, and messages of sockets, that are being received or answered. */
  heldBytes: number;
  /** How long a body waits for its room. */
  patienceMs: number;
  /** How long a body may take that has no more than a few bytes, and how many of it have to come in a second from then on. */
  graceMs: number;
  bytesPerSecond: number;
}

/** A 10 MiB table as JSON text with every character escaped, and room to spare. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** A body of the greatest size has come before Node.js would end its connection, which it does after five minutes. */
export const bodyLimits: BodyLimits = {
  heldBytes: 128 * 1024 * 1024,
  patienceMs: 5_000,
  graceMs: 20_000,
  bytesPerSecond: 128 * 1024,
};
