import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { withFiles } from '../../src/config-files.js';

const folder = mkdtempSync(join(tmpdir(), 'budget-ledger-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe('EVENT_STORE_FILE and READ_MODEL_FILE', () => {
  it('stand for the first line of a file, with or without its end', () => {
    const events = file('events', 'sqlite:one\n');
    const views = file('views', 'sqlite:two\r\nsecond line\n');
    const variables = withFiles({ DATA_DIR: folder, EVENT_STORE_FILE: events, READ_MODEL_FILE: views });
    expect(variables).toEqual({ DATA_DIR: folder, EVENT_STORE: 'sqlite:one', READ_MODEL: 'sqlite:two' });
    expect(readConfig(variables)).toMatchObject({ eventStore: { directory: join(folder, 'one') } });
  });

  it.each([
    ['a file that is not there', () => ({ EVENT_STORE_FILE: join(folder, 'none') }), 'ENOENT'],
    ['a folder', () => ({ READ_MODEL_FILE: folder }), 'EISDIR'],
    ['a file with nothing in its first line', () => ({ READ_MODEL_FILE: file('empty', '\nsqlite:') }), 'EMPTY'],
    [
      'a file beside the variable itself',
      () => ({ EVENT_STORE: 'sqlite:', EVENT_STORE_FILE: file('beside', 'sqlite:secret') }),
      'both set',
    ],
  ])('are refused where they name %s, and nothing of the file is shown', (_, variables, why) => {
    const reading = () => withFiles(variables());
    expect(reading).toThrow(why);
    expect(reading).not.toThrow('secret');
  });

  it('leave everything else as it was', () => {
    expect(withFiles({ HOST: 'localhost', EVENT_STORE: 'sqlite:x' })).toEqual({
      HOST: 'localhost',
      EVENT_STORE: 'sqlite:x',
    });
  });
});
