/** Next year's table, opened beside what another process does to it and to the table that it comes from. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { budgetIdOf, budgetStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { CommandAnswer } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { examineLedger } from '../../../src/app/examine-ledger.js';
import { request } from '../../support/ledgers/ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { inFolder, openFolder } from '../../support/ledgers/scratch-folder.js';
import type { BeforeAppending, OpenTwo, TwoProcesses } from '../../support/ledgers/two-processes.js';
import { beforeAppending, scheduled, usePairs } from '../../support/ledgers/two-processes.js';
import { cases } from '../../support/random/cases.js';
import { accepted } from '../../support/random/drafting.js';
import { sealAsked } from '../../support/stories/sealing-grounds.js';
import type { TwoProjects } from '../../support/stories/two-projects.js';
import { codes, twoProjects } from '../../support/stories/two-projects.js';

let folder: ScratchFolder;
let both: TwoProcesses;
let before: BeforeAppending;
let made: TwoProjects;
/** The stream of next year's table. */
let next: string;

async function given(openTwo: OpenTwo): Promise<void> {
  folder = openFolder();
  before = beforeAppending();
  both = await openTwo(folder, { between: before.between });
  made = await twoProjects(both.one);
  next = budgetStream(budgetIdOf(made.unitKey, 2025));
}
afterEach(() => folder.leave());

const openNext = ({ services }: Ledger, { unitKey, budgetId }: TwoProjects, sealId: string | null = null) =>
  services.commands.openBudget({
    ...request(),
    unitKey,
    fiscalYear: 2025,
    name: null,
    taxonomy: null,
    from: { budgetId, at: sealId === null ? null : { sealId } },
  });

const raise = ({ services }: Ledger, { budgetId, raise: raising }: TwoProjects, amount: string) =>
  services.commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits: [raising('甲', amount)] });

/** What next year's table was opened from, and the amounts that it has. */
async function opened({ store }: Ledger, stream: string) {
  const events = (await store.readStream(stream, 0, 100)).map(({ body }) => decodeEvent(body));
  return {
    saves: events.filter(({ endsSave }) => endsSave).length,
    version: events.flatMap(({ type, data }) => (type === 'BudgetOpened' ? [data.openedFrom?.version] : [])),
    amounts: events.flatMap((event) =>
      event.type === 'ProjectAdded' ? [String(event.data.funding.fiscalAppropriation)] : [],
    ),
  };
}

const pairs = usePairs();

describe.each(pairs)('next year’s table, over %s', (_engine, openTwo) => {
  beforeEach(() => given(openTwo));

  it('is opened once, where the other has just opened it', async () => {
    const first: CommandAnswer[] = [];
    before.to(next, async () => first.push(await openNext(both.other, made)));
    expect(codes(await openNext(both.one, made))).toEqual([['ALREADY_EXISTS', 'unit']]);
    expect(first.map(codes)).toEqual([[]]);
    expect(await opened(both.one, next)).toEqual({ saves: 1, version: [2], amounts: ['100', '200'] });
  });

  it('is opened once, by two at once', async () => {
    const answers = await Promise.all([both.one, both.other].map((each) => openNext(each, made)));
    expect(answers.flatMap(codes)).toEqual([['ALREADY_EXISTS', 'unit']]);
    expect(await opened(both.one, next)).toEqual({ saves: 1, version: [2], amounts: ['100', '200'] });
  });

  it('has what the version had that it names, where the other edits that table meanwhile', async () => {
    before.to(next, async () => accepted(await raise(both.other, made, '150')));
    accepted(await openNext(both.one, made));
    expect(await opened(both.one, next)).toEqual({ saves: 1, version: [2], amounts: ['100', '200'] });
  });

  it('has what the other has just edited, though the table was in memory', async () => {
    accepted(await raise(both.other, made, '150'));
    accepted(await openNext(both.one, made));
    expect(await opened(both.one, next)).toEqual({ saves: 1, version: [3], amounts: ['150', '200'] });
  });

  it.each(['before', 'after'])('has what was sealed, where the other withdraws the seal %s that', async (when) => {
    const { commands } = both.one.services;
    const done = accepted(
      await commands.sealVersion({ ...request(), ...sealAsked('FIRST_UP'), budgetId: made.budgetId }),
    );
    const [sealId = ''] = done.events.flatMap(({ type, data }) =>
      type === 'VersionSealed' ? [(data as { sealId: string }).sealId] : [],
    );
    accepted(await raise(both.other, made, '150'));
    const withdraw = async () => {
      const asked = { ...request(), reason: '版本有误', sealId, expectedVersion: null };
      accepted(await both.other.services.commands.withdrawSeal(asked));
    };
    if (when === 'before') await withdraw();
    else before.to(next, withdraw);
    accepted(await openNext(both.one, made, sealId));
    expect(await opened(both.one, next)).toEqual({ saves: 1, version: [2], amounts: ['100', '200'] });
  });
});

const [[, openOnSqlite] = []] = pairs;

it('is opened once and of one version, however the calls of two processes interleave', async () => {
  const sendings = fc.array(fc.tuple(fc.constantFrom('one', 'other'), fc.constantFrom('opens', '110', '120')), {
    minLength: 2,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), sendings, (scheduler, sent) =>
      inFolder(async (scratch) => {
        const two = await (openOnSqlite as OpenTwo)(scratch, { between: scheduled(scheduler) });
        const of = await scheduler.waitFor(twoProjects(two.one));
        const stream = budgetStream(budgetIdOf(of.unitKey, 2025));
        const does = ([by, what]: [string, string]) => {
          const ledger = by === 'one' ? two.one : two.other;
          return what === 'opens' ? openNext(ledger, of) : raise(ledger, of, what);
        };
        const answers = await scheduler.waitFor(Promise.all(sent.map((each) => does(each as [string, string]))));
        const openings = answers.filter((_, index) => sent[index]?.[1] === 'opens');
        const { saves, version, amounts } = await opened(two.other, stream);
        expect(openings.filter(({ refused }) => !refused)).toHaveLength(Math.min(1, openings.length));
        expect(saves).toBe(Math.min(1, openings.length));
        if (openings.length === 0) return;
        const source = (await two.other.store.readStream(budgetStream(of.budgetId), 0, 100)).map(({ body }) =>
          decodeEvent(body),
        );
        const edits = source.flatMap((event) =>
          event.type === 'ProjectFundingRevised' && event.version <= (version[0] ?? 0)
            ? [String(event.data.funding.fiscalAppropriation)]
            : [],
        );
        expect(amounts).toEqual([edits.at(-1) ?? '100', '200']);
        expect((await examineLedger(two.other.store)).findings).toEqual([]);
      }),
    ),
    { numRuns: cases(40, 5), endOnFailure: true },
  );
});
