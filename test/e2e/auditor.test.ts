import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

describe('docs/auditor.md', () => {
  it('asks eighteen questions, all but one in both ways, and gets the answers that it prints', () => {
    const page = readFileSync('docs/auditor.md', 'utf8');
    expect(page.match(/^## \d+\./gm)).toHaveLength(18);
    expect(page.match(/^```graphql\n[^]*?```\s*```json\n\{/gm)).toHaveLength(18);
    expect(page.match(/^```sh\nnpx budget-ledger [^]*?```\s*```text\n\S/gm)).toHaveLength(17);

    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/demo.js', '--check', 'docs/auditor.md'], {
      encoding: 'utf8',
    });

    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
