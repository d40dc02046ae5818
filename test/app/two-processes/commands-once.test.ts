import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import { budgetIdOf, budgetStream, draftStream } from '../../../events/identity.js';
import { decodeEvent } from '../../../events/record.js';
import type { CommandAnswer, CommandRequest } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { ledgerStart } from '../../../src/ports/event-store.js';
import { request } from '../../support/ledgers/ledger.js';
import type { ScratchFolder } from '../../support/ledgers/scratch-folder.js';
import { inFolder, openFolder } from '../../support/ledgers/scratch-folder.js';
import type { BeforeAppending, OpenTwo, TwoProcesses } from '../../support/ledgers/two-processes.js';
import { beforeAppending, beforeReading, scheduled, usePairs } from '../../support/ledgers/two-processes.js';
import { cases } from '../../support/random/cases.js';
import { accepted } from '../../support/random/drafting.js';
import { codes } from '../../support/stories/two-projects.js';

const opens = { unitKey: '甲局', name: '甲局', fiscalYear: 2024, taxonomy: 'cn-2020' };
const budgetId = budgetIdOf(opens.unitKey, opens.fiscalYear);
const naming = (name: string): BudgetEdit => ({ type: 'RenameBudget', name });
const adding = (id: string): BudgetEdit => ({ type: 'AddFundUser', fundUserId: id, name: id, declared: {} });

function asked(commandId: string | null, payload: unknown = {}): CommandRequest {
  return { ...request(), commandId, payload };
}

function edit(
  { services }: Ledger,
  commandId: string | null,
  edits: BudgetEdit[],
  expectedVersion: number | null = null,
) {
  return services.commands.edit({ ...asked(commandId, edits), of: { budgetId }, expectedVersion, edits });
}

const open = ({ services }: Ledger, commandId: string | null) =>
  services.commands.openBudget({ ...asked(commandId, opens), ...opens });

let folder: ScratchFolder;
let both: TwoProcesses;
let before: BeforeAppending;
async function given(openTwo: OpenTwo): Promise<void> {
  before = beforeAppending();
  both = await openTwo(folder, { between: before.between });
  accepted(await open(both.one, 'opening'));
}
beforeEach(() => {
  folder = openFolder();
});
afterEach(() => folder.leave());
const pairs = usePairs();

const stream = budgetStream(budgetId);

async function recordedIds({ store }: Ledger): Promise<string[]> {
  const events = (await store.readAll(ledgerStart, 10_000)).map(({ body }) => decodeEvent(body));
  return events.flatMap(({ commandId, endsSave }) => (endsSave ? [commandId] : []));
}

describe.each(pairs)('a command that two processes are given, over %s', (_engine, openTwo) => {
  beforeEach(() => given(openTwo));

  it('is done once, and both answer what it came to', async () => {
    const answers = await Promise.all([both.one, both.other].map((each) => edit(each, 'same', [naming('一')])));
    const [one, other] = answers.map(accepted);
    expect([one?.version, one?.position]).toEqual([other?.version, other?.position]);
    expect([one?.repeated, other?.repeated].filter(Boolean)).toHaveLength(1);
    expect(await recordedIds(both.one)).toEqual(['opening', 'same']);
  });

  it('is answered as it was done, where it was decided and the other’s came before it', async () => {
    before.to(stream, () => edit(both.other, 'same', [naming('一')], 1));
    const done = accepted(await edit(both.one, 'same', [naming('一')], 1));
    expect(done).toMatchObject({ version: 2, repeated: true });
    expect(await recordedIds(both.one)).toEqual(['opening', 'same']);
  });

  it('is answered as it was done, where the other’s came after it was looked for and before the table was read', async () => {
    const two = { ...both };
    const reading = beforeReading(stream, async () => {
      await edit(two.other, 'same', [naming('一')]);
      await edit(two.other, 'next', [naming('二')]);
    });
    Object.assign(two, await openTwo(folder, { between: reading }));
    accepted(await open(two.other, 'opening'));
    expect(accepted(await edit(two.one, 'same', [naming('一')]))).toMatchObject({ version: 2, repeated: true });
    expect(await recordedIds(two.one)).toEqual(['opening', 'same', 'next']);
  });

  it('is refused for another content, as by one process', async () => {
    accepted(await edit(both.one, 'same', [naming('一')]));
    expect(codes(await edit(both.other, 'same', [naming('二')]))).toEqual([['COMMAND_ID_REUSED', 'commandId']]);
  });

  it('opens one draft, under one id, or one budget', async () => {
    const openDraft = ({ services }: Ledger) =>
      services.commands.openDraft({ ...asked('draft'), budgetId, name: '一上稿', version: null });
    const drafts = (await Promise.all([openDraft(both.one), openDraft(both.other)])).map(accepted);
    expect(new Set(drafts.map(({ draftId }) => draftId)).size).toBe(1);
    const other = { ...opens, fiscalYear: 2025 };
    const openOther = ({ services }: Ledger) => services.commands.openBudget({ ...asked('budget', other), ...other });
    const budgets = (await Promise.all([openOther(both.one), openOther(both.other)])).map(accepted);
    expect(budgets.map(({ version }) => version)).toEqual([1, 1]);
    expect((await recordedIds(both.one)).sort()).toEqual(['budget', 'draft', 'opening']);
  });
});

