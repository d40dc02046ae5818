/**
 * One commandId for two contents, of two tables, at the same moment. No stream carries that an id has one content: both are
 * done, once each, and whoever sends one of them again is answered truly or told that the id was used for another.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { budgetStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { CommandAnswer } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { appendSaves, savesIn } from '../../../src/app/moving/append-saves.js';
import { examineLedger } from '../../../src/app/examine-ledger.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { ledgerIn, request } from '../../support/ledgers/ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { inFolder, openFolder } from '../../support/ledgers/scratch-folder.js';
import type { BeforeAppending, OpenTwo, TwoProcesses } from '../../support/ledgers/two-processes.js';
import { beforeAppending, scheduled, usePairs } from '../../support/ledgers/two-processes.js';
import { cases } from '../../support/random/cases.js';
import { accepted } from '../../support/random/drafting.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { codes, twoProjects } from '../../support/stories/two-projects.js';

const commandId = 'one-id';
const reused = [['COMMAND_ID_REUSED', 'commandId']];

const raise = ({ services }: Ledger, { budgetId, raise: raising }: TwoProjects): Promise<CommandAnswer> => {
  const edits = [raising('甲', '150')];
  const asked = { ...request(), commandId, payload: { budgetId } };
  return services.commands.edit({ ...asked, of: { budgetId }, expectedVersion: null, edits });
};

/** How many saves of the table have the id. */
async function saves({ store }: Ledger, { budgetId }: TwoProjects): Promise<number> {
  const events = (await store.readStream(budgetStream(budgetId), 0, 1_000)).map(({ body }) => decodeEvent(body));
  return events.filter((event) => event.endsSave && event.commandId === commandId).length;
}

let folder: ScratchFolder;
let both: TwoProcesses;
let before: BeforeAppending;
let tables: [TwoProjects, TwoProjects];
async function given(openTwo: OpenTwo): Promise<void> {
  folder = openFolder();
  before = beforeAppending();
  both = await openTwo(folder, { between: before.between });
  tables = [await twoProjects(both.one), await twoProjects(both.one)];
}
afterEach(() => folder.leave());
const pairs = usePairs();

describe.each(pairs)('one commandId for two tables at once, over %s', (_engine, openTwo) => {
  beforeEach(() => given(openTwo));

  /** The other's is in the ledger first. */
  async function bothDone() {
    const [ours, others] = tables;
    const theirs: CommandAnswer[] = [];
    before.to(budgetStream(ours.budgetId), async () => theirs.push(await raise(both.other, others)));
    const mine = accepted(await raise(both.one, ours));
    return [mine, ...theirs.map(accepted)];
  }

  it('is done for each of them, and both are answered as what they are', async () => {
    const done = await bothDone();
    expect(done.map(({ budgetId, version, repeated }) => ({ budgetId, version, repeated }))).toEqual(
      tables.map(({ budgetId }) => ({ budgetId, version: 3, repeated: false })),
    );
    for (const [index, { budgetId }] of tables.entries()) {
      const save = await both.one.readModel.saveAt(budgetId, { version: 3 });
      expect(save?.lastPosition).toBe(done[index]?.position);
    }
  });

  it('is from then on that of the one that came first, whichever process is asked; nothing is done again', async () => {
    const [, first] = await bothDone();
    for (const ledger of [both.one, both.other]) {
      const [ours, others] = tables;
      expect(codes(await raise(ledger, ours))).toEqual(reused);
      expect(accepted(await raise(ledger, others))).toMatchObject({ position: first?.position, repeated: true });
    }
    expect(await Promise.all(tables.map((table) => saves(both.one, table)))).toEqual([1, 1]);
    expect((await examineLedger(both.one.store)).findings).toEqual([]);
  });

  it('moves with its ledger to an engine that has an index of commands', async () => {
    const [, first] = await bothDone();
    const { store } = await ledgerIn(folder);
    async function* stored() {
      yield* await both.one.store.readAll(ledgerStart, 1_000);
    }
    await appendSaves(store, savesIn(stored()));
    const bodies = (await store.readAll(ledgerStart, 1_000)).map(({ body }) => body);
    expect(bodies).toEqual((await both.one.store.readAll(ledgerStart, 1_000)).map(({ body }) => body));
    expect((await examineLedger(store)).findings).toEqual([]);
    if (store.findCommand === undefined) return;
    expect(await store.findCommand(commandId)).toMatchObject({ stream: budgetStream(first?.budgetId ?? '') });
  });
});

const [[, openOnSqlite] = []] = pairs;

it('is done at most once for each table, and never untold, however the calls of two processes interleave', async () => {
  const sendings = fc.array(fc.tuple(fc.constantFrom<'one' | 'other'>('one', 'other'), fc.constantFrom(0, 1)), {
    minLength: 2,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), sendings, (scheduler, sent) =>
      inFolder(async (scratch) => {
        const two = await (openOnSqlite as OpenTwo)(scratch, { between: scheduled(scheduler) });
        const of = [
          await scheduler.waitFor(twoProjects(two.one)),
          await scheduler.waitFor(twoProjects(two.one)),
        ] as const;
        const sending = sent.map(([by, table]) => raise(two[by], of[table]));
        const answers = await scheduler.waitFor(Promise.all(sending));
        const recorded = await Promise.all(of.map((table) => saves(two.other, table)));
        for (const [table, count] of recorded.entries()) {
          const own = answers.filter((_, index) => sent[index]?.[1] === table);
          const done = own.filter(({ refused }) => !refused);
          expect(count).toBe(Math.min(1, done.length));
          for (const answer of own) expect(answer.refused ? codes(answer) : reused).toEqual(reused);
        }
        expect(Math.max(...recorded)).toBe(1);
      }),
    ),
    { numRuns: cases(40, 5), endOnFailure: true },
  );
});
