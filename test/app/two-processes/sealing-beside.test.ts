/** Seals, and what they rest on, in two processes at once: the budget's stream carries all of it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { budgetStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { Stage } from '../../../events/sealing/sealing.events.js';
import type { CommandAnswer } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { request } from '../../support/ledgers/ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { inFolder, openFolder } from '../../support/ledgers/scratch-folder.js';
import type { BeforeAppending, OpenTwo, TwoProcesses } from '../../support/ledgers/two-processes.js';
import { beforeAppending, scheduled, usePairs } from '../../support/ledgers/two-processes.js';
import { expectedSealing } from '../../support/oracles/expected-sealing.js';
import { cases } from '../../support/random/cases.js';
import { accepted } from '../../support/random/drafting.js';
import { sealAsked } from '../../support/stories/sealing-grounds.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { codes, twoProjects } from '../../support/stories/two-projects.js';

let folder: ScratchFolder;
let both: TwoProcesses;
let before: BeforeAppending;
let made: TwoProjects;

/** A table of 300 万元. */
async function given(openTwo: OpenTwo): Promise<void> {
  folder = openFolder();
  before = beforeAppending();
  both = await openTwo(folder, { between: before.between });
  made = await twoProjects(both.one);
}
afterEach(() => folder.leave());

/** What somebody does in the budget's stream, by its name. */
function acts({ budgetId, raise }: TwoProjects) {
  const about = { budgetId, expectedVersion: null };
  const document = { basisDocument: '财预〔2024〕9号', reason: '有误' };
  const seal =
    (stage: Stage, more = {}) =>
    ({ services }: Ledger) =>
      services.commands.sealVersion({ ...request(), ...sealAsked(stage), ...about, ...more });
  const withdraw = (stage: Stage) => async (ledger: Ledger) => {
    const sealId = (await sealsOf(ledger, budgetId)).findLast((each) => each.stage === stage)?.sealId ?? 'none';
    return ledger.services.commands.withdrawSeal({ ...request(), ...document, sealId, expectedVersion: null });
  };
  const issue =
    (total: string) =>
    ({ services }: Ledger) =>
      services.commands.issueControlNumber({ ...request(), ...about, ...document, limits: { total } });
  return {
    edit: ({ services }: Ledger) =>
      services.commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits: [raise('甲', '110')] }),
    'issue 300': issue('300'),
    'issue 250': issue('250'),
    lift: ({ services }: Ledger) => services.commands.withdrawControlNumber({ ...request(), ...about, ...document }),
    'seal 一上': seal('FIRST_UP'),
    'seal 一下': seal('FIRST_DOWN', { withoutControlNumber: null }),
    'seal 一下 without': seal('FIRST_DOWN'),
    'seal 二上': seal('SECOND_UP'),
    'seal 二下': seal('SECOND_DOWN', { reason: '批复' }),
    'seal 二下 v5': seal('SECOND_DOWN', { reason: '批复', version: 5 }),
    'withdraw 一上': withdraw('FIRST_UP'),
    'withdraw 一下': withdraw('FIRST_DOWN'),
    'withdraw 二上': withdraw('SECOND_UP'),
  };
}
type ActName = keyof ReturnType<typeof acts>;

async function sealsOf({ store }: Ledger, budgetId: string) {
  const stored = (await store.readStream(budgetStream(budgetId), 0, 1_000)).map(({ body }) => decodeEvent(body));
  return stored.flatMap((event) => (event.type === 'VersionSealed' ? [event.data] : []));
}

async function recorded({ store }: Ledger, budgetId: string) {
  return (await store.readStream(budgetStream(budgetId), 0, 1_000)).map(({ body }) => decodeEvent(body));
}

