import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { leafHash } from '../../../events/leaf-hash.js';
import { checkDump } from '../../../src/app/moving/check-dump.js';
import { readConfig } from '../../../src/config.js';
import { countEvents } from '../../../src/engines/stores.js';
import { dumped, load, recordedLedger } from '../../support/ledgers/moved-ledger.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import { cases } from '../../support/random/cases.js';
import { sampleHistory } from '../../support/random/history.js';
import { withDrafts } from '../../support/stories/drafted-history.js';

const folder = openFolder();
let sound: Buffer;
let file = '';
beforeAll(async () => {
  const history = withDrafts(sampleHistory({ budgets: 2, saves: 24 }, 5));
  sound = readFileSync(await dumped(folder, await recordedLedger(folder, history)));
  file = join(folder.directory(), 'damaged.jsonl');
});
afterAll(() => folder.leave());

const refused = { name: 'MovingError', code: expect.stringMatching(/^(NOT_A_DUMP|DAMAGED_DUMP)$/) };

async function expectRefused(bytes: Buffer | string): Promise<void> {
  writeFileSync(file, bytes);
  await expect(checkDump(file)).rejects.toMatchObject(refused);
}

/** The dump with its text changed, and every hash in it made anew but those of the tables. */
function forged(change: (text: string) => string): string {
  const lines = change(sound.toString()).split('\n').slice(0, -2);
  const leaves = createHash('sha256');
  let events = 0;
  const changed = lines.map((line) => {
    const [, about, body] = /^(\{"leafHash".*?),"body":(.*)\}$/s.exec(line) ?? [];
    if (about === undefined || body === undefined) return line;
    events += 1;
    leaves.update(leafHash(body), 'hex');
    return `${about.replace(/[0-9a-f]{64}/, leafHash(body))},"body":${body}}`;
  });
  const text = `${changed.join('\n')}\n`;
  const tables = lines.filter((line) => line.startsWith('{"table"')).length;
  const end = { events, leaves: leaves.digest('hex'), tables, actors: 0, files: 0 };
  return `${text}${JSON.stringify({ end, sha256: createHash('sha256').update(text).digest('hex') })}\n`;
}

const swapped = (text: string): string => {
  const [head = '', first = '', second = '', ...rest] = text.split('\n');
  return [head, second, first, ...rest].join('\n');
};

describe('a dump', () => {
  it('is sound as it was written', async () => {
    writeFileSync(file, sound);
    expect((await checkDump(file)).events).toBeGreaterThan(30);
    expect(forged((text) => text)).toBe(sound.toString());
  });

  it('that was cut at any byte is refused', async () => {
    const ends = [0, 1, ...Array.from({ length: 60 }, (_, index) => sound.length - 1 - index)];
    for (const end of ends) await expectRefused(sound.subarray(0, end));
    const property = fc.asyncProperty(fc.nat({ max: sound.length - 1 }), (end) =>
      expectRefused(sound.subarray(0, end)),
    );
    await fc.assert(property, { numRuns: cases() });
  });

  it('that goes on behind its last line is refused', async () => {
    for (const more of ['\n', ' ', sound.toString()]) await expectRefused(Buffer.concat([sound, Buffer.from(more)]));
  });

  it('of which any bit was changed is refused', () =>
    fc.assert(
      fc.asyncProperty(fc.nat({ max: sound.length - 1 }), fc.nat({ max: 7 }), async (at, bit) => {
        const bytes = Buffer.from(sound);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        await expectRefused(bytes);
      }),
      { numRuns: cases() },
    ));

  it.each([
    ['an event is missing', (text: string) => text.replace(/\n\{"leafHash"[^\n]*/, '')],
    ['two events have changed places', swapped],
    ['an event stands twice', (text: string) => text.replace(/\n(\{"leafHash"[^\n]*)/, '\n$1\n$1')],
    [
      'a line says something else than its event',
      (text: string) => text.replace('"stream":"budget-', '"stream":"budget-x'),
    ],
    [
      'the last save has no end',
      (text: string) => text.replace(/"endsSave":true(?![^]*"endsSave":true)/, '"endsSave":false'),
    ],
  ])('in which %s is refused, even if every hash was made anew', async (_, change) => {
    await expectRefused(forged(change));
  });

  it('in which what was written in a table was altered, with every hash of the events, is found out by the table', async () => {
    const changed = forged((text) => text.replace('"name":"甲单位', '"name":"丙单位'));
    expect(changed).not.toBe(sound.toString());
    writeFileSync(file, changed);
    const to = readConfig({ DATA_DIR: folder.directory() });
    await expect(load(to, file)).rejects.toMatchObject({ name: 'MovingError', code: 'NOT_THE_SAME' });
  });

  it('that is damaged is refused before anything is made of it', async () => {
    writeFileSync(file, sound.subarray(0, sound.length - 1));
    const to = readConfig({ DATA_DIR: folder.directory() });
    await expect(load(to, file)).rejects.toMatchObject(refused);
    await expect(countEvents(to)).rejects.toMatchObject({ code: 'NOTHING_THERE' });
  });
});
