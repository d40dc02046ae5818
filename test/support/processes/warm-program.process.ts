/**
 * The program, started once for many commands: it runs each command line that it is sent as a process of its own would,
 * writes `end` to both of its outputs behind what the command said, and sends the exit code back.
 */
import { exitCodes } from '../../../src/cli/failures.js';
import { run } from '../../../src/cli/run.js';

export interface CommandLine {
  args: readonly string[];
  env: Record<string, string | undefined>;
  /** What no command prints. */
  end: string;
}

const outputs = [process.stdout, process.stderr];
/** After these nothing of a command goes on; any other may have left threads behind, which end with the process. */
const harmless: readonly number[] = [
  exitCodes.done,
  exitCodes.usage,
  exitCodes.notFound,
  exitCodes.refused,
  exitCodes.locked,
  exitCodes.unsound,
];

process.on('message', (message) => void perform(message as CommandLine));
process.once('disconnect', () => process.exit());

async function perform({ args, env, end }: CommandLine): Promise<void> {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  const code = await run(args);
  if (!harmless.includes(code)) process.exit(code);
  await closeDatabases();
  for (const output of outputs) {
    // Each command listens for a reader that goes away.
    output.removeAllListeners('error');
    output.write(end);
  }
  process.send?.(code);
}

/** A database that a command has closed is open until its statements are collected; the end of a process closes it. */
async function closeDatabases(): Promise<void> {
  for (let round = 1; round <= 2; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
