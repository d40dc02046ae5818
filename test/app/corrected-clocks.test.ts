import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { OwnEvent } from '../../events/ledger/ledger.events.js';
import { planCorrection } from '../../src/app/correct-clock.js';
import { openEventStore } from '../../src/engines/stores.js';
import type { EventStore, Position, StoredEvent } from '../../src/ports/event-store.js';
import { ledgerStart } from '../../src/ports/event-store.js';
import { sayOf } from '../support/ledgers/own-events.js';
import { configOf } from '../support/ledgers/pair.js';
import { project, reading } from '../support/ledgers/projecting.js';
import { inFolder } from '../support/ledgers/scratch-folder.js';
import { appendAll } from '../support/ledgers/stored-history.js';
import { casesOnLedgers } from '../support/random/cases.js';
import type { DecidedSave } from '../support/random/history.js';
import { sampleHistory } from '../support/random/history.js';

/** Saves by a clock that is right, or so many days away, with corrections in between, each about two of the saves before it. */
const stories = fc.record({
  seed: fc.nat(50),
  days: fc.array(fc.constantFrom(0, 0, 0, 400, -400, 3), { minLength: 12, maxLength: 12 }),
  corrections: fc.array(fc.record({ after: fc.nat(11), one: fc.nat(11), other: fc.nat(11) }), { maxLength: 4 }),
});

const dayMs = 24 * 3_600_000;

function movedBy(save: DecidedSave, days: number): DecidedSave {
  const moved = (time: string) => new Date(Date.parse(time) + days * dayMs).toISOString();
  return { ...save, events: save.events.map((event) => ({ ...event, recordedAt: moved(event.recordedAt) })) };
}

interface Told {
  from: Position;
  to: Position;
}

/** A real store with the story in it, and what was corrected. */
async function tell(store: EventStore, { seed, days, corrections }: Story): Promise<Told[]> {
  const told: Told[] = [];
  const ends: StoredEvent[] = [];
  const history = sampleHistory({ budgets: 2, saves: 12 }, seed);
  for (const [turn, save] of history.entries()) {
    await appendAll(store, [movedBy(save, days[turn] ?? 0)]);
    const end = await store.readAt(await store.head());
    if (end !== null) ends.push(end);
    for (const { after, one, other } of corrections) {
      if (after !== turn) continue;
      const [first, last] = [one, other].map((at) => ends[at % ends.length]).sort(byPosition);
      if (first === undefined || last === undefined) continue;
      const place = ({ id: eventId, stream, revision }: StoredEvent) => ({ eventId, stream, revision });
      const fact: OwnEvent = { type: 'ClockCorrected', data: { first: place(first), last: place(last) } };
      await sayOf(store, fact);
      told.push({ from: first.position, to: last.position });
    }
  }
  return told;
}

type Story = typeof stories extends fc.Arbitrary<infer Value> ? Value : never;

function byPosition(one: StoredEvent | undefined, other: StoredEvent | undefined): number {
  return (one?.position ?? '') < (other?.position ?? '') ? -1 : 1;
}

/** Where each save of a table ends, with the greatest time of those up to it that nobody called wrong. */
function expectedClocks(
  stored: readonly StoredEvent[],
  told: readonly Told[],
): { position: Position; clock: string }[] {
  let clock = '';
  return stored.flatMap(({ position, stream, body }) => {
    const { endsSave, recordedAt } = JSON.parse(body) as { endsSave: boolean; recordedAt: string };
    if (!endsSave) return [];
    const isWrong = told.some(({ from, to }) => from <= position && position <= to);
    if (!isWrong && recordedAt > clock) clock = recordedAt;
    return stream === 'ledger' ? [] : [{ position, clock: clock === '' ? '1970-01-01T00:00:00.000Z' : clock }];
  });
}

function positionAt(clocks: readonly { position: Position; clock: string }[], time: string): Position {
  return clocks.findLast(({ clock }) => clock <= time)?.position ?? ledgerStart;
}

const moved = (time: string, ms: number) => new Date(Date.parse(time) + ms).toISOString();

describe('a time, once saves of a wrong clock have been corrected', () => {
  it('resolves as if they had been recorded when the one before them was, followed live or made anew', () =>
    fc.assert(
      fc.asyncProperty(stories, fc.constantFrom(1, 3, 100), (story, batch) =>
        inFolder(async (place) => {
          const store = place.closing(await openEventStore(configOf(place.directory())));
          const told = await tell(store, story);
          const stored = await store.readAll(ledgerStart, 10_000);
          const expected = expectedClocks(stored, told);
          const times = [...new Set(expected.map(({ clock }) => clock))].flatMap((clock) =>
            [-1, 0, 1].map((ms) => moved(clock, ms)),
          );
          const head = await store.head();
          const views = place.directory();
          for (const rebuild of [false, true]) {
            await project(store, views, head, { rebuild, ahead: rebuild, batch });
            await reading(views, async (model) => {
              for (const { position, clock } of expected) expect((await model.lastSave(position))?.clock).toBe(clock);
              for (const time of times) expect(await model.positionAt(time)).toBe(positionAt(expected, time));
              expect((await model.status()).corrected !== undefined).toBe(told.length > 0);
            });
          }
        }),
      ),
      { numRuns: casesOnLedgers() },
    ));

  it('is known before it is corrected: which saves change their time, and what cannot be one', () =>
    inFolder(async (place) => {
      const store = place.closing(await openEventStore(configOf(place.directory())));
      const days: Story['days'] = [0, 0, 0, 0, 400, 400, 0, 0, 0, 0, 0, 0];
      await tell(store, { seed: 3, days, corrections: [] });
      const views = place.directory();
      await project(store, views, await store.head());
      await reading(views, async (readModel) => {
        const ends = expectedClocks(await store.readAll(ledgerStart, 10_000), []);
        const wrong = ends.slice(4, 6).map(({ position }) => position);
        const [from = '', to = ''] = wrong;
        const plan = await planCorrection({ events: store, readModel }, from, to);
        const stored = await store.readAll(ledgerStart, 10_000);
        const after = expectedClocks(stored, [{ from: wrong[0] as Position, to: wrong[1] as Position }]);
        expect(plan.retimed).toEqual(
          after.flatMap(({ position, clock }, index) =>
            clock === ends[index]?.clock ? [] : [{ position, before: ends[index]?.clock, after: clock }],
          ),
        );
        expect(plan.retimed.length).toBeGreaterThanOrEqual(2);
        await expect(planCorrection({ events: store, readModel }, to, from)).rejects.toMatchObject({
          code: 'INVALID_INPUT',
        });
        await expect(planCorrection({ events: store, readModel }, 'none', to)).rejects.toMatchObject({
          code: 'UNKNOWN_POSITION',
        });
      });
    }));
});
