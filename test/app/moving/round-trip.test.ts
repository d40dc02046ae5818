import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { appendSaves, savesIn } from '../../../src/app/moving/append-saves.js';
import { readConfig } from '../../../src/config.js';
import { openActorDirectory, openEventStore, openFileStore, readActorNames } from '../../../src/engines/stores.js';
import type { EventStore } from '../../../src/ports/event-store.js';
import { answersOf, dumped, eventsOf, load, recordedLedger, recordMore } from '../../support/ledgers/moved-ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { inFolder } from '../../support/ledgers/scratch-folder.js';
import { cases } from '../../support/random/cases.js';
import type { DecidedSave } from '../../support/random/history.js';
import { histories, sampleHistory } from '../../support/random/history.js';
import { withDrafts } from '../../support/stories/drafted-history.js';

const recorded = histories({ budgets: 3, saves: 12 }).map(withDrafts);
const elsewhere = (folder: ScratchFolder) => readConfig({ DATA_DIR: folder.directory() });

async function whateverWasRecorded(
  move: (folder: ScratchFolder, history: DecidedSave[], cut: number) => Promise<void>,
) {
  const property = fc.asyncProperty(recorded, fc.nat(), (history, number) =>
    inFolder((folder) => move(folder, history, number % (history.length + 1))),
  );
  await fc.assert(property, { numRuns: cases(25, 3) });
}

describe('a ledger that was dumped and loaded', () => {
  it('has the same events byte for byte in the same order, answers every question the same, and dumps the same', () =>
    whateverWasRecorded(async (folder, history) => {
      const from = await recordedLedger(folder, history);
      const to = elsewhere(folder);
      const file = await dumped(folder, from);
      const loaded = await load(to, file);
      const events = history.flatMap((save) => save.events);
      const tables = new Set(events.map(({ stream }) => stream));
      expect(loaded).toMatchObject({ appended: events.length, compared: tables.size, views: { isServed: true } });
      expect(await eventsOf(to)).toEqual(await eventsOf(from));
      expect(await answersOf(to, history)).toEqual(await answersOf(from, history));
      expect(readFileSync(await dumped(folder, to), 'utf8')).toBe(readFileSync(file, 'utf8'));
    }));

  it('goes on from any save, with what was recorded since, and costs nothing the third time', () =>
    whateverWasRecorded(async (folder, history, cut) => {
      const from = await recordedLedger(folder, history.slice(0, cut));
      const to = elsewhere(folder);
      const first = await load(to, await dumped(folder, from));
      await recordMore(from, history.slice(cut));
      const file = await dumped(folder, from);
      const second = await load(to, file);
      const events = history.flatMap((save) => save.events);
      expect(first.appended + second.appended).toBe(events.length);
      expect(await load(to, file)).toMatchObject({ appended: 0, views: { events: 0 } });
      expect(await answersOf(to, history)).toEqual(await answersOf(from, history));
    }));

  it('remembers each command, so that one that is submitted again is not carried out twice', () =>
    inFolder(async (folder) => {
      const history = sampleHistory({ saves: 6 }, 1);
      const to = elsewhere(folder);
      await load(to, await dumped(folder, await recordedLedger(folder, history)));
      const store = folder.closing(await openEventStore(to));
      for (const { events } of history) {
        const first = events.at(0);
        const last = events.at(-1);
        expect(await store.findCommand?.(first?.commandId ?? '')).toMatchObject({
          commandHash: first?.commandHash,
          stream: first?.stream,
          version: first?.version,
          firstRevision: first?.revision,
          lastRevision: last?.revision,
        });
      }
    }));
});