/** So far; what the first process then decides; what the other does before that is recorded; why it is refused. */
const races: [ActName[], ActName, ActName, string[]][] = [
  [['seal 一上', 'issue 300'], 'seal 一下', 'lift', ['INVALID_INPUT', 'withoutControlNumber']],
  [['seal 一上'], 'seal 一下 without', 'issue 300', ['INVALID_INPUT', 'withoutControlNumber']],
  [['seal 一上', 'issue 300', 'seal 一下'], 'seal 二上', 'issue 250', ['ABOVE_CONTROL_NUMBER', 'version']],
  [['seal 一上', 'issue 300', 'seal 一下'], 'seal 二上', 'lift', ['INVALID_INPUT', 'withoutControlNumber']],
  [['seal 一上', 'seal 一下 without'], 'seal 二上', 'withdraw 一下', ['STAGE_OUT_OF_ORDER', 'stage']],
  [['seal 一上', 'seal 一下 without'], 'withdraw 一下', 'seal 二上', ['STAGE_OUT_OF_ORDER', 'sealId']],
  [['seal 一上'], 'withdraw 一上', 'seal 一下 without', ['STAGE_OUT_OF_ORDER', 'sealId']],
  [['seal 一上', 'seal 一下 without', 'seal 二上'], 'seal 二下 v5', 'edit', ['STAGE_OUT_OF_ORDER', 'version']],
  [['seal 一上', 'seal 一下 without', 'seal 二上'], 'edit', 'seal 二下', ['NEEDS_ADJUSTMENT', 'budgetId']],
  [['seal 一上', 'seal 一下 without', 'seal 二上'], 'seal 二下', 'withdraw 二上', ['STAGE_OUT_OF_ORDER', 'stage']],
];

/** What may be done after the other as well as before it: then both stand. */
const inEitherOrder: [ActName[], ActName, ActName][] = [
  [['seal 一上', 'issue 300'], 'lift', 'seal 一下'],
  [['seal 一上', 'issue 300', 'seal 一下'], 'issue 250', 'seal 二上'],
  [['seal 一上', 'issue 300', 'seal 一下'], 'lift', 'seal 二上'],
];

const pairs = usePairs();

describe.each(pairs)('what a seal rests on, over %s', (_engine, openTwo) => {
  beforeEach(() => given(openTwo));

  async function race(sofar: ActName[], ours: ActName, others: ActName): Promise<CommandAnswer> {
    const act = acts(made);
    for (const name of sofar) accepted(await act[name](both.one));
    before.to(budgetStream(made.budgetId), async () => accepted(await act[others](both.other)));
    return act[ours](both.one);
  }

  it.each(races)('after %j: “%s” is refused where the other has just done “%s”', async (sofar, ours, others, code) => {
    expect(codes(await race(sofar, ours, others))).toEqual([code]);
    expect(expectedSealing(await recorded(both.other, made.budgetId))).toEqual([]);
  });

  it.each(inEitherOrder)('after %j: “%s” stands beside “%s” of the other', async (sofar, ours, others) => {
    accepted(await race(sofar, ours, others));
    expect(expectedSealing(await recorded(both.other, made.budgetId))).toEqual([]);
  });
});

const [[, openOnSqlite] = []] = pairs;

it('keeps its rules however the calls of two processes interleave', async () => {
  const names = fc.constantFrom(
    ...([
      'edit',
      'issue 300',
      'issue 250',
      'lift',
      'seal 一下',
      'seal 一下 without',
      'seal 二上',
      'seal 二下',
      'seal 二下 v5',
      'withdraw 一上',
      'withdraw 一下',
      'withdraw 二上',
    ] satisfies ActName[]),
  );
  const sendings = fc.array(fc.tuple(fc.constantFrom<'one' | 'other'>('one', 'other'), names), {
    minLength: 4,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), sendings, (scheduler, sent) =>
      inFolder(async (scratch) => {
        const two = await (openOnSqlite as OpenTwo)(scratch, { between: scheduled(scheduler) });
        const of = await scheduler.waitFor(twoProjects(two.one));
        const act = acts(of);
        await scheduler.waitFor(act['seal 一上'](two.one));
        const done = await scheduler.waitFor(Promise.all(sent.map(([by, name]) => act[name](two[by]))));
        const events = await recorded(two.other, of.budgetId);
        expect(expectedSealing(events)).toEqual([]);
        const versions = done.flatMap((answer) => (answer.refused ? [] : answer.done.events.map(({ id }) => id)));
        // What came before are the opening, the rows and 一上.
        expect(new Set(versions)).toEqual(new Set(events.filter(({ version }) => version > 3).map(({ id }) => id)));
      }),
    ),
    { numRuns: cases(40, 5), endOnFailure: true },
  );
});
