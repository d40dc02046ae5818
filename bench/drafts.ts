import type { BudgetEdit } from '../events/budget/budget.commands.js';
import type { CommandRequest, Done, MergeRequest, RootArguments } from '../services/services.js';
import { cachedContents } from '../src/app/queries/contents.js';
import { createQueries } from '../src/app/queries/queries.js';
import { check, wholeTables } from './compare.js';
import type { TemporaryLedger } from './support/ledger.js';
import { checkDone, openBudget, request, temporaryLedger, reader } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, median, milliseconds, measure } from './support/measure.js';

const changed = 1_000;
const rounds = 9;

interface Table {
  budgetId: string;
  projectIds: string[];
}

/** Opening, promoting and comparing drafts of a table of 10,000 projects, against one of 1,000, and direct saving. */
export async function drafts(): Promise<Figure[]> {
  const ledger = await temporaryLedger();
  try {
    const few = await openBudget(ledger, { unit: '小', projects: 1_000, indicators: 3 });
    const many = await openBudget(ledger, { unit: '大', projects: 10_000, indicators: 3 });
    return [
      ...(await opening(ledger, few, many)),
      ...(await promoting(ledger, few, many)),
      await comparing(ledger, many),
    ];
  } finally {
    await ledger.remove();
  }
}

async function opening(ledger: TemporaryLedger, few: Table, many: Table): Promise<Figure[]> {
  const ms = await measureInTurn({ few: () => open(ledger, few), many: () => open(ledger, many) }, 60);
  return [
    {
      name: 'opening a draft, 10,000 projects ÷ 1,000',
      value: ms.many / ms.few,
      bound: '≤ 1.2',
      detail: `${milliseconds(ms.many)} and ${milliseconds(ms.few)}, fsync and views included`,
    },
  ];
}

async function promoting(ledger: TemporaryLedger, few: Table, many: Table): Promise<Figure[]> {
  const times = { few: [] as number[], many: [] as number[], direct: [] as number[] };
  for (let round = -1; round < rounds; round += 1) {
    const ready = { few: await readyDraft(ledger, few, round), many: await readyDraft(ledger, many, round) };
    for (const name of ['few', 'many'] as const) {
      const ms = await measure(() => promote(ledger, ready[name]));
      if (round >= 0) times[name].push(ms);
    }
    const ms = await measure(() => edit(ledger, many, null, 2_000 + round));
    if (round >= 0) times.direct.push(ms);
  }
  const ms = { few: median(times.few), many: median(times.many), direct: median(times.direct) };
  return [
    {
      name: 'promoting 1,000 cells, 10,000 projects ÷ 1,000',
      value: ms.many / ms.few,
      bound: '≤ 1.3',
      detail: `${milliseconds(ms.many)} and ${milliseconds(ms.few)}, fsync and views included`,
    },
    {
      name: 'promoting 1,000 cells ÷ saving them directly',
      value: ms.many / ms.direct,
      bound: '≤ 3',
      detail: `${milliseconds(ms.many)} and ${milliseconds(ms.direct)}, 10,000 projects`,
    },
  ];
}

/** Two drafts that differ in one project of twenty, against comparing both tables whole; nothing is cached. */
async function comparing(ledger: TemporaryLedger, many: Table): Promise<Figure> {
  const { readModel, store, directory } = ledger;
  const queries = createQueries({ readModel, events: store, directory, now: Date.now, cacheBytes: 8 });
  const contents = cachedContents(readModel, 8);
  const ids = [await open(ledger, many), await open(ledger, many)] as const;
  const some = { ...many, projectIds: many.projectIds.filter((_, index) => index % 20 === 0) };
  for (const [index, draftId] of ids.entries()) await edit(ledger, some, draftId, 5_000 + index);
  const reading: RootArguments = { caller: reader, at: null, head: await queries.head(null) };
  const tableAt = (id: string) => queries.budget(many.budgetId, { ...reading, at: { draft: { id } } });
  const one = await tableAt(ids[0]);
  const other = await tableAt(ids[1]);
  if (one === null || other === null) throw new Error('no draft');
  const [from, to] = ids.map((id) => ({ budgetId: many.budgetId, at: { draft: { id } } })) as [never, never];
  const ms = await measureInTurn(
    {
      drafts: async () => {
        const comparison = await queries.compare(from, to, reading);
        const { value } = await (await comparison.rows({}, { first: 1, after: null })).count();
        check(value, some.projectIds.length);
      },
      whole: async () => check(await wholeTables(contents, one, other), some.projectIds.length),
    },
    10,
  );
  return {
    name: 'comparing two drafts with 5 % changed ÷ comparing both tables whole',
    value: ms.drafts / ms.whole,
    bound: '≤ 0.2',
    detail: `${milliseconds(ms.drafts)} and ${milliseconds(ms.whole)}, 10,000 projects`,
  };
}

/** Open drafts of a budget have different names. */
let opened = 0;

async function open({ services: { commands } }: TemporaryLedger, { budgetId }: Table): Promise<string> {
  const about = { budgetId, name: `草案${(opened += 1)}`, version: null };
  return checkDone(await commands.openDraft({ ...request(), ...about })).draftId ?? '';
}

async function edit(
  { services: { commands } }: TemporaryLedger,
  { budgetId, projectIds }: Table,
  draftId: string | null,
  turn: number,
): Promise<Done> {
  const edits = projectIds.slice(0, changed).map((projectId, index): BudgetEdit => ({
    type: 'ReviseFunding',
    projectId,
    funding: { other: `${(index % 97) + turn + 10}.25` },
  }));
  return checkDone(await commands.edit({ ...request(), of: { budgetId }, draftId, expectedVersion: null, edits }));
}

/** A draft of a thousand changed cells, approved, with the hash that its preview showed. */
async function readyDraft(ledger: TemporaryLedger, table: Table, round: number): Promise<MergeRequest> {
  const { commands } = ledger.services;
  const draftId = await open(ledger, table);
  await edit(ledger, table, draftId, 100 + round);
  checkDone(await commands.submitDraft({ ...request(), draftId, expectedVersion: null }));
  checkDone(await commands.approveDraft({ ...reviewing(), draftId, expectedVersion: null, opinion: null }));
  const about = { draftId, changesHash: null, resolutions: [] };
  const { preview } = await commands.promoteDraft({ ...reviewing(), ...about, dryRun: true });
  return { ...reviewing(), ...about, changesHash: preview?.changesHash ?? null, dryRun: false };
}

async function promote({ services: { commands } }: TemporaryLedger, request: MergeRequest): Promise<void> {
  const answer = await commands.promoteDraft(request);
  if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
}

function reviewing(): CommandRequest {
  const asked = request();
  return { ...asked, caller: { ...asked.caller, actor: { ...asked.caller.actor, id: 'reviewer', role: 'reviewer' } } };
}
