import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { onSqlite } from '../support/ledgers/on-sqlite.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { twoVersions } from '../support/stories/edited-sample.js';

afterAll(cleanUp);

let directory = '';

function viewsFile(): string {
  const name = readdirSync(join(directory, 'views')).find((each) => each.endsWith('.db')) ?? '';
  return join(directory, 'views', name);
}

/** Puts other bytes in the place of a text, wherever the file has it; the file keeps its length. */
function alter(file: string, text: string, bytes: Uint8Array): void {
  const found = readFileSync(file);
  let times = 0;
  for (let at = found.indexOf(text); at >= 0; at = found.indexOf(text, at + 1), times += 1) found.set(bytes, at);
  expect(times).toBeGreaterThan(0);
  writeFileSync(file, found);
}

const other = Buffer.from('商贸');
/** No UTF-8. */
const broken = Uint8Array.of(0xff, 0xfe);

const doctor = async (...args: string[]) => {
  const { code, json } = await budgetLedger(directory, ['doctor', '--json', ...args]);
  const checks = json<{ checks: { status: string; messageEn: string }[] }>().checks;
  return { code, problems: checks.filter(({ status }) => status === 'problem').map(({ messageEn }) => messageEn) };
};

const table = '{ budgets { nodes { contentHash projects { nodes { name goal } } } } }';

onSqlite('a closed ledger whose files were altered', 'looks into its files', () => {
  let original = '';
  beforeAll(async () => {
    original = temporaryDirectory();
    await twoVersions(original);
  });
  beforeEach(() => {
    directory = temporaryDirectory();
    cpSync(original, directory, { recursive: true });
  });

  it.each([
    ['by another text', other],
    ['by bytes that are no text', broken],
  ])('does not start on events that were altered %s, and doctor names the first of them', async (_what, bytes) => {
    const file = join(directory, 'events/events.db');
    alter(file, '商务', bytes);

    const started = await budgetLedger(directory, ['serve', '--json'], { env: { PORT: '0' } });
    expect(started.code).toBe(6);
    expect(started.stderr).toContain(`${file} was altered, or is damaged`);
    expect(started.stderr).toContain('restore a backup');

    const { code, problems } = await doctor('--full');
    expect(code).toBe(6);
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringContaining('the bytes are not those that it was closed with'),
        expect.stringMatching(/The event at \d{16} has another body than the hash beside it was made of/),
      ]),
    );
  });

  it.each([
    ['by another text', other],
    ['by bytes that are no text', broken],
  ])('makes views anew that were altered %s, and answers as before', async (_what, bytes) => {
    const before = await startLedger(directory);
    const right = await before.data(table);
    await before.stop();
    alter(viewsFile(), '商务', bytes);
    expect(await doctor()).toMatchObject({ code: 6, problems: [expect.stringContaining('budget-ledger rebuild')] });
    expect((await budgetLedger(directory, ['show', '--json'])).code).toBe(3);

    const server = await startLedger(directory);
    expect(await server.data(table)).toEqual(right);
    await server.stop();
    expect(await doctor('--full')).toEqual({ code: 0, problems: [] });
  });
});
