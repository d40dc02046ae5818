import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mongoPlaceFor, onMongo } from '../support/engines/mongo-databases.js';
import type { ProxiedKurrent } from '../support/engines/proxied-kurrent.js';
import { startProxiedKurrent } from '../support/engines/proxied-kurrent.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';
import { sampleFile, sampleYear } from '../support/stories/edited-sample.js';

let kurrent: ProxiedKurrent;
beforeEach(async () => {
  kurrent = await startProxiedKurrent();
});
afterEach(() => kurrent.stop());
afterAll(cleanUp);

interface Check {
  area: string;
  status: string;
  messageEn: string;
}

async function doctor(folder: string, env: Record<string, string>): Promise<Check[]> {
  return (await budgetLedger(folder, ['doctor', '--json'], { env })).json<{ checks: Check[] }>().checks;
}

const problems = (checks: readonly Check[]) => checks.filter(({ status }) => status === 'problem');

describe('a ledger with its events in KurrentDB and its views in SQLite', () => {
  const onBoth = () => ({ EVENT_STORE: kurrent.spoiltUrl, READ_MODEL: 'sqlite:' });

  it('whose server is away is told so by doctor once', async () => {
    const folder = temporaryDirectory();
    const env = onBoth();
    expect((await budgetLedger(folder, ['import', sampleFile, ...sampleYear], { env })).code).toBe(0);
    expect(problems(await doctor(folder, env))).toEqual([]);
    await kurrent.proxy.away();
    const checks = await doctor(folder, env);
    expect(problems(checks)).toEqual([
      expect.objectContaining({ area: '事件库', messageEn: expect.stringContaining('No server answers') }),
    ]);
    expect(checks).toContainEqual(
      expect.objectContaining({ area: '视图', messageEn: expect.stringContaining('generation') }),
    );
  });

  it('that has neither events nor views is not rebuilt, and nothing is made for it', async () => {
    const folder = join(temporaryDirectory(), 'mistyped');
    const { code, stderr } = await budgetLedger(folder, ['rebuild'], { env: onBoth() });
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/^NOTHING_THERE: .*没有可重建的.*nothing is to be rebuilt/),
    ]);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a start that cannot reach the MongoDB of its views', () => {
  it.each([['serve'], ['import', sampleFile, ...sampleYear]])('makes no ledger: %s', async (...args) => {
    const folder = temporaryDirectory();
    const env = { READ_MODEL: 'mongodb://127.0.0.1:1/none?serverSelectionTimeoutMS=100', EVENT_STORE: 'sqlite:' };
    const { code, stderr } = await budgetLedger(folder, args, { env: { PORT: '0', ...env }, fresh: true });
    expect([code, stderr]).toEqual([expect.any(Number), expect.stringContaining('NO_SERVER')]);
    expect(code).not.toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });
});

onMongo('a ledger of which servers have all', () => {
  it('is told nothing of a data folder that it does not use', async () => {
    const folder = join(temporaryDirectory(), 'none');
    const { url, database } = mongoPlaceFor(folder);
    const checks = await doctor(folder, {
      EVENT_STORE: kurrent.spoiltUrl,
      READ_MODEL: url.replace(/\/*(\?|$)/, `/${database}$1`),
    });
    expect(checks.filter(({ area }) => area === '目录' || area === '磁盘')).toEqual([]);
    expect(problems(checks)).toEqual([]);
  });
});
