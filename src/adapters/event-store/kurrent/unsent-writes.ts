/**
 * The client answers for an append through its stream, and also through the write that it had waiting when the stream
 * ended; of the latter nobody can ask it, and a process ends on a rejection that nobody has asked for. The append itself is
 * rejected as well, and is made again by whoever waits for it.
 */

/** Of each open connection. */
const holders = new Set<object>();

/** Until every connection that does so is closed again, such a rejection ends nothing; any other one does as before. */
export function outliveUnsentWrites(): { close(): void } {
  const holder = {
    close() {
      if (holders.delete(holder) && holders.size === 0) process.off('unhandledRejection', passOver);
    },
  };
  if (holders.size === 0) process.on('unhandledRejection', passOver);
  holders.add(holder);
  return holder;
}

function passOver(reason: unknown): void {
  if (!isUnsentWrite(reason)) throw reason;
}

/** The status that ended a stream of appends of the client's. */
function isUnsentWrite(reason: unknown): boolean {
  if (!(reason instanceof Error)) return false;
  const { code, details } = reason as { code?: unknown; details?: unknown };
  return (
    typeof code === 'number' &&
    typeof details === 'string' &&
    /kurrentdb-client[/\\]dist[/\\]streams[/\\]appendToStream/.test(reason.stack ?? '')
  );
}
