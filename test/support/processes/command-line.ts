import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

/** What one command of `budget-ledger` said, and how it ended. */
export interface Ended {
  /** The exit code, or the signal that ended it. */
  code: number | NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Standard output as one JSON document; `Said`: what of it is read. */
  json<Said = any>(): Said;
  /** Standard output as a line of JSON for each row. */
  rows<Said = any>(): Said[];
}

export interface Options {
  env?: Record<string, string>;
  cwd?: string;
  /** Of another user than the tests'; only root may say so. */
  uid?: number;
  /** A command line that runs it, such as strace. */
  under?: readonly string[];
  /** Handed the process as soon as it runs. */
  onStart?: (child: ChildProcess) => void;
}

const program = new URL('../../../src/cli/main.js', import.meta.url).pathname;

/** Runs the command line in a process of its own, on a data folder; nothing of the tests' own environment colours it. */
export function budgetLedger(directory: string, args: readonly string[], options: Options = {}): Promise<Ended> {
  const { env = {}, cwd, uid, under = [], onStart } = options;
  const [command = '', ...rest] = [...under, process.execPath, '--enable-source-maps', program, ...args];
  const child = spawn(command, rest, {
    env: { ...plainEnvironment(), DATA_DIR: directory, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  onStart?.(child);
  const said = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout?.on('data', (chunk: Buffer) => said.stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => said.stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const stdout = Buffer.concat(said.stdout).toString();
      const stderr = Buffer.concat(said.stderr).toString();
      resolve({
        code: code ?? signal,
        stdout,
        stderr,
        json: () => JSON.parse(stdout),
        rows: () =>
          stdout
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line)),
      });
    });
  });
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: _plain, FORCE_COLOR: _coloured, COLUMNS: _wide, ...rest } = process.env;
  return rest;
}
