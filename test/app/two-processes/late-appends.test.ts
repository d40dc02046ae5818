import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { budgetIdOf, budgetStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { LateSave } from '../../../src/app/late-saves.js';
import { appendWithinMs } from '../../../src/app/time-bounds.js';
import type { NewSave } from '../../../src/ports/event-store.js';
import { AppendExpired } from '../../../src/ports/event-store.js';
import { request } from '../../support/ledgers/ledger.js';
import { onSqlite } from '../../support/ledgers/on-sqlite.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { openFolder } from '../../support/ledgers/scratch-folder.js';
import type { TwoProcesses } from '../../support/ledgers/two-processes.js';
import { usePairs } from '../../support/ledgers/two-processes.js';
import { accepted } from '../../support/random/drafting.js';

const opens = { unitKey: '甲局', name: '甲局', fiscalYear: 2024, taxonomy: 'cn-2020' };
const stream = budgetStream(budgetIdOf(opens.unitKey, opens.fiscalYear));
const noon = Date.parse('2024-06-01T12:00:00.000Z');
const [[, openTwo] = []] = usePairs();

let folder: ScratchFolder;
let both: TwoProcesses;
/** Of the first process. */
let now: number;
let issued: NewSave[];
let late: LateSave[];
/** How long the first process's next append is on its way, or why it is not sent. */
let next: { takesMs: number; fails?: Error };

beforeEach(async () => {
  folder = openFolder();
  [now, issued, late, next] = [noon, [], [], { takesMs: 1 }];
  both = (await openTwo?.(folder, {
    now: () => new Date(now).toISOString(),
    onLate: (save) => late.push(save),
    between: (store) => ({
      ...store,
      async append(save) {
        issued.push(save);
        const fate = next;
        next = { takesMs: 1 };
        now += fate.takesMs;
        if (fate.fails !== undefined) throw fate.fails;
        return store.append(save);
      },
    }),
  })) as TwoProcesses;
});
afterEach(() => folder.leave());

const open = async () => accepted(await both.one.services.commands.openBudget({ ...request(), ...opens }));

onSqlite('a save that several processes could have come before', 'a store elsewhere has a clock of its own', () => {
  it('says until when it may be sent', async () => {
    await open();
    expect(issued.map(({ sendBefore }) => sendBefore)).toEqual([noon + appendWithinMs]);
  });

  it('that waited too long is decided again, with the time that it is by then', async () => {
    next = { takesMs: 60_000, fails: new AppendExpired(stream) };
    await open();
    const [event] = await both.other.store.readStream(stream, 0, 1);
    expect(decodeEvent(event?.body ?? '').recordedAt).toBe('2024-06-01T12:01:00.000Z');
    expect(issued).toHaveLength(2);
  });

  it('is told of where it landed too late, and of no other', async () => {
    next = { takesMs: appendWithinMs };
    await open();
    next = { takesMs: appendWithinMs + 7 };
    const edits = [{ type: 'RenameBudget', name: '乙局' }] as const;
    const of = { of: { budgetId: budgetIdOf('甲局', 2024) }, expectedVersion: null, edits };
    await both.one.services.commands.edit({ ...request(), commandId: 'late', ...of });
    const recordedAt = new Date(noon + appendWithinMs).toISOString();
    expect(late).toEqual([{ stream, commandId: 'late', recordedAt, lateMs: 7 }]);
  });
});
