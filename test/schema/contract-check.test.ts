import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'budget-ledger-contract-'));
afterAll(() => rmSync(folder, { recursive: true }));

const released = readFileSync('schema/released.graphql', 'utf8');

/** What the check says of the released contract with one text in the place of another. */
function checked(text: string, instead: string): { status: number | null; stdout: string; stderr: string } {
  expect(released).toContain(text);
  const file = join(folder, 'changed.graphql');
  writeFileSync(file, released.replace(text, instead));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-contract.js', file], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the check against the released contract', () => {
  it('lets what is only added pass, and what is the same', () => {
    const said = { status: 0, stdout: '', stderr: '' };
    expect(checked('type Basis {', 'type Basis {')).toEqual(said);
    expect(checked('type Basis {', 'type Basis {\n  added: Int')).toEqual(said);
  });

  it.each([
    ['a field is gone', 'localMode: Boolean!', 'isLocal: Boolean!', 'Viewer.localMode was removed'],
    ['a field may be null', 'localMode: Boolean!', 'localMode: Boolean', 'Viewer.localMode changed type'],
    ['a field needs more', 'nodes(', 'nodes(more: Int!, ', 'more on Query.nodes'],
    ['an input needs more', 'input DraftAt {', 'input DraftAt {\n  more: Int!', 'more on input type DraftAt'],
    [
      'an enum has less',
      'enum DeltaSign {',
      'enum DeltaSign {\n  OTHER\n}\nenum Former {',
      'was removed from enum type',
    ],
  ])('fails where %s, and names it', (_, text, instead, named) => {
    const { status, stderr } = checked(text, instead);
    expect(status).toBe(1);
    expect(stderr).toContain('Breaks clients of schema/released.graphql: ');
    expect(stderr).toContain(named);
  });

  it('says what may surprise a client, and passes', () => {
    const { status, stdout, stderr } = checked('enum DeltaSign {', 'enum DeltaSign {\n  NEITHER');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('May surprise a client: NEITHER was added to enum type DeltaSign');
  });

  it('takes a deprecation only with the day from which on it may go', () => {
    const deprecated = (reason: string) =>
      checked('localMode: Boolean!', `localMode: Boolean! @deprecated(reason: "${reason}")`);
    expect(deprecated('Ask `actor`. It may go from 2030-01-31 on.').status).toBe(0);
    const { status, stderr } = deprecated('Ask `actor`.');
    expect(status).toBe(1);
    expect(stderr).toContain('A deprecation without a day');
  });
});
