import type { RootArguments } from '../services/services.js';
import { createQueries } from '../src/app/queries/queries.js';
import type { TemporaryLedger } from './support/ledger.js';
import { editTimes, openBudget, temporaryLedger, reader } from './support/ledger.js';
import type { Figure } from './support/measure.js';
import { measureInTurn, milliseconds } from './support/measure.js';

const long = 100_000;
const readsPerRound = 100;

/** What is measured: the embedded engines, if nothing else is said. */
interface AsOfSubject {
  /** Before the names of the figures. */
  name?: string;
  /** Another read model, which is filled from the log once everything is recorded. */
  environment?: Record<string, string>;
}

/** As-of through the query layer: whatever the length of history, and whatever the size of the table behind a page. */
export async function asOf({ name = '', environment }: AsOfSubject = {}): Promise<Figure[]> {
  let ledger = await temporaryLedger();
  try {
    const few = await recordHistory(ledger, '短', 20, 10);
    const hundred = await recordHistory(ledger, '中', 20, 100);
    const many = await recordHistory(ledger, '长', 20, long);
    const large = await recordHistory(ledger, '大', 2_000, 10);
    if (environment !== undefined) {
      await ledger.close();
      ledger = await temporaryLedger(ledger.dataDirectory, environment);
    }
    // Without the cache of parsed content: ten versions would fit into it, a hundred thousand would not.
    const { readModel, store, directory } = ledger;
    const queries = createQueries({ readModel, events: store, directory, now: Date.now, cacheBytes: 8 });
    const head = await queries.head(null);
    const at = (version: number): RootArguments => ({ caller: reader, at: { version }, head });

    async function table(budgetId: string, version: number): Promise<void> {
      const budget = await queries.budget(budgetId, at(version));
      if (budget === null) throw new Error('no budget');
      const { edges } = await queries.projectsOf(budget, {}, { first: 20, after: null });
      if (edges.length !== 20) throw new Error(`a page of ${edges.length}`);
    }
    const spread = (round: number, turn: number, from: number, to: number) =>
      from + (((round + 1) * 7_919 + turn * 104_729) % (to - from + 1));
    const times = (read: (turn: number) => Promise<unknown>) => async () => {
      for (let turn = 0; turn < readsPerRound; turn += 1) await read(turn);
    };
    const project = ({ projectIds }: typeof few, turn: number) => projectIds[turn % 20] ?? '';

    async function blame(of: typeof few, round: number, turn: number, last: number): Promise<void> {
      const found = await queries.project(project(of, turn), at(spread(round, turn, 3, last)));
      if (found === null) throw new Error('no project');
      if ((await queries.blame({ project: found })).length !== 8) throw new Error('not every cell');
    }

    const ms = await measureInTurn(
      {
        projectFew: (round) => times((turn) => queries.project(project(few, turn), at(spread(round, turn, 3, 11))))(),
        projectMany: (round) =>
          times((turn) => queries.project(project(many, turn), at(spread(round, turn, 3, long))))(),
        tableFew: (round) => times((turn) => table(few.budgetId, spread(round, turn, 3, 11)))(),
        tableMany: (round) => times((turn) => table(many.budgetId, spread(round, turn, 3, long)))(),
        blameHundred: (round) => times((turn) => blame(hundred, round, turn, 101))(),
        blameMany: (round) => times((turn) => blame(many, round, turn, long))(),
        pageLarge: (round) => times((turn) => table(large.budgetId, spread(round, turn, 3, 11)))(),
      },
      15,
    );
    const each = (name: keyof typeof ms) => milliseconds(ms[name] / readsPerRound);
    return [
      {
        name: `${name}as-of a project, 100,000 events ÷ 10`,
        value: ms.projectMany / ms.projectFew,
        bound: '≤ 1.5',
        detail: `${each('projectMany')} and ${each('projectFew')}`,
      },
      {
        name: `${name}as-of a 20-project table, 100,000 events ÷ 10`,
        value: ms.tableMany / ms.tableFew,
        bound: '≤ 1.5',
        detail: `${each('tableMany')} and ${each('tableFew')}`,
      },
      {
        name: `${name}as-of first page of 20, 2,000 projects ÷ 20`,
        value: ms.pageLarge / ms.tableFew,
        bound: '≤ 5',
        detail: `${each('pageLarge')} and ${each('tableFew')}`,
      },
      {
        name: `${name}blame of a project, 100,000 events ÷ 100`,
        value: ms.blameMany / ms.blameHundred,
        bound: '≤ 1.5',
        detail: `${each('blameMany')} and ${each('blameHundred')}, every cell with the change that set it last`,
      },
    ];
  } finally {
    await ledger.remove();
  }
}

async function recordHistory(ledger: TemporaryLedger, unit: string, projects: number, edits: number): Promise<Opened> {
  const budget = await openBudget(ledger, { unit, projects, indicators: 8 });
  await editTimes(ledger, budget.budgetId, budget.projectIds, edits);
  return budget;
}

type Opened = Awaited<ReturnType<typeof openBudget>>;
