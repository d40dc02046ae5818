import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const rooms = ['events', 'projections', 'services', 'schema', 'src', 'web', 'test', 'bench'];

/** Files of a folder as paths from the root; none if there is no such folder. */
function filesIn(folder: string): string[] {
  const entries = readdirSync('.', { withFileTypes: true }).some(({ name }) => name === folder.split('/')[0])
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
    : [];
  return entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
}

/** What benches measure beside us brings packages of its own, named by others. */
const files = rooms.flatMap(filesIn).filter((file) => !file.includes('/node_modules/'));
const tests = files.filter((file) => file.endsWith('.test.ts'));

describe('the house', () => {
  it('names every file and folder in kebab-case', () => {
    // Documents that a reader looks for by name are written large, as everywhere.
    const kebab = /^([A-Z]+\.md|[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*)$/;
    expect(files.filter((file) => file.split('/').some((part) => !kebab.test(part)))).toEqual([]);
  });

  it('names no file after a container for anything', () => {
    const vague = /(^|[/.-])(utils?|helpers?|managers?|misc|common|stuff|data\d)(?=[/.-])/;
    expect(files.filter((file) => vague.test(file))).toEqual([]);
  });

  it('binds every adapter to the contract suite of its port in under 20 lines', () => {
    const adapters = new Set(
      files.map((file) => /^src\/adapters\/([^/]+)\/([^/]+)\//.exec(file)).flatMap((m) => m?.[0] ?? []),
    );
    const bindings = tests
      .map((file) => readFileSync(file, 'utf8'))
      .filter((text) => text.trimEnd().split('\n').length < 20);
    const isBound = (adapter: string): boolean => {
      const suite = new RegExp(`'(\\.{1,2}/)+(contracts/)?${adapter.split('/')[2] ?? ''}`);
      return bindings.some((text) => text.includes(`/${adapter}`) && suite.test(text));
    };
    expect([...adapters].filter((adapter) => !isBound(adapter))).toEqual([]);
  });
});
