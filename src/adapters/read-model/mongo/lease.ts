import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { UpdateFilter } from 'mongodb';
import { WriterLocked } from '../../../ports/writer-locked.js';
import { LeaseLost } from '../../../ports/read-model/writer.js';
import type { Connection } from './connection.js';
import { shownPlace } from './url.js';
import type { Views } from './views.js';
import { changeViews, makeViews, readViews } from './views.js';

export interface LeaseTiming {
  /** Between two beats of whoever has the lease. */
  beatMs: number;
  /** Between two looks of whoever wants it. */
  lookMs: number;
  /** So many looks that find no new beat, and the holder is taken to be dead. */
  silentLooks: number;
}

/** Taken over about ten seconds after the holder's death; a holder that was only slow loses the lease and takes it anew. */
export const leaseTiming: LeaseTiming = { beatMs: 1_000, lookMs: 250, silentLooks: 36 };

const beatOn = { $inc: { beat: 1 }, $currentDate: { beatAt: true } } as const;

/** The right to write, of one projector at a time. */
export interface Lease {
  /** As they were when they were changed last. */
  views(): Views;
  /** Changes what readers see, in one step, if the lease is still this one's. @throws LeaseLost */
  change(update: UpdateFilter<Views>): Promise<Views>;
  /** @throws LeaseLost where it is known to be lost */
  check(): void;
  release(): Promise<void>;
}

/**
 * No clock is compared with another: who wants the lease watches the holder's beats, and takes it when there have been
 * none for a while. That may be wrong of a holder that was paused. It does no harm, because what a holder changes names
 * the token, and that has risen.
 * @throws WriterLocked once a beat shows that the holder lives
 */
export async function takeLease(connection: Connection, timing: LeaseTiming = leaseTiming): Promise<Lease> {
  await makeViews(connection);
  const { token, beat } = await watchHolder(connection, timing);
  const holder = `${hostname()}, pid ${process.pid}`;
  const take = { $set: { holder }, $inc: { token: 1, beat: 1 }, $currentDate: { beatAt: true } } as const;
  const taken = await changeViews(connection, { token, beat }, take);
  if (taken === null) throw await locked(connection);
  return leaseOf(connection, taken, timing);
}

async function watchHolder(connection: Connection, { lookMs, silentLooks }: LeaseTiming): Promise<Views> {
  const first = await lookAt(connection);
  for (let looks = 0; looks < silentLooks; looks += 1) {
    const seen = await lookAt(connection);
    if (seen.holder === null) return seen;
    if (seen.beat !== first.beat) throw await locked(connection);
    await wait(lookMs);
  }
  return first;
}

async function lookAt(connection: Connection): Promise<Views> {
  const views = await readViews(connection);
  if (views === null) throw new Error(`${shownPlace(connection.place)} has lost its collection views`);
  return views;
}

async function locked(connection: Connection): Promise<WriterLocked> {
  const views = await readViews(connection);
  return new WriterLocked(shownPlace(connection.place), null, views?.holder ?? null);
}

function leaseOf(connection: Connection, taken: Views, { beatMs }: LeaseTiming): Lease {
  const { token } = taken;
  let views = taken;
  let isLost = false;
  const beats = setInterval(() => void beat().catch(() => undefined), beatMs);
  beats.unref();

  async function beat(): Promise<void> {
    if ((await changeViews(connection, { token }, beatOn)) === null) lose();
  }

  async function change(update: UpdateFilter<Views>): Promise<Views> {
    const changed = await changeViews(connection, { token }, update);
    if (changed === null) lose();
    views = changed ?? views;
    check();
    return views;
  }

  function lose(): void {
    isLost = true;
    clearInterval(beats);
  }

  function check(): void {
    if (isLost) throw new LeaseLost(`another projector has taken over from this one, which had the token ${token}`);
  }

  return {
    views: () => views,
    change,
    check,
    async release() {
      clearInterval(beats);
      if (!isLost) await change({ $set: { holder: null } }).catch(() => undefined);
    },
  };
}
