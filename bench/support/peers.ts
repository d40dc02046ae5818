import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const peers = 'bench/peers';

export interface Running {
  /** Of its GraphQL. */
  url: string;
  stop(): Promise<void>;
}

/** Installs what others made, as their lockfile names it, if it is not there yet. */
export function installPeers(folder = peers): void {
  if (existsSync(join(folder, 'node_modules'))) return;
  console.error(`installing the peers of ${folder} …`);
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** A server in a process of its own, from the address that it prints. */
export async function startServerProcess(args: string[], environment: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const printed = once(createInterface({ input: child.stdout }), 'line');
  const [line] = (await Promise.race([
    printed,
    ended.then(([code]) => Promise.reject(new Error(`${args.join(' ')} ended with ${code}`))),
  ])) as [string];
  return {
    url: /http:\/\/\S+/.exec(line)?.[0] ?? '',
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
