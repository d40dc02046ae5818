import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { budgetLedger } from '../support/processes/command-line.js';
import { twoVersions } from '../support/stories/edited-sample.js';
import { poisoned } from '../support/stories/poisoned-ledger.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

let directory = '';
beforeAll(async () => {
  directory = temporaryDirectory();
  await twoVersions(directory);
});
afterAll(cleanUp);

const readModel = () => join(directory, 'views');
const serving = () => readFileSync(join(readModel(), 'current'), 'utf8');
const generations = () => readdirSync(readModel()).filter((name) => /^views-\d+\.db$/.test(name));
const everything = async () => (await budgetLedger(directory, ['changes', '--all', '--json'])).stdout;

describe('rebuild', () => {
  it('gives the same answers from new views, and leaves no old ones', async () => {
    const before = await everything();
    const generation = serving();
    const { code, stdout } = await budgetLedger(directory, ['rebuild', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ events: 26, position: '0000000000000026' });
    expect(serving()).not.toBe(generation);
    expect(generations()).toEqual([`views-${serving()}.db`]);
    expect(await everything()).toBe(before);
  });

  it('makes them where there are none, and where they are damaged', async () => {
    const before = await everything();
    rmSync(readModel(), { recursive: true });
    expect((await budgetLedger(directory, ['rebuild'])).stdout).toContain('已重建视图：26 条事件');
    expect(await everything()).toBe(before);
    writeFileSync(join(readModel(), `views-${serving()}.db`), 'no database at all');
    for (const log of ['wal', 'shm']) rmSync(join(readModel(), `views-${serving()}.db-${log}`), { force: true });
    expect((await budgetLedger(directory, ['history'])).code).toBe(3);
    expect((await budgetLedger(directory, ['rebuild'])).code).toBe(0);
    expect(await everything()).toBe(before);
  });

  it('that meets an event it cannot apply ends with 6, names it, and the old views go on serving', async () => {
    const before = await everything();
    const generation = serving();
    const cure = poisoned(directory);
    const { code, stderr } = await budgetLedger(directory, ['rebuild', '--json']);
    expect({ code, error: JSON.parse(stderr).error }).toMatchObject({
      code: 6,
      error: { code: 'VIEWS_HALTED', eventId: 'poison' },
    });
    expect(serving()).toBe(generation);
    expect(generations()).toEqual([`views-${generation}.db`]);
    expect(await everything()).toBe(before);
    cure();
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'that is ended by %s leaves the old views serving',
    async (signal) => {
      const before = await everything();
      const generation = serving();
      const { code } = await budgetLedger(directory, ['rebuild'], {
        onStart: (child) => {
          // As soon as there is a second generation it is in the middle of filling it.
          const watch = setInterval(() => {
            if (generations().length > 1) child.kill(signal);
          }, 1);
          child.once('exit', () => clearInterval(watch));
        },
      });
      expect([0, 130, signal]).toContain(code);
      if (code !== 0) expect(serving()).toBe(generation);
      expect(await everything()).toBe(before);
    },
  );

  it('is gone over to by a server that starts afterwards', async () => {
    await budgetLedger(directory, ['rebuild']);
    const server = await startLedger(directory);
    expect((await server.data('{ budgets { nodes { basis { version } } } }')).budgets.nodes[0].basis.version).toBe(2);
    expect(await server.stop()).toBe(0);
  });
});
