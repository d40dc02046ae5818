import type { BudgetEdit } from '../events/budget/budget.commands.js';
import type { Stage } from '../events/sealing/sealing.events.js';
import { stages as allStages } from '../events/sealing/sealing.events.js';
import type { RootArguments } from '../services/services.js';
import { createQueries } from '../src/app/queries/queries.js';
import type { TemporaryLedger } from './support/ledger.js';
import { checkDone, openBudget, request, temporaryLedger, reader, waitForReadModel } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';

const small = 1_000;
const large = 10_000;
/** Projects that change from one stage to the next; the same in both budgets. */
const edited = 20;

/** Pages of the matrix of a large table against those of a small one that changed alike; nothing is cached. */
export async function stages(): Promise<Figure[]> {
  const ledger = await temporaryLedger();
  try {
    const { readModel, store, directory } = ledger;
    const queries = createQueries({ readModel, events: store, directory, now: Date.now, cacheBytes: 8 });
    const budgets = { small: await sealedBudget(ledger, small), large: await sealedBudget(ledger, large) };
    const reading: RootArguments = { caller: reader, at: null, head: await queries.head(null) };

    async function page(budgetId: string, changed: boolean, after: string | null = null) {
      const matrix = await queries.stages(budgetId, { only: null, withCurrent: false }, reading);
      const { edges } = await matrix.rows({ changed }, { first: 100, after });
      for (const { node } of edges)
        for (const { steps } of node.cells) for (const step of steps) await step?.lastChange();
      if (edges.length !== (changed ? edited : 100)) throw new Error(`${edges.length} rows on a page`);
      return edges.at(-1)?.cursor ?? null;
    }

    const behind = { small: await page(budgets.small, false), large: await page(budgets.large, false) };
    const ms = await measureInTurn(
      {
        smallPage: () => page(budgets.small, false, behind.small),
        largePage: () => page(budgets.large, false, behind.large),
        smallChanged: () => page(budgets.small, true),
        largeChanged: () => page(budgets.large, true),
      },
      30,
    );
    const figure = (name: string, one: number, other: number): Figure => ({
      name: `stages, ${name} of 10,000 projects ÷ of 1,000`,
      value: other / one,
      bound: '≤ 2',
      detail: `${milliseconds(other)} and ${milliseconds(one)}, 4 stages, ${edited} projects changed at each`,
    });
    return [
      figure('a page of 100 rows', ms.smallPage, ms.largePage),
      figure('what changed', ms.smallChanged, ms.largeChanged),
    ];
  } finally {
    await ledger.remove();
  }
}

/** 一上 to 二下, with the same few projects edited before each. */
async function sealedBudget(ledger: TemporaryLedger, projects: number): Promise<string> {
  const { commands } = ledger.services;
  const { budgetId, projectIds } = await openBudget(ledger, { unit: `${projects}`, projects, indicators: 8 });
  for (const [at, stage] of allStages.slice(0, 4).entries()) {
    const edits = projectIds.flatMap((projectId, index): BudgetEdit[] =>
      index % (projects / edited) === 0 ? [{ type: 'ReviseFunding', projectId, funding: { other: `${at + 1}` } }] : [],
    );
    checkDone(await commands.edit({ ...request(), of: { budgetId }, expectedVersion: null, edits }));
    await waitForReadModel(ledger);
    checkDone(await commands.sealVersion({ ...request(), ...sealAsked(stage), budgetId }));
  }
  await waitForReadModel(ledger);
  return budgetId;
}

/** 一下 and 二下 come down from finance; there is no control number. */
function sealAsked(stage: Stage) {
  const isIssued = stage === 'FIRST_DOWN' || stage === 'SECOND_DOWN';
  return {
    stage,
    name: null,
    version: null,
    contentHash: null,
    approvedBy: null,
    expectedVersion: null,
    issuer: isIssued ? ('FINANCE' as const) : null,
    issuedOn: isIssued ? '2024-03-01' : null,
    basisDocument: isIssued ? '财预〔2024〕1号' : null,
    withoutControlNumber: stage === 'FIRST_DOWN' ? '本年未下达控制数' : null,
  };
}
