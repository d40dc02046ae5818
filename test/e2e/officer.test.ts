import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

describe('docs/officer.md', () => {
  it('takes a table from 一上 to an adjustment, step by step, and gets the answers that it prints', () => {
    const page = readFileSync('docs/officer.md', 'utf8');
    expect(page.match(/^## \d+\./gm)).toHaveLength(13);
    expect(page.match(/^```graphql\n[^]*?```\s*```json\n\{/gm)?.length).toBeGreaterThanOrEqual(20);
    expect(page.match(/^```sh\nnpx budget-ledger [^]*?```\s*```text\n\S/gm)).toHaveLength(2);

    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/demo.js', '--check', 'docs/officer.md'], {
      encoding: 'utf8',
    });

    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
