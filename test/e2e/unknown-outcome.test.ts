import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { underStrace, whyNoStrace } from '../support/processes/system-calls.js';
import { unless } from '../support/skipping.js';

const injected = unless(whyNoStrace(), 'an edit whose outcome is unknown', it);

afterAll(cleanUp);

const table = '{ budgets { nodes { id basis { version } projects(first: 1) { nodes { id goal } } } } }';

async function revise(ledger: RunningLedger, projectId: string) {
  const input = { projectId, goal: '保障业务开展', commandId: 'edit-1' };
  return ledger.query(
    'mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { version userErrors { code } } }',
    { input },
  );
}

describe('an edit whose sync failed', () => {
  injected('is told as unknown, and sent again after a restart it is there once', async () => {
    const directory = temporaryDirectory();
    const first = await startLedger(directory);
    const [{ id }] = (await first.data(table)).budgets.nodes[0].projects.nodes;
    expect(await first.stop()).toBe(0);

    const failing = underStrace({
      log: join(directory, 'strace.log'),
      calls: ['fsync', 'fdatasync'],
      file: join(directory, 'events', 'events.db-wal'),
      inject: 'fsync,fdatasync:error=EIO:when=1+',
    });
    const broken = await startLedger(directory, {}, failing);
    const [error] = (await revise(broken, id)).errors ?? [];
    expect(error?.extensions.code).toBe('OUTCOME_UNKNOWN');
    expect(error?.message).toContain('edit-1');
    expect((await fetch(`${broken.url}/readyz`)).status).toBe(503);
    await broken.kill();

    const again = await startLedger(directory);
    const recorded = { version: 2, userErrors: [] };
    expect((await revise(again, id)).data?.reviseGoal).toEqual(recorded);
    expect((await revise(again, id)).data?.reviseGoal).toEqual(recorded);
    const [budget] = (await again.data(table)).budgets.nodes;
    expect(budget).toMatchObject({ basis: { version: 2 }, projects: { nodes: [{ goal: '保障业务开展' }] } });
  });
});
