import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface Child<Said> {
  pid: number;
  /** Everything that it has said so far: one JSON object a line. */
  said: readonly Said[];
  /** Waits until what it has said is enough; fails if the process ends before. */
  until(enough: (said: readonly Said[]) => boolean): Promise<void>;
  /** How the process ended: its exit code, or the signal. */
  ended: Promise<number | NodeJS.Signals | null>;
  /** SIGKILL, by its process id; resolves when it has ended. */
  kill(): Promise<void>;
}

/**
 * Starts a compiled script of this folder, which speaks on file descriptor 3, in a process of its own; `under` is a
 * command that runs it.
 */
export function startChild<Said>(script: string, args: readonly string[], under: readonly string[] = []): Child<Said> {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const [command = '', ...rest] = [...under, process.execPath, file, ...args];
  const child = spawn(command, rest, { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
  const [input, , stderr, voice] = child.stdio as [Writable, null, Readable, Readable, undefined];
  const said: Said[] = [];
  /** A line that the process was killed in is no line. */
  let unfinished = '';
  let errors = '';
  let hasEnded = false;
  const listeners = new Set<() => void>();
  const tell = (): void => listeners.forEach((listener) => listener());

  stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  input.on('error', () => undefined);
  voice.setEncoding('utf8').on('data', (text: string) => {
    const lines = (unfinished + text).split('\n');
    unfinished = lines.pop() ?? '';
    said.push(...lines.map((line) => JSON.parse(line) as Said));
    tell();
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      hasEnded = true;
      resolve(code ?? signal);
      tell();
    });
  });

  return {
    pid: child.pid ?? 0,
    said,
    ended,
    until: (enough) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (enough(said)) resolve();
          else if (hasEnded) reject(new Error(`the process ended before it had said that: ${errors}`));
          else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
    async kill() {
      input.end();
      if (!hasEnded && child.pid !== undefined) child.kill('SIGKILL');
      await ended;
    },
  };
}
