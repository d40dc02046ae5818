import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/config.js';
import { withFiles } from '../../src/config-files.js';
import { locationsOf } from '../../src/engines/stores.js';
import { cleanUp, temporaryDirectory } from '../support/processes/running-ledger.js';
import { unless } from '../support/skipping.js';

afterAll(cleanUp);
const missing = spawnSync('openssl', ['version']).error === undefined ? null : 'openssl is not installed';

function make(folder: string): string {
  const { status, stdout, stderr } = spawnSync('sh', ['deploy/make-secrets.sh', folder], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();

const files = [
  'kurrentdb/admin-password',
  'kurrentdb/authority/ca.crt',
  'kurrentdb/node.crt',
  'kurrentdb/node.key',
  'kurrentdb/ops-password',
  'mongodb/keyfile',
  'mongodb/root-password',
  'program/ca.crt',
  'program/event-store-url',
  'program/read-model-url',
  'setup/program-password',
  'setup/root-password',
];

unless(
  missing,
  'the secrets of docker-compose.yml',
  describe,
)('the secrets of docker-compose.yml', () => {
  it('are made once, each for its reader alone, and are others the next time', () => {
    const one = temporaryDirectory();
    const other = temporaryDirectory();
    make(one);
    make(other);
    expect(filesIn(one)).toEqual(files);
    for (const file of files)
      expect({ file, mode: statSync(join(one, file)).mode & 0o777 }).toEqual({ file, mode: 0o400 });
    const before = files.map((file) => readFileSync(join(one, file), 'utf8'));
    expect(make(one)).toBe('the secrets are there\n');
    expect(files.map((file) => readFileSync(join(one, file), 'utf8'))).toEqual(before);
    const same = files.filter((file) => readFileSync(join(other, file), 'utf8') === before[files.indexOf(file)]);
    expect(same).toEqual([]);
  });

  it('fit together: the certificate of KurrentDB is that of its authority, and the URLs have the passwords', () => {
    const folder = temporaryDirectory();
    make(folder);
    const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();
    const node = new X509Certificate(read('kurrentdb/node.crt'));
    const authority = new X509Certificate(read('program/ca.crt'));
    expect(node.verify(authority.publicKey) && authority.ca && !node.ca).toBe(true);
    expect(['kurrentdb', 'localhost'].map((name) => node.checkHost(name))).toEqual(['kurrentdb', 'localhost']);
    expect(read('program/event-store-url')).toBe(
      `kurrentdb://admin:${read('kurrentdb/admin-password')}@kurrentdb:2113/budget-ledger?tls=true&tlsCAFile=/run/secrets/program/ca.crt`,
    );
    expect(read('program/read-model-url')).toContain(`budget-ledger:${read('setup/program-password')}@mongodb:27017/`);
    expect(read('setup/root-password')).toBe(read('mongodb/root-password'));
  });

  it('are what the program reads its stores from, and shows without the passwords', () => {
    const folder = temporaryDirectory();
    make(folder);
    const config = readConfig(
      withFiles({
        DATA_DIR: folder,
        EVENT_STORE_FILE: join(folder, 'program/event-store-url'),
        READ_MODEL_FILE: join(folder, 'program/read-model-url'),
      }),
    );
    const password = readFileSync(join(folder, 'kurrentdb/admin-password'), 'utf8').trim();
    expect(config).toMatchObject({
      eventStore: { scheme: 'kurrentdb', ledger: 'budget-ledger', credentials: { username: 'admin', password } },
      readModel: { scheme: 'mongodb', database: 'budget_ledger' },
    });
    const shown = locationsOf(config);
    expect(shown.eventStore).toContain('kurrentdb:2113/budget-ledger');
    expect(shown.readModel).toContain('mongodb:27017/budget_ledger');
    for (const secret of ['kurrentdb/admin-password', 'setup/program-password']) {
      expect(JSON.stringify(shown)).not.toContain(readFileSync(join(folder, secret), 'utf8').trim());
    }
  });

  it('are completed where making them was cut off', () => {
    const folder = temporaryDirectory();
    make(folder);
    const kept = readFileSync(join(folder, 'kurrentdb/admin-password'), 'utf8');
    for (const lost of ['kurrentdb/node.crt', 'program/event-store-url']) rmSync(join(folder, lost));
    spawnSync('chmod', ['-R', 'u+w', folder]);
    make(folder);
    expect(filesIn(folder)).toEqual(files);
    expect(readFileSync(join(folder, 'program/event-store-url'), 'utf8')).toContain(kept.trim());
    const node = new X509Certificate(readFileSync(join(folder, 'kurrentdb/node.crt')));
    const authority = new X509Certificate(readFileSync(join(folder, 'kurrentdb/authority/ca.crt')));
    expect(node.verify(authority.publicKey)).toBe(true);
  });
});
