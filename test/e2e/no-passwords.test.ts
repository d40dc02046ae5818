import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KurrentServer } from '../support/engines/kurrent-server/kurrent-server.js';
import { startKurrentServer } from '../support/engines/kurrent-server/kurrent-server.js';
import type { Ended } from '../support/processes/command-line.js';
import { budgetLedger } from '../support/processes/command-line.js';
import { cleanUp, startLedger, temporaryDirectory } from '../support/processes/running-ledger.js';

/** Looked for in everything that is printed. */
const secret = 'Geheim4711';

let folder = '';
let guarded: KurrentServer;
beforeAll(async () => {
  folder = temporaryDirectory();
  guarded = await startKurrentServer({ credentials: { admin: 'another-one' } });
});
afterAll(async () => {
  await guarded.stop();
  await cleanUp();
});

/** Variables with a password in every way in which none is wanted, or in which it is no use. */
const wrong: Record<string, string>[] = [
  { EVENT_STORE: `kurrentdb//admin:${secret}@host/ledger` },
  { EVENT_STORE: `kurrentdb:/admin:${secret}@host/ledger` },
  { EVENT_STORE: `kurrentdb://admin:${secret}` },
  { EVENT_STORE: `kurrentdb://admin:${secret}@` },
  { EVENT_STORE: `kurrentdb://admin:${secret}@host:99999/ledger` },
  { EVENT_STORE: `kurrentdb://admin:a@b/${secret}@host/a/b/c` },
  { EVENT_STORE: `kurrentdb://host/ledger?tls=perhaps&password=${secret}` },
  { EVENT_STORE: `http://admin:${secret}@host` },
  { EVENT_STORE: `admin:${secret}@host:2113` },
  { EVENT_STORE: `sqlite://admin:${secret}@host` },
  { EVENT_STORE: `mongodb://admin:${secret}@host/database` },
  { READ_MODEL: `mongodb//admin:${secret}@host/database` },
  { READ_MODEL: `mongodb:/admin:${secret}@host/database` },
  { READ_MODEL: `mongodb://admin:${secret}@host:99999/database` },
  { READ_MODEL: `mongodb://admin:${secret}@/database` },
  { READ_MODEL: `mongodb://admin:%zz${secret}@host/database` },
  { READ_MODEL: `mongodb://host/database?password=${secret}` },
  { READ_MODEL: `mongodb://admin:${secret}@host/` },
  { READ_MODEL: `postgres://admin:${secret}@host/database` },
  { EVENTSTORE: `kurrentdb://admin:${secret}@host/ledger` },
  { READ_MODEL_URL: `mongodb://admin:${secret}@host/database` },
  { EVENT_STORE_FILE: `kurrentdb://admin:${secret}@host/ledger` },
  { READ_MODEL_FILE: `mongodb://admin:${secret}@host/database` },
  { DATA_DIR: `mongodb://admin:${secret}@host/database` },
  { HOST: `kurrentdb://admin:${secret}@host` },
  { PORT: `admin:${secret}@host:2113` },
];

function expectSilent({ stdout, stderr }: Ended): void {
  for (const text of [stdout, stderr, decodeURIComponent(stderr.replace(/%(?![0-9a-f]{2})/gi, '%25'))])
    expect(text).not.toContain(secret);
}

/** One line for each problem, in Chinese and in English, with its code. */
function expectTold({ stderr }: Ended, code: string | RegExp): void {
  const lines = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatch(/^[A-Z_]+: .*\p{Script=Han}.*[A-Za-z]{3}/u);
  expect(stderr).toMatch(code);
}

describe('a configuration with a password in the wrong place', () => {
  it.each(wrong)('is refused without showing it: %j', async (env) => {
    const asked = await budgetLedger(folder, ['show'], { env });
    // Where the URL can be read, and only its server is none, nobody can say whether there are views of a ledger.
    expect([2, 3, 7]).toContain(asked.code);
    expectTold(asked, /^(INVALID_CONFIGURATION|NOTHING_THERE|NO_SERVER): /);
    expectSilent(asked);
    const doctor = await budgetLedger(folder, ['doctor'], { env });
    expect([2, 6]).toContain(doctor.code);
    expectSilent(doctor);
  });
});

describe('a server that cannot be used', () => {
  const at = (port: number) => `kurrentdb://admin:${secret}@127.0.0.1:${port}/ledger?tls=false`;

  it.each([
    [
      'does not let us in',
      () => at(Number(new URL(guarded.url.replace('kurrentdb:', 'http:')).port)),
      2,
      /^WRONG_CREDENTIALS: /m,
    ],
    ['is not there', () => at(1), 7, /^NO_SERVER: /m],
  ] as const)(
    'because it %s ends every start with a line that says so, without the password',
    async (_what, url, code, said) => {
      const env = { EVENT_STORE: url(), PORT: '0' };
      // Together, as each waits for the server until it gives up.
      const [doctor, ...starts] = await Promise.all([
        budgetLedger(folder, ['doctor', '--json'], { env }),
        ...['all', 'projector'].map((role) =>
          budgetLedger(folder, ['serve'], { fresh: true, env: { ...env, ROLE: role } }),
        ),
      ]);
      for (const served of starts) {
        expect(served.code).toBe(code);
        expectTold(served, said);
        expectSilent(served);
      }
      expect(doctor.code).toBe(6);
      expectSilent(doctor);
    },
  );

  it('shows no password in its log, at /readyz or in its metrics either, while all is well', async () => {
    const open = await startKurrentServer({ credentials: { admin: secret } });
    try {
      const url = at(Number(new URL(open.url.replace('kurrentdb:', 'http:')).port));
      const ledger = await startLedger(join(folder, 'served'), {
        EVENT_STORE: url,
        LOG_LEVEL: 'trace',
        IMPORT_SAMPLES: 'false',
      });
      for (const path of ['readyz', 'metrics', 'healthz'])
        expect(await (await fetch(`${ledger.url}/${path}`)).text()).not.toContain(secret);
      expect(await ledger.stop()).toBe(0);
      expect(ledger.log().join('\n')).not.toContain(secret);
      const doctor = await budgetLedger(join(folder, 'served'), ['doctor'], { env: { EVENT_STORE: url } });
      expectSilent(doctor);
      expect(doctor.stdout).toContain('127.0.0.1');
      expect({ code: doctor.code, unproven: /提醒 +事件库 +KurrentDB .*未经证实/.test(doctor.stdout) }).toEqual({
        code: 0,
        unproven: true,
      });
    } finally {
      await open.stop();
    }
  });
});
