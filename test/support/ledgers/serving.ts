import type { BudgetEdit } from '../../../events/budget/budget.commands.js';
import type { CommandRequest } from '../../../services/services.js';
import type { Ledger } from '../../../src/compose.js';
import { importSamples } from '../../../src/first-start.js';
import { createLogger } from '../../../src/server/logger.js';
import type { ServerOptions } from '../../../src/server/server.js';
import { startServer } from '../../../src/server/server.js';
import type { Answer } from '../clients/contract.js';
import { ledgerIn } from './ledger.js';
import type { ScratchFolder } from './scratch-folder.js';

export interface Asking {
  variables?: object;
  headers?: Record<string, string>;
  method?: string;
}

export type Ask = (query: string, asking?: Asking) => Promise<Response>;

export interface Served {
  url: string;
  post: Ask;
  /** GET, or HEAD if it says so. */
  get: Ask;
  /** Reads /metrics: the values by series, as they are printed. */
  metrics(): Promise<Map<string, number>>;
}

/** The HTTP side on a ledger of this process, on a free port of 127.0.0.1. */
export async function serving(
  folder: ScratchFolder,
  ledger: Ledger,
  options: Partial<ServerOptions> = {},
): Promise<Served> {
  const server = await startServer({
    ...ledger,
    logger: createLogger('silent'),
    host: '127.0.0.1',
    port: 0,
    drainMs: 100,
    ...options,
  });
  folder.closing({ close: () => server.stop() });
  return {
    url: server.url,
    post: (query, { variables = {}, headers = {} } = {}) =>
      fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    get(query, { variables = {}, headers = {}, method = 'GET' } = {}) {
      const search = new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString();
      return fetch(`${server.url}/graphql?${search}`, {
        method,
        headers: { 'apollo-require-preflight': '1', ...headers },
      });
    },
    metrics: () => metricsOf(server.url),
  };
}

/** The values by series, as /metrics prints them. */
export async function metricsOf(url: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

/** What a server answered, without its errors. */
export async function dataOf(response: Response): Promise<Answer> {
  return ((await response.json()) as { data: Answer }).data;
}

/** The sample's ledger behind two servers: one that keeps answers, and one that executes every query. */
export interface TwoServers {
  ledger: Ledger;
  keeping: Served;
  executing: Served;
  budget: string;
  rows: { id: string; indicators: { id: string }[] }[];
  /** Gives a project a name that nothing had before; returns it with the position. */
  rename(row: number, actor?: string): Promise<{ name: string; position: string }>;
}

export async function twoServers(folder: ScratchFolder): Promise<TwoServers> {
  const ledger = await ledgerIn(folder);
  const { commands } = ledger.services;
  await importSamples(commands);
  const keeping = await serving(folder, ledger);
  const executing = await serving(folder, ledger, { replyCacheBytes: 0 });
  const text = '{ budgets { nodes { id projects { nodes { id indicators { id } } } } } }';
  const table = (await dataOf(await executing.post(text))).budgets.nodes[0];
  const budget = table.id;
  const rows = table.projects.nodes;
  let edited = 0;
  return {
    ledger,
    keeping,
    executing,
    budget,
    rows,
    async rename(row, actor) {
      const name = `第${(edited += 1)}次改名`;
      const edits: BudgetEdit[] = [{ type: 'RenameProject', projectId: rows[row]?.id ?? '', name }];
      const of = { budgetId: budget };
      const answer = await commands.edit({ ...requestOf(actor), of, expectedVersion: null, edits });
      if (answer.refused) throw answer.refusals[0] ?? new Error('refused');
      return { name, position: answer.done.position };
    },
  };
}

export function requestOf(actor = 'finance'): CommandRequest {
  return {
    caller: { actor: { id: actor, role: 'finance', unit: null, onBehalfOf: null }, requestId: 'request-1' },
    commandId: null,
    reason: null,
    basisDocument: null,
    payload: {},
    source: { kind: 'api' },
  };
}
