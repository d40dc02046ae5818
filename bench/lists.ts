import type { BudgetEdit } from '../events/budget/budget.commands.js';
import type { ConnectionArguments, ConnectionView, RootArguments } from '../services/services.js';
import type { TemporaryLedger } from './support/ledger.js';
import { checkDone, openBudget, reader, request, temporaryLedger, waitForReadModel } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';

const projects = 10_000;
const changed = 100;
const pageSize = 100;
const rounds = 60;

type List = (page: ConnectionArguments) => Promise<ConnectionView<unknown>>;

/** Lists of a table of 10,000 projects: pages backwards against forwards, and a draft's against its budget's. */
export async function lists(): Promise<Figure[]> {
  const ledger = await temporaryLedger();
  try {
    const { budgetId, projectIds } = await openBudget(ledger, { unit: '单位', projects, indicators: 3 });
    await waitForReadModel(ledger, 600_000);
    const draftId = await editedDraft(ledger, budgetId, projectIds);
    await waitForReadModel(ledger, 600_000);
    const { queries } = ledger.services;
    const reading: RootArguments = { caller: reader, at: null, head: await queries.head(null) };
    const inDraft: RootArguments = { ...reading, at: { draft: { id: draftId } } };
    const table = await queries.budget(budgetId, reading);
    if (table === null) throw new Error('no budget');
    const byTotal = (root: RootArguments): List => {
      return (page) => queries.projects({ budgetIds: [budgetId], total: { min: '5' } }, 'TOTAL_DESC', page, root);
    };
    return [
      await backwards('a table’s projects', (page) => queries.projectsOf(table, {}, page)),
      await backwards('projects by total', byTotal(reading)),
      await backwards('indicators by name', (page) => queries.indicators({}, page, reading, 'NAME_ASC')),
      await backwards('changed cells', (page) => queries.changes({}, page, reading)),
      await draftAgainstBudget('projects by total', byTotal(inDraft), byTotal(reading)),
      await draftAgainstBudget(
        'indicators by name',
        (page) => queries.indicators({ budgetIds: [budgetId] }, page, inDraft, 'NAME_ASC'),
        (page) => queries.indicators({ budgetIds: [budgetId] }, page, reading, 'NAME_ASC'),
      ),
    ];
  } finally {
    await ledger.remove();
  }
}

async function editedDraft(ledger: TemporaryLedger, budgetId: string, projectIds: readonly string[]): Promise<string> {
  const { commands } = ledger.services;
  const opened = await commands.openDraft({ ...request(), budgetId, name: '草案', version: null });
  const draftId = checkDone(opened).draftId ?? '';
  const step = projectIds.length / changed;
  const edits = Array.from({ length: changed }, (_, index): BudgetEdit => ({
    type: 'ReviseFunding',
    projectId: projectIds[Math.floor(index * step)] ?? '',
    funding: { other: `${index + 1}.25` },
  }));
  checkDone(await commands.edit({ ...request(), of: { budgetId }, draftId, expectedVersion: null, edits }));
  return draftId;
}

/** A page in the middle of the list, reached from the one cursor that lies between both. */
async function backwards(name: string, list: List): Promise<Figure> {
  const start = await list({ first: 500, after: null });
  const cursor = start.edges[250]?.cursor ?? '';
  const ms = await measureInTurn(
    {
      backwards: () => list({ last: pageSize, before: cursor }),
      forwards: () => list({ first: pageSize, after: cursor }),
    },
    rounds,
  );
  return {
    name: `a page of ${name} backwards ÷ forwards`,
    value: ms.backwards / ms.forwards,
    bound: '≤ 1.2',
    detail: `${milliseconds(ms.backwards)} and ${milliseconds(ms.forwards)}, ${pageSize} rows of ${projects} projects’`,
  };
}

async function draftAgainstBudget(name: string, ofDraft: List, ofBudget: List): Promise<Figure> {
  const page = { first: pageSize, after: null };
  const counted = async (list: List) => (await list(page)).count();
  const ms = await measureInTurn({ draft: () => ofDraft(page), budget: () => ofBudget(page) }, rounds);
  const counting = await measureInTurn({ draft: () => counted(ofDraft), budget: () => counted(ofBudget) }, rounds);
  return {
    name: `a draft’s ${name}, ${changed} of ${projects} changed ÷ its budget’s`,
    value: ms.draft / ms.budget,
    bound: '≤ 3',
    detail: `${milliseconds(ms.draft)} and ${milliseconds(ms.budget)}; with the count ${milliseconds(counting.draft)} and ${milliseconds(counting.budget)}`,
  };
}
