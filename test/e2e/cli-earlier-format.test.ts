import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { earlierEventsFile, eventsOfEarlierLedger, putEarlierEventsInto } from '../support/stories/earlier-format.js';

afterAll(cleanUp);

function earlierLedger(): string {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'events'));
  putEarlierEventsInto(join(directory, 'events'));
  return directory;
}

const soundness = {
  sound: true,
  checks: expect.arrayContaining([
    expect.objectContaining({ messageEn: `all ${eventsOfEarlierLedger} events are sound` }),
  ]),
};

describe('a ledger in the format without hashes', () => {
  it('is backed up as it is, and restored, served and found sound from that backup', async () => {
    const earlier = earlierLedger();
    const backup = join(temporaryDirectory(), 'backup');
    expect((await budgetLedger(earlier, ['backup', backup])).code).toBe(0);
    expect(readFileSync(join(earlier, 'events/events.db')).equals(earlierEventsFile())).toBe(true);

    const restored = join(temporaryDirectory(), 'restored');
    expect((await budgetLedger(restored, ['restore', backup])).code).toBe(0);
    const server = await startLedger(restored, { IMPORT_SAMPLES: 'false' });
    const { notice } = await server.logged({ msg: 'the event store was upgraded' });
    expect(notice).toMatch(/升级之前若有改动，已无从得知.*what was altered before that cannot be known/);
    expect((await server.data('{ budgets(first: 1) { nodes { id } } }')).budgets.nodes).toHaveLength(1);
    await server.stop();

    expect((await budgetLedger(restored, ['doctor', '--full', '--json'])).json()).toMatchObject(soundness);
  });
});
