import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const sources = 'test/support/engines/ferretdb';
const module = 'github.com/FerretDB/FerretDB';

/**
 * FerretDB 1.24 keeps a connection to PostgreSQL for every update of one command until the command ends, so a bulk write
 * of more updates than there are connections waits for ever.
 */
const patched = {
  file: 'internal/handler/msg_update.go',
  behind: 'result, err := common.UpdateDocument(ctx, c, "update", iter, &u)\n',
  inserted: '\t\tcloser.Close()\n',
};

/** Builds the server once for what it is made of: a few minutes the first time. @returns the program @throws Error */
export function buildFerretDb(): string {
  const made = ['main.go', 'go.mod', 'go.sum'].map((name) => readFileSync(join(sources, name), 'utf8'));
  const version = createHash('sha256')
    .update(JSON.stringify([...made, patched]))
    .digest('hex')
    .slice(0, 16);
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'budget-ledger');
  const program = join(cache, `ferretdb-${version}`);
  if (existsSync(program)) return program;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'budget-ledger-ferretdb-'));
  try {
    for (const name of ['main.go', 'go.mod', 'go.sum']) cpSync(join(sources, name), join(folder, name));
    run(folder, ['mod', 'download', module]);
    patch(run(folder, ['list', '-m', '-f', '{{.Dir}}', module]).trim(), join(folder, 'ferretdb'));
    run(folder, ['mod', 'edit', '-replace', `${module}=./ferretdb`]);
    run(folder, ['build', '-o', `${program}.${process.pid}`, '.']);
    renameSync(`${program}.${process.pid}`, program);
    return program;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function patch(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  makeWritable(to);
  const file = join(to, patched.file);
  const text = readFileSync(file, 'utf8');
  if (text.split(patched.behind).length !== 2) throw new Error(`${patched.file} is not what the patch was made for`);
  writeFileSync(file, text.replace(patched.behind, `${patched.behind}${patched.inserted}`));
}

/** Go keeps its modules read-only. */
function makeWritable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const each of readdirSync(folder, { withFileTypes: true })) {
    if (each.isDirectory()) makeWritable(join(folder, each.name));
    else chmodSync(join(folder, each.name), 0o644);
  }
}

function run(cwd: string, args: readonly string[]): string {
  const env = { ...process.env, GOFLAGS: '-buildvcs=false', GOWORK: 'off' };
  const { status, stdout, stderr, error } = spawnSync('go', args, { cwd, env, encoding: 'utf8', timeout: 600_000 });
  if (error !== undefined) throw new Error(`Go is not there (${error.message})`);
  if (status !== 0) throw new Error(`go ${args[0]} failed: ${stderr.trim().split('\n').at(-1)}`);
  return stdout;
}
