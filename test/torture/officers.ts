import type { Fault, RunningLedger } from '../support/processes/running-ledger.js';

/** An edit of the goals of two projects in one save, and what whoever asked for it was told. */
export interface Errand {
  commandId: string;
  /** By project. */
  goals: ReadonlyMap<string, string>;
  /** `REFUSED`: it was said that nothing was saved; `UNKNOWN`: nothing was said, or that it is unknown. */
  told: { is: 'SAVED'; version: number } | { is: 'REFUSED'; code: string } | { is: 'UNKNOWN'; why: string };
}

/** What is said of an edit that is certain not to have been saved. */
const certain = new Set(['STORAGE_FULL', 'STARTING', 'STORE_UNAVAILABLE', 'ALTERED_EVENT', 'CLOCK_LEAPT']);

const save = 'mutation($input: ApplyChangesInput!) { applyChanges(input: $input) { version userErrors { code } } }';

/** Who edits the budget that the first start has imported, a few at once. */
export interface Officers {
  /** Everything that was asked for so far. */
  errands: Errand[];
  /** So many edits, or until they are told to stop. Fails for nothing that the server does. */
  edit(ledger: RunningLedger, count: number, until?: AbortSignal): Promise<void>;
  /** Asks again for what is unknown, under the same commands. */
  askAgain(ledger: RunningLedger): Promise<void>;
}

/** Errands of several rounds on one ledger are told apart by `name`. */
export async function officersOf(ledger: RunningLedger, name: string): Promise<Officers> {
  const { budgets } = await ledger.data('{ budgets { nodes { entityId projects { nodes { entityId } } } } }');
  const [{ entityId: budgetId, projects }] = budgets.nodes as [
    { entityId: string; projects: { nodes: { entityId: string }[] } },
  ];
  const rows = projects.nodes.map(({ entityId }) => entityId);
  const errands: Errand[] = [];

  async function tell(at: RunningLedger, { commandId, goals }: Pick<Errand, 'commandId' | 'goals'>) {
    const changes = [...goals].map(([projectId, goal]) => ({ reviseGoal: { projectId, goal } }));
    try {
      const { data, errors } = await at.query(save, { input: { budgetId, commandId, changes } });
      return errors === undefined ? toldBy(data?.applyChanges) : toldByFault(errors);
    } catch (error) {
      return { is: 'UNKNOWN', why: String(error) } as const;
    }
  }

  return {
    errands,
    async edit(at, count, until) {
      let asked = 0;
      async function officer(): Promise<void> {
        while (until?.aborted !== true && asked < count) {
          asked += 1;
          const turn = errands.length;
          const commandId = `${name}-${turn}`;
          const goals = new Map([0, 1].map((row) => [rows[(turn + row) % rows.length] ?? '', `${commandId} ${row}`]));
          const errand: Errand = { commandId, goals, told: { is: 'UNKNOWN', why: 'under way' } };
          errands.push(errand);
          errand.told = await tell(at, errand);
        }
      }
      await Promise.all(Array.from({ length: 4 }, officer));
    },
    async askAgain(at) {
      for (const errand of errands) if (errand.told.is === 'UNKNOWN') errand.told = await tell(at, errand);
    },
  };
}

function toldBy(payload: { version: number; userErrors: { code: string }[] } | null | undefined): Errand['told'] {
  if (payload === null || payload === undefined) return { is: 'UNKNOWN', why: 'no payload' };
  const [refusal] = payload.userErrors;
  return refusal === undefined ? { is: 'SAVED', version: payload.version } : { is: 'REFUSED', code: refusal.code };
}

function toldByFault([fault]: readonly Fault[]): Errand['told'] {
  const code = fault?.extensions.code ?? '';
  return certain.has(code) ? { is: 'REFUSED', code } : { is: 'UNKNOWN', why: code };
}