describe.each(pairs)('a process beside which another writes, over %s', (_engine, openTwo) => {
  beforeEach(() => given(openTwo));

  it('decides on what the other has made, though it had the table in memory', async () => {
    accepted(await edit(both.other, null, [naming('一')]));
    accepted(await edit(both.one, null, [adding('甲')]));
    expect(accepted(await edit(both.other, null, [adding('乙')]))).toMatchObject({ version: 4 });
    expect(codes(await edit(both.one, null, [adding('乙')]))).not.toEqual([]);
  });

  it('finds nothing to do only where that is so now', async () => {
    accepted(await edit(both.other, null, [naming('一')]));
    accepted(await edit(both.one, null, [naming('二')]));
    // The other has still 一 in memory.
    expect(accepted(await edit(both.other, null, [naming('一')]))).toMatchObject({ version: 4 });
    expect(accepted(await edit(both.one, null, [naming('一')]))).toMatchObject({ version: 4, events: [] });
  });

  it('refuses only what is to be refused now', async () => {
    const restore = (id: string): BudgetEdit => ({ type: 'RestoreFundUser', fundUserId: id });
    accepted(await edit(both.one, null, [adding('甲')]));
    expect((await edit(both.other, null, [{ type: 'RenameFundUser', fundUserId: '甲', name: '甲甲' }])).refused).toBe(
      false,
    );
    accepted(await edit(both.one, null, [{ type: 'WithdrawFundUser', fundUserId: '甲' }]));
    // In the memory of the other it is not withdrawn.
    expect((await edit(both.other, null, [restore('甲')])).refused).toBe(false);
  });

  it('sees a draft that the other has just opened, though it had looked for it before', async () => {
    const draftId = accepted(
      await both.one.services.commands.openDraft({ ...asked('draft'), budgetId, name: '一上稿', version: null }),
    ).draftId;
    const of = { of: { budgetId }, draftId, expectedVersion: null, edits: [naming('稿')] };
    expect((await both.other.services.commands.edit({ ...asked(null), ...of })).refused).toBe(false);
    expect(await both.other.store.readStream(draftStream(draftId ?? ''), 0, 10)).toHaveLength(2);
  });

  it('bases a draft on the version that is the newest, whoever saved it', async () => {
    const drafts = () =>
      both.other.services.commands.openDraft({ ...asked(null), budgetId, name: `稿${(names += 1)}`, version: null });
    let names = 0;
    accepted(await drafts());
    accepted(await edit(both.one, null, [naming('一')]));
    const { draftId } = accepted(await drafts());
    const [opening] = await both.one.store.readStream(draftStream(draftId ?? ''), 0, 1);
    expect(decodeEvent(opening?.body ?? '')).toMatchObject({ type: 'DraftOpened', data: { base: { version: 2 } } });
  });

  it('gives up after many conflicts with a refusal', async () => {
    const again = (): Promise<CommandAnswer> => {
      before.to(stream, again);
      return edit(both.other, null, [naming(`名${(names += 1)}`)]);
    };
    let names = 0;
    before.to(stream, again);
    expect(codes(await edit(both.one, null, [adding('甲')]))).toEqual([['CONFLICT']]);
  });
});

interface Sent {
  process: 'one' | 'other';
  command: number;
}

const [[, openOnSqlite] = []] = pairs;

it('records each command at most once, and answers truly, however the calls of two processes interleave', async () => {
  const sendings = fc.array(
    fc.record<Sent>({ process: fc.constantFrom('one', 'other'), command: fc.nat({ max: 4 }) }),
    { minLength: 2, maxLength: 8 },
  );
  const edits = (command: number): BudgetEdit[] =>
    [[adding('甲')], [adding('乙')], [naming('一')], [naming('二')], [adding('甲'), naming('三')]][
      command
    ] as BudgetEdit[];
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), sendings, (scheduler, sent) =>
      inFolder(async (scratch) => {
        const between = scheduled(scheduler);
        const two = await (openOnSqlite as OpenTwo)(scratch, { between });
        await scheduler.waitFor(open(two.one, 'opening'));
        const answers = await scheduler.waitFor(
          Promise.all(sent.map(({ process, command }) => edit(two[process], `command-${command}`, edits(command)))),
        );
        const ids = await recordedIds(two.other);
        expect(new Set(ids).size).toBe(ids.length);
        const stored = (await two.other.store.readStream(stream, 0, 1_000)).map(({ body }) => decodeEvent(body));
        for (const [index, answer] of answers.entries()) {
          const commandId = `command-${sent[index]?.command}`;
          if (answer.refused) expect(ids).not.toContain(commandId);
          else if (answer.done.events.length === 0) expect(ids).not.toContain(commandId);
          else {
            const save = stored.filter(({ version }) => version === answer.done.version);
            expect(new Set(save.map((event) => event.commandId))).toEqual(new Set([commandId]));
          }
        }
      }),
    ),
    { numRuns: cases(40, 5) },
  );
});
