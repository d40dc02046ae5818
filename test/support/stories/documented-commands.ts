import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Example {
  script: string;
  /** As printed: of standard output, and of standard error. */
  stdout: string;
  stderr: string;
}

const fence = /```sh\n([^]*?)```(?:\s*```(?:text|json)\n([^]*?)```)?(?:\s*```stderr\n([^]*?)```)?/g;

/** The examples of a page, in their order. */
export function documentedExamples(page: string): Example[] {
  const found = readFileSync(page, 'utf8').matchAll(fence);
  return [...found].map(([, script = '', stdout = '', stderr = '']) => ({ script, stdout, stderr }));
}

/** Runs them one after the other, in a new folder that has nothing but the samples. */
export function runExamples(examples: readonly Example[]): Example[] {
  const folder = mkdtempSync(join(tmpdir(), 'budget-ledger-test-'));
  try {
    symlinkSync(resolve('samples'), join(folder, 'samples'));
    const program = `'${process.execPath}' '${resolve('dist/src/cli/main.js')}'`;
    return examples.map(({ script }) => {
      const { stdout, stderr } = spawnSync('sh', ['-c', script.replaceAll('npx budget-ledger', program)], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] ?? '', HOME: folder },
      });
      return { script, stdout: fit(stdout, folder), stderr: fit(stderr, folder) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fit(text: string, folder: string): string {
  return text
    .replaceAll(folder, '/srv/budget')
    .replaceAll(/[ \uFEFF]+$/gm, '')
    .replaceAll('\uFEFF', '')
    .replaceAll('\r', '');
}

/** Without what differs from run to run: ids, times, hashes, sizes. JSON in the page may be laid out. */
export function withoutChance(text: string): string {
  return plain(text)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[78][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\b[0-9a-f]{16,64}\b/g, (hash) => (/^\d+$/.test(hash) ? hash : '<hash>'))
    .replaceAll(/"cursor":"[^"]*"/g, '"cursor":"<cursor>"')
    .replaceAll(/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d{3}Z)?/g, '<time>')
    .replaceAll(/\d+(\.\d)? (KiB|MiB|GiB|字节)/g, '<size>')
    .replaceAll(/"ms":\d+/g, '"ms":<ms>');
}

function plain(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text.trim();
  }
}

/** Writes the answers into the page. */
export function writeExamples(page: string, answered: readonly Example[]): void {
  let next = 0;
  const text = readFileSync(page, 'utf8').replace(fence, (block, script: string) => {
    const { stdout, stderr } = answered[next++] ?? { stdout: '', stderr: '' };
    const kind = block.includes('```json') ? 'json' : 'text';
    const parts = ['```sh\n' + script + '```'];
    if (/```(text|json)/.test(block))
      parts.push('```' + kind + '\n' + (kind === 'json' ? laidOut(stdout) : stdout) + '```');
    if (block.includes('```stderr')) parts.push('```stderr\n' + stderr + '```');
    return parts.join('\n\n');
  });
  writeFileSync(page, text);
}

function laidOut(json: string): string {
  return `${JSON.stringify(JSON.parse(json), null, 2)}\n`;
}
