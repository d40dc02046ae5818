import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

export interface PostgreSql {
  url: string;
  stop(): Promise<void>;
}

/** Nothing of it has to outlive the tests. FerretDB makes a table of each collection and locks it when it drops one. */
const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '320',
  max_locks_per_transaction: '1024',
  unix_socket_directories: '',
  listen_addresses: '127.0.0.1',
};

/** A cluster of its own in a scratch folder, on a free port of 127.0.0.1, behind a password. @throws Error */
export async function startPostgreSql(): Promise<PostgreSql> {
  const bin = binaries();
  const user = unprivileged();
  const folder = mkdtempSync(join(tmpdir(), 'budget-ledger-postgresql-'));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const password = randomUUID();
  let server: ChildProcess | null = null;

  async function stop(): Promise<void> {
    if (server?.exitCode === null && server.signalCode === null) {
      // SIGINT: it ends connections and does not wait for them.
      server.kill('SIGINT');
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (user !== null) for (const each of [folder, passwordFile]) chownSync(each, user.uid, user.gid);
    const made = spawnSync(
      join(bin, 'initdb'),
      [
        '-D',
        data,
        '-U',
        'ferretdb',
        '-A',
        'scram-sha-256',
        `--pwfile=${passwordFile}`,
        '-E',
        'UTF8',
        '--no-locale',
        '--no-sync',
      ],
      { cwd: folder, encoding: 'utf8', ...user },
    );
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr.trim().split('\n').at(-1)}`);
    const port = await freePort();
    const args = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    server = spawn(join(bin, 'postgres'), ['-D', data, ...args], { cwd: folder, stdio: 'ignore', ...user });
    const started = server;
    const url = `postgres://ferretdb:${password}@127.0.0.1:${port}/postgres?pool_max_conns=300`;
    const isReady = () =>
      spawnSync(join(bin, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0;
    // It says nothing when it takes connections: it has to be asked.
    for (let tries = 0; !isReady(); tries += 1) {
      if (tries > 300 || started.exitCode !== null) throw new Error('PostgreSQL did not start');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Debian keeps them apart by version, outside the path. */
function binaries(): string {
  const versions = '/usr/lib/postgresql';
  const found = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(versions, version, 'bin'))
    : [];
  const all = [...found, ...(process.env['PATH'] ?? '').split(':')];
  const bin = all.find((each) => ['initdb', 'postgres', 'pg_isready'].every((name) => existsSync(join(each, name))));
  if (bin === undefined) throw new Error('PostgreSQL is not installed (initdb, postgres, pg_isready)');
  return bin;
}

/** PostgreSQL refuses to be run by root; its package makes a user for it. */
function unprivileged(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = ['-u', '-g'].map((option) =>
    Number(spawnSync('id', [option, 'postgres'], { encoding: 'utf8' }).stdout),
  );
  if (uid === undefined || gid === undefined || !(uid > 0))
    throw new Error('there is no user postgres to run PostgreSQL as');
  return { uid, gid };
}
