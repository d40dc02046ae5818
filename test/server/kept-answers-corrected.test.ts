import { describe, expect, it } from '@jest/globals';
import { ledgerStart } from '../../src/ports/event-store.js';
import { renaming } from '../support/ledgers/feeding.js';
import { record } from '../support/ledgers/ledger.js';
import { sayOf } from '../support/ledgers/own-events.js';
import { inFolder } from '../support/ledgers/scratch-folder.js';
import { servedIn } from '../support/ledgers/served-ledger.js';

describe('an answer at a time', () => {
  it('is kept until a correction of the clock, and then is what it would have been by it', () =>
    inFolder(async (folder) => {
      const { server, ledger, budgetId } = await servedIn(folder);
      const ask = async (at: object) => {
        const query = 'query($id: ID!, $at: At) { budget(id: $id, at: $at) { name basis { recordedAt } } }';
        const response = await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables: { id: budgetId, at } }),
        });
        const { data } = (await response.json()) as {
          data: { budget: { name: string; basis: { recordedAt: string } } };
        };
        return { ...data.budget, etag: response.headers.get('etag') };
      };
      await record(ledger, [renaming(budgetId, '早')]);
      const { clock: before } = await ledger.readModel.status();
      // So that its time is another.
      while (Date.now() <= Date.parse(before)) await new Promise(setImmediate);
      await record(ledger, [renaming(budgetId, '晚')]);
      const { position } = await ledger.readModel.status();
      const version = (await ledger.readModel.saveAt(budgetId, { position }))?.version ?? 0;

      const atTime = { time: before };
      const first = await ask(atTime);
      expect(first).toMatchObject({ name: '早', basis: { recordedAt: before } });
      expect(await ask(atTime)).toEqual(first);
      const atVersion = await ask({ version });
      expect(atVersion.basis.recordedAt > before).toBe(true);

      const late = await ledger.store.readAt(position);
      if (late === null) throw new TypeError(`nothing at ${position} behind ${ledgerStart}`);
      const place = { eventId: late.id, stream: late.stream, revision: late.revision };
      const { lastPosition } = await sayOf(ledger.store, {
        type: 'ClockCorrected',
        data: { first: place, last: place },
      });
      expect(await ledger.readModel.reached(lastPosition, 10_000)).toBe(true);
      const corrected = await ask(atTime);
      expect(corrected).toMatchObject({ name: '晚', basis: { recordedAt: before } });
      expect(corrected.etag).not.toBe(first.etag);
      expect(await ask({ version })).toMatchObject({ name: '晚', basis: { recordedAt: before } });
    }));
});