describe('what lies beside a ledger', () => {
  const files = [Buffer.alloc(0), Buffer.from('%PDF-1.7 越财〔2024〕1号'), Buffer.alloc(200_001, '附件')];

  async function withFilesAndNames(folder: ScratchFolder) {
    const config = await recordedLedger(folder, sampleHistory({ saves: 4 }, 4));
    const store = await openFileStore(config);
    for (const file of files) await store.put([file]);
    await store.close();
    const directory = await openActorDirectory(config);
    await directory.remember('finance-0', '张三');
    await directory.close();
    return config;
  }

  it('is moved with it: every file byte for byte, and names only where they are asked for', () =>
    inFolder(async (folder) => {
      const from = await withFilesAndNames(folder);
      const bare = elsewhere(folder);
      expect(await load(bare, await dumped(folder, from))).toMatchObject({ files: 3, actors: 0, namesTaken: false });
      expect(await readActorNames(bare)).toBeNull();
      const to = elsewhere(folder);
      expect(await load(to, await dumped(folder, from, true))).toMatchObject({ files: 3, actors: 1, namesTaken: true });
      expect(await readActorNames(to)).toEqual(new Map([['finance-0', '张三']]));
      for (const config of [bare, to]) {
        const store = folder.closing(await openFileStore(config));
        const kept: Buffer[] = [];
        for await (const { sha256 } of store.list()) {
          const pieces: Uint8Array[] = [];
          for await (const piece of (await store.get(sha256)) ?? []) pieces.push(piece);
          kept.push(Buffer.concat(pieces));
        }
        expect(kept.sort(Buffer.compare)).toEqual([...files].sort(Buffer.compare));
      }
    }));

  it('does not bring back a name that was erased since', () =>
    inFolder(async (folder) => {
      const from = await withFilesAndNames(folder);
      const to = elsewhere(folder);
      const file = await dumped(folder, from, true);
      await load(to, file);
      const directory = await openActorDirectory(to);
      await directory.erase('finance-0');
      await directory.close();
      expect(await load(to, file)).toMatchObject({ actors: 1, namesTaken: false });
      expect(await readActorNames(to)).toEqual(new Map());
    }));

  it('is refused where a file in the dump was altered', () =>
    inFolder(async (folder) => {
      const file = await dumped(folder, await withFilesAndNames(folder));
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, text.replace(/"part":"./, '"part":"X'));
      await expect(load(elsewhere(folder), file)).rejects.toMatchObject({ code: 'DAMAGED_DUMP' });
    }));
});

describe('loading', () => {
  it('issues together only what is of one stream, because no order of several is promised', () =>
    inFolder(async (folder) => {
      const history = withDrafts(sampleHistory({ budgets: 3, saves: 20 }, 2));
      const from = await recordedLedger(folder, history);
      const store = folder.closing(await openEventStore(elsewhere(folder)));
      const underWay = new Set<string>();
      const streamsAtOnce: number[] = [];
      const watched: Pick<EventStore, 'append'> = {
        async append(save) {
          underWay.add(save.stream);
          streamsAtOnce.push(underWay.size);
          return store.append(save).finally(() => underWay.delete(save.stream));
        },
      };
      const events = await eventsOf(from);
      const all = async function* () {
        yield* events;
      };
      expect(await appendSaves(watched, savesIn(all()))).toBe(events.length);
      expect(streamsAtOnce).toHaveLength(history.length);
      expect(Math.max(...streamsAtOnce)).toBe(1);
    }));

  it('that is stopped leaves whole saves, and goes on behind them', () =>
    inFolder(async (folder) => {
      const history = sampleHistory({ budgets: 2, saves: 40 }, 3);
      const from = await recordedLedger(folder, history);
      const file = await dumped(folder, from);
      const to = elsewhere(folder);
      const stop = new AbortController();
      const stage = { now: '' };
      const stopped = await load(to, file, {
        signal: stop.signal,
        onStage: (next) => (stage.now = next),
        onCount: () => stage.now === 'APPENDING' && stop.abort(),
      });
      expect(stopped.views).toBeNull();
      const events = await eventsOf(to);
      expect(events).toHaveLength(stopped.appended);
      expect(stopped.appended).toBeGreaterThan(0);
      expect(stopped.appended).toBeLessThan(stopped.events);
      const rest = await load(to, file);
      expect(rest.appended).toBe(stopped.events - stopped.appended);
      expect(await eventsOf(to)).toEqual(await eventsOf(from));
    }));
});
