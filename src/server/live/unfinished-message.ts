/** The bytes of a message of which more is to come, as its frames arrive (RFC 6455, section 5.2). */
export interface UnfinishedMessage {
  readonly bytes: number;
  take(chunk: Buffer): void;
}

export function unfinishedMessage(): UnfinishedMessage {
  const head = Buffer.alloc(longestHead);
  let headBytes = 0;
  /** Of the payload of the frame under way. */
  let left = 0;
  let kind: 'CONTROL' | 'LAST' | 'MORE' = 'LAST';
  let bytes = 0;

  function readHead(byte: number): void {
    head[headBytes] = byte;
    headBytes += 1;
    if (headBytes < 2 || headBytes < lengthOf(head)) return;
    const [first = 0] = head;
    kind = (first & isControl) !== 0 ? 'CONTROL' : (first & isLast) !== 0 ? 'LAST' : 'MORE';
    left = payloadIn(head);
    headBytes = 0;
    if (left === 0) endFrame();
  }

  function endFrame(): void {
    if (kind === 'LAST') bytes = 0;
  }

  return {
    get bytes() {
      return bytes;
    },
    take(chunk) {
      for (let at = 0; at < chunk.length;) {
        if (left === 0) {
          readHead(chunk[at] ?? 0);
          at += 1;
          continue;
        }
        const come = Math.min(left, chunk.length - at);
        at += come;
        left -= come;
        if (kind !== 'CONTROL') bytes += come;
        if (left === 0) endFrame();
      }
    },
  };
}

const longestHead = 14;
const isLast = 0x80;
const isControl = 0x08;
const isMasked = 0x80;

/** Of the head of a frame whose first two bytes are known: those, a longer length, and the mask. */
function lengthOf(head: Buffer): number {
  const [, second = 0] = head;
  const said = second & 0x7f;
  return 2 + (said === 126 ? 2 : said === 127 ? 8 : 0) + ((second & isMasked) !== 0 ? 4 : 0);
}

function payloadIn(head: Buffer): number {
  const said = (head[1] ?? 0) & 0x7f;
  if (said === 126) return head.readUInt16BE(2);
  return said === 127 ? Number(head.readBigUInt64BE(2)) : said;
}
