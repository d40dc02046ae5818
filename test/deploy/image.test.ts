import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stages, wordsOf } from '../support/stories/containers.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';

const program = stages().find(({ name }) => name === 'program');
if (program === undefined) throw new Error('the Dockerfile has no stage for the program');
const instructions = program.instructions;
const texts = (name: string) => instructions.filter((each) => each.name === name).map(({ text }) => text);
const entrypoint = wordsOf(program, 'ENTRYPOINT');

/** What the image has under its /app, and nothing else; the packages that are installed stand in for those of the image. */
let app = '';
let data = '';
beforeAll(() => {
  app = temporaryDirectory();
  data = temporaryDirectory();
  for (const copy of texts('COPY')) {
    const [, from = '', to = ''] = /^--from=build \/app\/(\S+) (\S+)$/.exec(copy) ?? [];
    if (from === '') throw new Error(`not understood: COPY ${copy}`);
    const target = to === './' ? join(app, from) : join(app, to);
    mkdirSync(dirname(target), { recursive: true });
    if (from === 'node_modules') symlinkSync(resolve(from), target);
    else cpSync(from, target, { recursive: true });
  }
});
afterAll(cleanUp);

function run(words: readonly string[], environment: Record<string, string> = {}) {
  const [command = '', ...args] = words;
  expect(command).toBe('node');
  return spawnSync(process.execPath, args, {
    cwd: app,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: data, ...environment },
  });
}

describe('the image of the program', () => {
  it('runs without privileges', () => {
    expect(texts('USER')).toEqual(['node']);
  });

  it('lets into its build what the build reads, and nothing else that lies about', () => {
    const allowed = readFileSync('.dockerignore', 'utf8').match(/(?<=^!).+$/gm) ?? [];
    const { include } = JSON.parse(readFileSync('tsconfig.json', 'utf8')) as { include: string[] };
    const read = [
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'docs/tour.md',
      'docs/tour.zh-CN.md',
      'scripts',
      'samples',
      'deploy',
      'web',
    ];
    expect([...allowed].sort()).toEqual([...read, ...include].sort());
  });

  it('has all that the program needs: it serves the sample, is healthy once it does, and stops with 0', async () => {
    const [, ...args] = [...entrypoint, ...wordsOf(program, 'CMD')];
    const server: ChildProcess = spawn(process.execPath, args, {
      cwd: app,
      env: { PATH: process.env['PATH'] ?? '', DATA_DIR: data, PORT: '0', NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const exited = once(server, 'exit');
    if (server.stdout === null) throw new Error('no standard output');
    const [line] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    const [, port = ''] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line) ?? [];
    const page = await fetch(`http://127.0.0.1:${port}/graphiql`);
    expect(page.status).toBe(200);
    const health = run(wordsOf(program, 'HEALTHCHECK'), { PORT: port });
    expect({ status: health.status, said: JSON.parse(health.stdout) as unknown }).toMatchObject({
      status: 0,
      said: { ready: true },
    });
    server.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
    const after = run(wordsOf(program, 'HEALTHCHECK'), { PORT: port });
    expect({ status: after.status, said: after.stdout }).toMatchObject({
      status: 1,
      said: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('has the command line, as the service "cli" calls it', () => {
    const { status, stdout } = run([...entrypoint, 'doctor', '--json'], { DATA_DIR: temporaryDirectory() });
    expect({ status, said: JSON.parse(stdout) as unknown }).toMatchObject({ status: 0, said: { sound: true } });
  });

  it('says in a sentence that MongoDB could not be set up, where there is none', () => {
    const secrets = temporaryDirectory();
    spawnSync('sh', ['-c', 'echo one >root-password; echo two >program-password'], { cwd: secrets });
    const { status, stderr } = run(['node', 'deploy/set-up-mongodb.js', '127.0.0.1:1', secrets, '0']);
    expect({ status, said: stderr }).toMatchObject({
      status: 1,
      said: expect.stringMatching(/^MongoDB at 127\.0\.0\.1:1 could not be set up: .*ECONNREFUSED/),
    });
  });
});
