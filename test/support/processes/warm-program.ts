import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { CommandLine } from './warm-program.process.js';

/** What a command wrote, and its exit code, or the signal that ended it. */
export interface Said {
  code: number | NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A process that has started the program once, for one command after another. */
export interface WarmProgram {
  /** Commands that are asked for at the same time run one after the other. */
  run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said>;
  /** Ends the process; the next command would start another. */
  end(): Promise<void>;
}

const script = new URL('./warm-program.process.js', import.meta.url);

export function warmProgram(): WarmProgram {
  let process: ChildProcess | null = null;
  let last: Promise<unknown> = Promise.resolve();

  function started(env: NodeJS.ProcessEnv): ChildProcess {
    const child = fork(script, { env, execArgv: ['--expose-gc'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child.once('exit', () => (process = null));
    return child;
  }

  return {
    run(args, env) {
      const next = last.then(() => perform((process ??= started(env)), { args, env, end: `<${randomUUID()}>` }));
      last = next.catch(() => undefined);
      return next;
    },
    async end() {
      const child = process;
      if (child === null) return;
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Sends it the command; that has ended when both outputs say so and the code has come, or when the process ends. */
function perform(child: ChildProcess, command: CommandLine): Promise<Said> {
  return new Promise((resolve, reject) => {
    const said: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
    const textOf = (output: 'stdout' | 'stderr') => Buffer.concat(said[output]).toString();
    let code: number | null = null;

    const hear = { stdout: hearing('stdout'), stderr: hearing('stderr') };
    child.stdout?.on('data', hear.stdout);
    child.stderr?.on('data', hear.stderr);
    child.on('message', ended);
    child.once('close', died);
    child.once('error', reject);
    child.send(command);

    function hearing(output: 'stdout' | 'stderr') {
      return (chunk: Buffer): void => {
        said[output].push(chunk);
        answerWhenWhole();
      };
    }
    function ended(message: unknown): void {
      code = Number(message);
      answerWhenWhole();
    }
    function died(exitCode: number | null, signal: NodeJS.Signals | null): void {
      answer(exitCode ?? signal);
    }
    function answerWhenWhole(): void {
      if (code !== null && textOf('stdout').endsWith(command.end) && textOf('stderr').endsWith(command.end))
        answer(code);
    }
    function answer(how: Said['code']): void {
      child.stdout?.off('data', hear.stdout);
      child.stderr?.off('data', hear.stderr);
      child.off('message', ended);
      child.off('close', died);
      child.off('error', reject);
      const [stdout, stderr] = [textOf('stdout'), textOf('stderr')].map((text) => text.replace(command.end, ''));
      resolve({ code: how, stdout: stdout ?? '', stderr: stderr ?? '' });
    }
  });
}
