import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../clients/contract.js';
import { dropStores } from '../ledgers/drop-stores.js';
import { storesOf } from '../ledgers/pair.js';

/** An error of GraphQL as a client reads it. */
export interface Fault {
  message: string;
  path?: string[];
  extensions: { code: string; messageEn: string; argument?: string[] };
}

/** An answer of GraphQL as a client reads it. */
export interface Reply {
  status: number;
  data?: Answer;
  errors?: Fault[];
}

export interface RunningLedger {
  url: string;
  directory: string;
  process: ChildProcess;
  /** Every line of the log so far. */
  log(): readonly string[];
  /** The first line of the log, past or to come, that has all these members. */
  logged(members: Record<string, unknown>): Promise<Record<string, unknown>>;
  query(query: string, variables?: object, headers?: Record<string, string>): Promise<Reply>;
  /**
   * The data alone. `Asked`: what is answered under aliases.
   * @throws if there were errors
   */
  data<Asked = Answer>(query: string, variables?: object, headers?: Record<string, string>): Promise<Asked>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, in the middle of whatever it does. */
  kill(): Promise<void>;
}

/** The program ended before it answered anything. */
export class EndedEarly extends Error {
  override readonly name = 'EndedEarly';
  constructor(
    /** null: a signal ended it. */
    readonly code: number | null,
    readonly signal: NodeJS.Signals | null,
    readonly log: readonly string[],
  ) {
    super(`ended with ${code ?? signal} before it served:\n${log.join('\n')}`);
  }
}

const running = new Set<ChildProcess>();
const directories = new Set<string>();

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'budget-ledger-test-'));
  directories.add(directory);
  return directory;
}

/** For `afterAll`: ends what a test has left running, and removes what it wrote. */
export async function cleanUp(): Promise<void> {
  for (const child of running) {
    end(child);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  for (const directory of directories) {
    await dropStores(directory);
    rmSync(directory, { recursive: true, force: true });
  }
  running.clear();
  directories.clear();
}

/** SIGKILL, to the whole group where it leads one: a process that is traced outlives its tracer. */
function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const leads = child.spawnargs[0] !== process.execPath;
  process.kill(leads ? -child.pid : child.pid, 'SIGKILL');
}

/**
 * The program as `npm start` runs it, in a process of its own, on a free port of 127.0.0.1.
 * @param under a command that runs it
 * @param from when it is given back: when it serves, or as soon as it listens, whatever it waits for
 * @throws EndedEarly
 */
export async function startLedger(
  directory = temporaryDirectory(),
  environment: Record<string, string> = {},
  under: readonly string[] = [],
  from: 'SERVING' | 'LISTENING' = 'SERVING',
): Promise<RunningLedger> {
  const [command = '', ...args] = [...under, process.execPath, '--enable-source-maps', 'dist/src/main.js'];
  const child = spawn(command, args, {
    // With what runs it, it is a group of its own, which can be ended as a whole.
    detached: under.length > 0,
    env: { ...process.env, DATA_DIR: directory, PORT: '0', ...storesOf(directory), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const log: string[] = [];
  const lines = createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  void exited.then(() => running.delete(child));
  const saysThatItServes = once(createInterface({ input: child.stdout }), 'line').then(([line]) => String(line));
  const said = await Promise.race([
    from === 'SERVING' ? saysThatItServes : logged({ msg: 'listening' }).then(({ url: at }) => `${String(at)}/graphql`),
    exited.then(([code, signal]) => Promise.reject(new EndedEarly(code, signal, log))),
  ]);
  const url = /http:\/\/\S+(?=\/graphql)/.exec(said)?.[0] ?? '';

  async function query(text: string, variables: object = {}, headers: Record<string, string> = {}): Promise<Reply> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: text, variables }),
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  async function logged(members: Record<string, unknown>): Promise<Record<string, unknown>> {
    for (let next = 0; ; next += 1) {
      if (log[next] === undefined) await once(lines, 'line');
      const entry = JSON.parse(log[next] ?? '{}') as Record<string, unknown>;
      if (Object.entries(members).every(([name, value]) => isDeepStrictEqual(entry[name], value))) return entry;
    }
  }

  return {
    url,
    directory,
    process: child,
    log: () => log,
    logged,
    query,
    async data<Asked>(text: string, variables?: object, headers?: Record<string, string>) {
      const { data, errors } = await query(text, variables, headers);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data as Asked;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
    async kill() {
      end(child);
      await exited;
    },
  };
}
