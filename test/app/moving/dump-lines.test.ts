import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../events/canonical-json.js';
import { leafHash } from '../../../events/leaf-hash.js';
import { readLine, writeLine } from '../../../src/app/moving/dump-lines.js';

const text = fc.string({ unit: 'grapheme' });
const bodies = fc
  .dictionary(text, fc.oneof(text, fc.jsonValue()))
  .map((value) => canonicalJson(JSON.parse(JSON.stringify(value))));

describe('a line of a dump', () => {
  it('gives every event back byte for byte, whatever is written in it, and is JSON as a whole', () => {
    fc.assert(
      fc.property(text, text, fc.nat(), bodies, (stream, type, revision, body) => {
        const event = { leafHash: leafHash(body), stream, revision, id: `${stream},"body":`, type, body };
        const line = writeLine({ kind: 'event', event });
        expect(line.match(/\n/g)).toHaveLength(1);
        expect(JSON.parse(line)).toEqual({ ...event, body: JSON.parse(body) as unknown });
        expect(readLine(line.slice(0, -1))).toEqual({ kind: 'event', event });
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"table":"t","version":1'],
    ['another member', '{"table":"t","version":1,"contentHash":"' + '0'.repeat(64) + '","more":1}'],
    ['an event without its body', `{"leafHash":"${'0'.repeat(64)}","stream":"s","revision":0,"id":"i","type":"t"}`],
    ['a hash that is none', '{"leafHash":"0","stream":"s","revision":0,"id":"i","type":"t","body":{}}'],
  ])('is none where it holds %s', (_, line) => {
    expect(readLine(line)).toBeNull();
  });
});
