import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { UpdateFilter } from 'mongodb';
import { WriterLocked } from '../../../ports/writer-locked.js';
import { LeaseLost } from '../../../ports/read-model/writer.js';
import type { Connection } from './connection.js';
import { shownPlace } from './url.js';
import type { Views } from './views.js';
import { beatsOf, changeViews, makeViews, readBeat, readViews } from './views.js';

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

/** The right to write, of one projector at a time. */
export interface Lease {
  /** As they were when they were changed last. */
  views(): Views;
  /** Changes what readers see, in one step, if the lease is still this one's. @throws LeaseLost */
  change(update: UpdateFilter<Views>): Promise<Views>;
  /** Aborts with `LeaseLost` where it is known to be lost. */
  readonly lost: AbortSignal;
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
  const { token } = await watchHolder(connection, timing);
  const holder = `${hostname()}, pid ${process.pid}`;
  const taken = await changeViews(connection, { token }, { $set: { holder }, $inc: { token: 1 } });
  if (taken === null) throw await locked(connection);
  await beat(connection, taken.token);
  return leaseOf(connection, taken, timing);
}

/** Waits until there is no holder, or none that lives. */
async function watchHolder(connection: Connection, { lookMs, silentLooks }: LeaseTiming): Promise<Views> {
  const first = await lookAt(connection);
  for (let looks = 0; looks < silentLooks; looks += 1) {
    const seen = await lookAt(connection);
    if (seen.views.holder === null) return seen.views;
    if (seen.count !== first.count || seen.views.token !== first.views.token) throw await locked(connection);
    await wait(lookMs);
  }
  return first.views;
}

/** @returns false: somebody else has the lease by now */
async function beat(connection: Connection, token: number): Promise<boolean> {
  const { matchedCount } = await connection.write((session) =>
    beatsOf(connection).updateOne(
      { _id: 'beat', token: { $lte: token } },
      { $set: { token }, $inc: { count: 1 }, $currentDate: { at: true } },
      { session },
    ),
  );
  return matchedCount === 1;
}

async function lookAt(connection: Connection): Promise<{ views: Views; count: number }> {
  const [views, beat] = await Promise.all([readViews(connection), readBeat(connection)]);
  if (views === null) throw new Error(`${shownPlace(connection.place)} has lost its collection views`);
  return { views, count: beat?.count ?? 0 };
}

async function locked(connection: Connection): Promise<WriterLocked> {
  const views = await readViews(connection);
  return new WriterLocked(shownPlace(connection.place), null, { process: views?.holder ?? null });
}

function leaseOf(connection: Connection, taken: Views, { beatMs }: LeaseTiming): Lease {
  const { token } = taken;
  let views = taken;
  const losing = new AbortController();
  const { signal: lost } = losing;
  let last: Promise<unknown> = Promise.resolve();
  const beats = setInterval(() => void goOn().catch(() => undefined), beatMs);
  beats.unref();

  async function goOn(): Promise<void> {
    if (!(await beat(connection, token))) lose();
  }

  /** One after the other: each is made of what the one before has left. */
  function change(update: UpdateFilter<Views>): Promise<Views> {
    const next = last.then(() => changeNow(update));
    last = next.catch(() => undefined);
    return next;
  }

  async function changeNow(update: UpdateFilter<Views>): Promise<Views> {
    lost.throwIfAborted();
    const changed = await changeViews(connection, { token }, update);
    if (changed === null) lose();
    views = changed ?? views;
    lost.throwIfAborted();
    return views;
  }

  function lose(): void {
    clearInterval(beats);
    losing.abort(new LeaseLost(`another projector has taken over from this one, which had the token ${token}`));
  }

  return {
    views: () => views,
    change,
    lost,
    async release() {
      clearInterval(beats);
      if (!lost.aborted) await change({ $set: { holder: null } }).catch(() => undefined);
    },
  };
}
