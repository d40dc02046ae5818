import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';
import { eventually } from '../support/processes/eventually.js';
import { smallDisk } from '../support/processes/small-disk.js';
import { unless } from '../support/skipping.js';

const disk = smallDisk(24);
const whyNoDisk = typeof disk === 'string' ? disk : null;
const onFullDisk = unless(whyNoDisk, 'what happens on a full disk', it);

afterEach(cleanUp);
afterAll(() => {
  if (typeof disk !== 'string') disk.remove();
});

const projects = '{ budgets { nodes { basis { version } projects(first: 1) { nodes { id goal } } } } }';

/** Long, so that a few edits fill what the files have taken already. */
const goalOf = (version: number) => `第 ${version} 版之后：${'保障业务开展。'.repeat(400)}`;

async function revise(ledger: RunningLedger, projectId: string, version: number) {
  const input = { projectId, goal: goalOf(version), commandId: `edit-${version}` };
  return ledger.query(
    'mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { version userErrors { code } } }',
    { input },
  );
}

/** @returns the last version that was saved, and why no more is */
async function reviseUntilFull(ledger: RunningLedger, projectId: string) {
  for (let saved = 1; ; saved += 1) {
    const [error] = (await revise(ledger, projectId, saved)).errors ?? [];
    if (error !== undefined) return { saved, error };
  }
}

async function readiness({ url }: RunningLedger): Promise<{ status: number; reasons: string[] }> {
  const response = await fetch(`${url}/readyz`);
  const { reasons } = (await response.json()) as { reasons: string[] };
  return { status: response.status, reasons };
}

function faultsIn(ledger: RunningLedger): object[] {
  return ledger
    .log()
    .map((line) => JSON.parse(line) as { level: number; cause?: string })
    .filter(({ level, cause }) => level >= 50 && cause !== undefined);
}

async function metricsOf({ url }: RunningLedger): Promise<string> {
  return (await fetch(`${url}/metrics`)).text();
}

describe('an edit for which there is no room', () => {
  onFullDisk('is told as not saved, the process as not ready, and both are over once there is room again', async () => {
    if (typeof disk === 'string') return;
    const ledger = await startLedger(temporaryDirectory(), { EVENT_STORE: `sqlite:${disk.folder}` });
    const [{ id }] = (await ledger.data(projects)).budgets.nodes[0].projects.nodes;
    disk.fill();

    const { saved, error } = await reviseUntilFull(ledger, id);
    expect(error?.extensions).toMatchObject({ code: 'STORAGE_FULL' });
    expect(error?.message).toContain(disk.folder);
    for (let times = 0; times < 3; times += 1) await revise(ledger, id, saved);
    expect(faultsIn(ledger)).toMatchObject([
      { store: 'events', cause: 'DISK_FULL', en: expect.stringContaining('make room') },
    ]);
    expect(await metricsOf(ledger)).toContain('budget_ledger_faults_total{store="events",cause="disk_full"} 1');
    expect(await readiness(ledger)).toEqual({
      status: 503,
      reasons: [expect.stringMatching(/磁盘已满.*is full, and nothing was saved/)],
    });
    // Nothing keeps anybody from reading.
    expect((await ledger.data(projects)).budgets.nodes[0].basis.version).toBe(saved);

    disk.empty();
    expect((await readiness(ledger)).status).toBe(200);
    expect((await revise(ledger, id, saved)).data?.reviseGoal).toEqual({ version: saved + 1, userErrors: [] });
    expect((await ledger.data(projects)).budgets.nodes[0]).toMatchObject({
      basis: { version: saved + 1 },
      projects: { nodes: [{ goal: goalOf(saved) }] },
    });
    // What cannot be noted at a stop is no reason for it to fail, and nothing is lost by it.
    disk.fill();
    expect(await ledger.stop()).toBe(0);
    disk.empty();
    const again = await startLedger(ledger.directory, { EVENT_STORE: `sqlite:${disk.folder}` });
    expect((await again.data(projects)).budgets.nodes[0].basis.version).toBe(saved + 1);
    expect(await again.stop()).toBe(0);
  });
});

describe('views for which there is no room', () => {
  onFullDisk('keep nobody waiting, are told once, and go on by themselves once there is room again', async () => {
    if (typeof disk === 'string') return;
    const ledger = await startLedger(temporaryDirectory(), { READ_MODEL: `sqlite:${disk.folder}` });
    const [{ id }] = (await ledger.data(projects)).budgets.nodes[0].projects.nodes;
    disk.fill();

    let version = 1;
    for (let isShown = true; isShown; version += 1) isShown = await isShownAfter(ledger, id, version);
    const began = performance.now();
    for (let times = 0; times < 10; times += 1, version += 1)
      expect(await isShownAfter(ledger, id, version)).toBe(false);
    // Far less than anybody would wait for views that are filled.
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await readiness(ledger)).toMatchObject({
      status: 503,
      reasons: expect.arrayContaining([expect.stringMatching(/视图所在的磁盘.*make room/)]),
    });
    expect(faultsIn(ledger)).toMatchObject([{ store: 'views', cause: 'DISK_FULL' }]);

    disk.empty();
    await eventually(async () => (await readiness(ledger)).status === 200);
    expect((await ledger.data(projects)).budgets.nodes[0]).toMatchObject({
      basis: { version },
      projects: { nodes: [{ goal: goalOf(version - 1) }] },
    });
    expect(await isShownAfter(ledger, id, version)).toBe(true);
    expect(await ledger.stop()).toBe(0);
  });
});

/** Makes one more edit of the version. */
async function isShownAfter(ledger: RunningLedger, projectId: string, version: number): Promise<boolean> {
  const input = { projectId, goal: goalOf(version), commandId: `edit-${version}` };
  const mutation = 'mutation($input: ReviseGoalInput!) { reviseGoal(input: $input) { version isShown } }';
  const { reviseGoal } = await ledger.data(mutation, { input });
  expect(reviseGoal.version).toBe(version + 1);
  return reviseGoal.isShown;
}
