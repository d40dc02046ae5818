import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

afterAll(cleanUp);

const dayMs = 24 * 3_600_000;
const clock = fileURLToPath(new URL('../support/processes/moved-clock.process.js', import.meta.url));

function movedBy(days: number): Record<string, string> {
  return { NODE_OPTIONS: `--import=${clock}`, CLOCK_OFFSET_MS: String(days * dayMs) };
}

const table =
  'query($at: At) { budgets(at: $at) { nodes { basis { version position recordedAt } projects(first: 1) { nodes { entityId } } } } }';

async function newest(ledger: RunningLedger, at: object | null = null) {
  const { budgets } = await ledger.data(table, { at });
  const [{ basis, projects }] = budgets.nodes;
  return { ...basis, projectId: projects.nodes[0].entityId } as {
    version: number;
    position: string;
    recordedAt: string;
    projectId: string;
  };
}

async function revise(ledger: RunningLedger, projectId: string, goal: string) {
  const input = { projectId, goal };
  const mutation =
    'mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { version position userErrors { code } } }';
  const { data, errors } = await ledger.query(mutation, { input });
  return { saved: data?.reviseGoal as { version: number; position: string } | undefined, error: errors?.[0] };
}

async function readiness({ url }: RunningLedger): Promise<{ status: number; reasons: string }> {
  const response = await fetch(`${url}/readyz`);
  const { reasons } = (await response.json()) as { reasons: string[] };
  return { status: response.status, reasons: reasons.join() };
}

describe('a ledger on a machine whose clock is wrong', () => {
  it('is read and not written until somebody confirms the clock, and put right where that was a mistake', async () => {
    const right = await startLedger();
    const { directory } = right;
    const { projectId } = await newest(right);
    expect((await revise(right, projectId, '其一')).saved?.version).toBe(2);
    expect(await right.stop()).toBe(0);

    const ahead = movedBy(400);
    const doubtful = await startLedger(directory, ahead);
    const { error } = await revise(doubtful, projectId, '其二');
    expect(error).toMatchObject({
      extensions: { code: 'CLOCK_LEAPT', messageEn: expect.stringContaining('clock confirm') },
    });
    expect((await newest(doubtful)).version).toBe(2);
    expect(await readiness(doubtful)).toMatchObject({
      status: 503,
      reasons: expect.stringContaining('more than 90 days before'),
    });
    expect(await doubtful.stop()).toBe(0);
    const doctor = await budgetLedger(directory, ['doctor', '--json'], { env: ahead, fresh: true });
    expect(doctor.json<{ checks: object[] }>().checks).toContainEqual(
      expect.objectContaining({ area: '时钟', status: 'warning', messageEn: expect.stringContaining('clock confirm') }),
    );

    // A mistake.
    const confirmed = await budgetLedger(directory, ['clock', 'confirm', '--json'], { env: ahead, fresh: true });
    expect(confirmed).toMatchObject({ code: 0 });
    expect(confirmed.json()).toMatchObject({ confirmed: true });
    const poisoned = await startLedger(directory, ahead);
    const first = (await revise(poisoned, projectId, '其三')).saved;
    const last = (await revise(poisoned, projectId, '其四')).saved;
    expect(last?.version).toBe(4);
    expect(await poisoned.stop()).toBe(0);

    const again = await startLedger(directory);
    expect((await revise(again, projectId, '其五')).error?.extensions.code).toBe('CLOCK_LEAPT');
    const today = { time: new Date().toISOString() };
    expect((await newest(again, today)).version).toBe(2);
    expect(await again.stop()).toBe(0);

    // The confirmation was made by the wrong clock, too: it is the event before the first save.
    const { position: from } = confirmed.json<{ position: string }>();
    const span = ['--from', from, '--to', last?.position ?? ''];
    const shown = await budgetLedger(directory, ['clock', 'correct', ...span, '--dry-run', '--json'], { fresh: true });
    expect(shown.json()).toMatchObject({ recorded: false });
    const retimed = shown.json<{ retimed: { position: string }[] }>().retimed.map(({ position }) => position);
    expect(retimed).toEqual(expect.arrayContaining([first?.position, last?.position]));
    const unexplained = await budgetLedger(directory, ['clock', 'correct', ...span], { fresh: true });
    expect(unexplained.code).toBe(2);
    const corrected = await budgetLedger(
      directory,
      ['clock', 'correct', ...span, '--reason', '误认时钟无误', '--json'],
      {
        fresh: true,
      },
    );
    expect(corrected).toMatchObject({ code: 0 });
    expect(corrected.json()).toMatchObject({ recorded: true });

    const mended = await startLedger(directory);
    expect((await readiness(mended)).status).toBe(200);
    // Recorded when the save before them was.
    expect(await newest(mended, today)).toMatchObject({ version: 4 });
    expect((await revise(mended, projectId, '其五')).saved?.version).toBe(5);
    expect(await newest(mended, { time: new Date().toISOString() })).toMatchObject({ version: 5 });
    expect(await mended.stop()).toBe(0);
  });

  it('has nothing to confirm where the clock is right, and nothing to correct where no time changes', async () => {
    const ledger = await startLedger();
    const { position } = await newest(ledger);
    await ledger.stop();
    const confirmed = await budgetLedger(ledger.directory, ['clock', 'confirm'], { fresh: true });
    expect(confirmed).toMatchObject({ code: 0, stdout: '本机时钟与台账的时钟相合，无须确认\n' });
    const unknown = ['clock', 'correct', '--from', '9'.repeat(16), '--to', position, '--dry-run'];
    expect((await budgetLedger(ledger.directory, unknown, { fresh: true })).code).toBe(3);
  });
});
