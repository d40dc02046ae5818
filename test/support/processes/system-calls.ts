import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The moment at which a system call began, or the one at which it came back. */
export interface Moment {
  call: string;
  /** The file that its first argument stands for. */
  file: string;
  /** The arguments as strace prints them. */
  text: string;
  /** What it came back with; null: it has only begun. */
  result: string | null;
}

interface Options {
  log: string;
  calls: readonly string[];
  /** Only calls on this file. */
  file?: string;
  /** A failure for some of the calls, in the words of strace's `-e inject=`. */
  inject?: string;
}

/** The command line that runs a program with all its threads under strace. */
export function underStrace({ log, calls, file, inject }: Options): string[] {
  return [
    'strace',
    '-f',
    '-qq',
    '-y',
    '-s',
    '40',
    '-o',
    log,
    '-e',
    `trace=${calls.join(',')}`,
    ...(file === undefined ? [] : ['-P', file]),
    ...(inject === undefined ? [] : ['-e', `inject=${inject}`]),
  ];
}

/** Why strace cannot be used on this machine; null: it can. */
export function whyNoStrace(): string | null {
  const directory = mkdtempSync(join(tmpdir(), 'budget-ledger-'));
  const [command = '', ...args] = underStrace({ log: join(directory, 'log'), calls: ['write'] });
  const { error, status, stderr } = spawnSync(command, [...args, process.execPath, '--version'], { encoding: 'utf8' });
  rmSync(directory, { recursive: true });
  if (error !== undefined) return `strace cannot be started: ${error.message}`;
  return status === 0 ? null : `strace does not work here: ${stderr.trim()}`;
}

/** What strace has written down, in the order in which it happened. */
export function momentsIn(log: string): Moment[] {
  const unfinished = new Map<string, Moment>();
  return readFileSync(log, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const resumed = /^(\d+) +<\.\.\. \w+ resumed>.*\) += (.*)$/.exec(line);
      const begun = /^(\d+) +(\w+)\((?:\d+<([^>]*)>)?(.*)$/.exec(line);
      if (resumed !== null) {
        const moment = unfinished.get(resumed[1] ?? '');
        return moment === undefined ? [] : [{ ...moment, result: resumed[2] ?? '' }];
      }
      if (begun === null) return [];
      const [, thread = '', call = '', file = '', text = ''] = begun;
      const begin: Moment = { call, file, text, result: null };
      const whole = /\) += ([^=]*)$/.exec(text);
      if (whole !== null) return [begin, { ...begin, result: whole[1] ?? '' }];
      unfinished.set(thread, begin);
      return [begin];
    });
}
