import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { afterAll } from '@jest/globals';
import { storesOf } from '../ledgers/pair.js';
import { isFullProfile } from '../random/cases.js';
import type { Said } from './warm-program.js';
import { warmProgram } from './warm-program.js';

/** What one command of `budget-ledger` said, and how it ended. */
export interface Ended extends Said {
  /** Standard output as one JSON document; `Answer`: what of it is read. */
  json<Answer = any>(): Answer;
  /** Standard output as a line of JSON for each row. */
  rows<Answer = any>(): Answer[];
}

export interface Options {
  env?: Record<string, string>;
  /** In a process of its own, whatever the profile: beside another command, or as a shell would. */
  fresh?: boolean;
  /** Of another user than the tests'; only root may say so. */
  uid?: number;
  /** A command line that runs it, such as strace. */
  under?: readonly string[];
  /** Handed the process as soon as it runs. */
  onStart?: (child: ChildProcess) => void;
}

const program = new URL('../../../src/cli/main.js', import.meta.url).pathname;
const warm = warmProgram();
afterAll(() => warm.end());

/**
 * Runs the command line on a data folder; nothing of the tests' own environment colours it. The full profile starts a
 * process for each command, as a shell does. Starting takes longer than most commands, so the quick one has a single
 * process for all commands of a test file that need none of their own.
 */
export async function budgetLedger(directory: string, args: readonly string[], options: Options = {}): Promise<Ended> {
  const env = { ...plainEnvironment(), DATA_DIR: directory, ...storesOf(directory), ...options.env };
  const isFresh = isFullProfile || needsItsOwn(options);
  const said = await (isFresh ? runFresh(args, env, options) : warm.run(args, env));
  return {
    ...said,
    json: () => JSON.parse(said.stdout),
    rows: () =>
      said.stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

function needsItsOwn({ fresh, uid, under, onStart }: Options): boolean {
  return fresh === true || uid !== undefined || under !== undefined || onStart !== undefined;
}

function runFresh(args: readonly string[], env: NodeJS.ProcessEnv, options: Options): Promise<Said> {
  const { uid, under = [], onStart } = options;
  const [command = '', ...rest] = [...under, process.execPath, program, ...args];
  const child = spawn(command, rest, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  onStart?.(child);
  const said = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout?.on('data', (chunk: Buffer) => said.stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => said.stderr.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({
        code: code ?? signal,
        stdout: Buffer.concat(said.stdout).toString(),
        stderr: Buffer.concat(said.stderr).toString(),
      });
    });
  });
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR: _plain, FORCE_COLOR: _coloured, COLUMNS: _wide, ...rest } = process.env;
  return rest;
}
