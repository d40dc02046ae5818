import { execFileSync } from 'node:child_process';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { startLedger } from '../support/processes/running-ledger.js';
import { abortedBy } from './attempts.js';
import { audit } from './auditor.js';
import { officersOf } from './officers.js';
import type { Torture } from './torture.js';
import { diceOf, together } from './torture.js';

const requestsOfRound = 16;

/** As the bench prints them: made of the contract, so that none of its fields is left out. */
interface HostileRequest {
  name: string;
  query: string;
  variables?: Record<string, unknown>;
}

/** Somebody asks for as much as a request can ask for, again and again. */
export const hostileRequests: Torture = {
  name: 'hostile-requests',
  what: `${requestsOfRound} of the requests that cost most, four at once, while four officers save`,
  missing: () => null,
  async round(seed) {
    const dice = diceOf(seed);
    const ledger = await startLedger();
    const officers = await officersOf(ledger, `hostile-${seed}`);
    const { budgets } = await ledger.data(
      '{ budgets { nodes { entityId projects(first: 1) { nodes { entityId } } } } }',
    );
    const [{ entityId, projects }] = budgets.nodes;
    const all = requestsAbout(entityId, projects.nodes[0]?.entityId ?? '');
    const chosen = Array.from({ length: requestsOfRound }, () => all[dice(all.length)]);
    const next = chosen.values();
    const send = async (): Promise<void> => {
      for (const request of next) await answered(ledger, request);
    };
    await Promise.all([officers.edit(ledger, 40), ...Array.from({ length: 4 }, send)]);
    const aborted = abortedBy(ledger);
    const { status } = await fetch(`${ledger.url}/healthz`);
    const silent = officers.errands.flatMap(({ commandId, told }) =>
      told.is === 'SAVED' ? [] : [`${commandId} was not saved beside ${chosen.map((each) => each?.name).join()}`],
    );
    if (status !== 200) silent.push(`/healthz is ${status}`);
    const found = await audit(ledger, officers.errands, dice);
    await ledger.kill();
    return together([found, { lost: [], doubled: [], silent, aborted }]);
  },
};

function requestsAbout(budgetId: string, projectId: string): HostileRequest[] {
  const printed = execFileSync(process.execPath, ['dist/bench/hostile/print.js', budgetId, projectId], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(printed.toString()) as HostileRequest[];
}

/** Whatever the answer is: that it comes to an end is what everybody else waits for. */
async function answered({ url }: RunningLedger, request: HostileRequest | undefined): Promise<void> {
  const { query, variables } = request ?? { query: '' };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  await response.arrayBuffer();
}
