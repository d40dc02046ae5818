import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { underStrace, whyNoStrace } from '../support/processes/system-calls.js';
import { unless } from '../support/skipping.js';

const injected = unless(whyNoStrace(), 'a log that cannot be brought into its file', it);

afterEach(cleanUp);

const table = '{ budgets { nodes { basis { version } projects(first: 1) { nodes { entityId } } } } }';

async function newest(ledger: RunningLedger): Promise<{ version: number; projectId: string }> {
  const [{ basis, projects }] = (await ledger.data(table)).budgets.nodes;
  return { version: basis.version, projectId: projects.nodes[0].entityId };
}

/** Whatever is written to the file itself fails; its log can be written. */
async function startFailing(directory: string): Promise<RunningLedger> {
  const failing = underStrace({
    log: join(directory, 'strace.log'),
    calls: ['pwrite64'],
    file: join(directory, 'events', 'events.db'),
    inject: 'pwrite64:error=EIO:when=1+',
  });
  return startLedger(directory, {}, failing);
}

/** SIGTERM to the program itself: strace would end at it, and leave the program. */
async function stopTraced(ledger: RunningLedger): Promise<number> {
  const pid = Number(readFileSync(join(ledger.directory, 'events', 'writer.pid'), 'utf8'));
  const exited = once(ledger.process, 'exit');
  process.kill(pid, 'SIGTERM');
  const [code] = (await exited) as [number];
  return code;
}

function checkpointFaults(ledger: RunningLedger): object[] {
  return ledger
    .log()
    .map((line) => JSON.parse(line) as { level: number; cause?: string })
    .filter(({ cause }) => cause === 'CHECKPOINT');
}

describe('a log that cannot be brought into its file', () => {
  injected('is told once, at the latest at the stop, and loses nothing of what was acknowledged', async () => {
    const first = await startLedger(temporaryDirectory());
    const { directory } = first;
    const { projectId } = await newest(first);
    expect(await first.stop()).toBe(0);

    const failing = await startFailing(directory);
    const input = { projectId, goal: '保障业务开展' };
    const mutation = 'mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { version userErrors { code } } }';
    const { reviseGoal } = await failing.data(mutation, { input });
    expect(reviseGoal).toEqual({ version: 2, userErrors: [] });
    expect((await fetch(`${failing.url}/readyz`)).status).toBe(200);
    expect(await stopTraced(failing)).toBe(0);
    expect(checkpointFaults(failing)).toMatchObject([
      { level: 50, store: 'events', en: expect.stringContaining('do not remove it') },
    ]);

    const again = await startLedger(directory);
    expect((await newest(again)).version).toBe(2);
    expect(await again.stop()).toBe(0);
  });
});
