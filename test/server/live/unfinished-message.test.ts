import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unfinishedMessage } from '../../../src/server/live/unfinished-message.js';
import { cases } from '../../support/random/cases.js';

interface Frame {
  kind: 'TEXT' | 'CONTINUED' | 'PING';
  isLast: boolean;
  isMasked: boolean;
  payload: number;
}

const opcodes: Record<Frame['kind'], number> = { TEXT: 1, CONTINUED: 0, PING: 9 };

function headOf({ kind, isLast, isMasked, payload }: Frame): number[] {
  const first = opcodes[kind] | (isLast ? 0x80 : 0);
  const mask = isMasked ? 0x80 : 0;
  const length =
    payload < 126
      ? [mask | payload]
      : payload < 65_536
        ? [mask | 126, payload >> 8, payload & 255]
        : [mask | 127, 0, 0, 0, 0, payload >>> 24, (payload >> 16) & 255, (payload >> 8) & 255, payload & 255];
  return [first, ...length, ...(isMasked ? [1, 2, 3, 4] : [])];
}

/** The stream, and after each of its bytes what there is of a message that is not whole. */
function streamOf(frames: readonly Frame[]): { stream: Buffer; unfinished: number[] } {
  const bytes: number[] = [];
  const unfinished: number[] = [];
  let held = 0;
  const say = (byte: number) => {
    bytes.push(byte);
    unfinished.push(held);
  };
  for (const frame of frames) {
    const ends = frame.isLast && frame.kind !== 'PING';
    const head = headOf(frame);
    head.forEach((byte, at) => {
      if (ends && frame.payload === 0 && at === head.length - 1) held = 0;
      say(byte);
    });
    for (let at = 1; at <= frame.payload; at += 1) {
      if (frame.kind !== 'PING') held = ends && at === frame.payload ? 0 : held + 1;
      say(0x80 | (at & 0x0f));
    }
  }
  return { stream: Buffer.from(bytes), unfinished };
}

const sizes = fc.oneof(fc.integer({ min: 0, max: 130 }), fc.constantFrom(125, 126, 300, 65_535, 65_536));
const messages = fc.array(
  fc.record({
    parts: fc.array(fc.record({ payload: sizes, pinged: fc.boolean() }), { minLength: 1, maxLength: 3 }),
    isMasked: fc.boolean(),
  }),
  { maxLength: 3 },
);
const cuts = fc.infiniteStream(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 70_000 })));

it('what there is of a message that is not whole is known byte by byte, however its frames are cut', () => {
  fc.assert(
    fc.property(messages, cuts, (sent, cutAt) => {
      const frames = sent.flatMap(({ parts, isMasked }) =>
        parts.flatMap(({ payload, pinged }, at): Frame[] => {
          const kind = at === 0 ? 'TEXT' : 'CONTINUED';
          const frame: Frame = { kind, isLast: at === parts.length - 1, isMasked, payload };
          return pinged ? [frame, { kind: 'PING', isLast: true, isMasked, payload: payload % 126 }] : [frame];
        }),
      );
      const { stream, unfinished } = streamOf(frames);
      const message = unfinishedMessage();
      for (let at = 0; at < stream.length;) {
        const chunk = stream.subarray(at, at + (cutAt.next().value as number));
        message.take(chunk);
        at += chunk.length;
        expect(message.bytes).toBe(unfinished[at - 1]);
      }
    }),
    { numRuns: cases() },
  );
});
