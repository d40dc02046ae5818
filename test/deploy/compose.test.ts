import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { composition, stages } from '../support/stories/containers.js';
import { unless } from '../support/skipping.js';

const { services, networks, volumes } = composition();
const all = Object.entries(services);
const named = (wanted: (name: string) => boolean) => all.filter(([name]) => wanted(name));
const ofProgram = named((name) => ['api-1', 'api-2', 'projector', 'cli'].includes(name));
/** Those that run until they are told to stop. */
const staying = all.filter(([, { restart }]) => restart === 'unless-stopped');

describe('docker-compose.yml', () => {
  it('starts KurrentDB, MongoDB, two API processes, a projector and a proxy, and what prepares them', () => {
    expect(Object.keys(services).sort()).toEqual([
      'api-1',
      'api-2',
      'cli',
      'kurrentdb',
      'mongodb',
      'mongodb-set-up',
      'projector',
      'proxy',
      'secrets',
    ]);
    const started = all.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name);
    expect(started).not.toContain('cli');
  });

  it('gives every container a root that nobody can write, no capability, no way to more, and limits', () => {
    for (const [name, { read_only, cap_drop, security_opt, deploy }] of all) {
      expect({ name, read_only, cap_drop, security_opt }).toEqual({
        name,
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      const { cpus, memory, pids } = deploy?.resources.limits ?? {};
      expect({ name, limits: [typeof cpus, typeof memory, typeof pids] }).toEqual({
        name,
        limits: ['string', 'string', 'number'],
      });
    }
  });

  it('runs nothing as root but what makes the secrets, which has no network', () => {
    const root = all.filter(([, { user }]) => user === undefined || /^(0|root)(:|$)/.test(user));
    expect(root.map(([name]) => name)).toEqual(['secrets']);
    expect(services['secrets']?.network_mode).toBe('none');
    expect(all.filter(([, { cap_add }]) => cap_add !== undefined).map(([name]) => name)).toEqual(['secrets']);
  });

  it('publishes the proxy alone, and that to this machine alone', () => {
    const published = all.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([['proxy', '127.0.0.1:${LEDGER_PORT:-4000}:8080']]);
    expect(networks['stores']?.internal).toBe(true);
    for (const [name, { networks: joined }] of named((each) => /db/.test(each))) {
      expect({ name, joined }).toEqual({ name, joined: ['stores'] });
    }
  });

  it("keeps the program's processes in the proxy's network namespace, each at the port that the proxy asks", () => {
    const proxy = readFileSync('deploy/nginx.conf', 'utf8');
    const ports = ofProgram.map(([, { environment, network_mode }]) => {
      expect(network_mode).toBe('service:proxy');
      return environment?.['PORT'];
    });
    expect(ports).toEqual(['4001', '4002', '4003', undefined]);
    const asked = [...proxy.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => port);
    expect(new Set(asked)).toEqual(new Set(['4001', '4002', '4003']));
    expect(ofProgram.map(([, { environment }]) => environment?.['ROLE'])).toEqual([
      'api',
      'api',
      'projector',
      undefined,
    ]);
    const importing = ofProgram.filter(([, { environment }]) => environment?.['IMPORT_SAMPLES'] === 'true');
    expect(importing.map(([name]) => name)).toEqual(['api-1']);
  });

  it('has no password in it, and gives each service the secrets that it reads, and those to be read only', () => {
    const text = readFileSync('docker-compose.yml', 'utf8');
    expect(text).not.toMatch(/changeit|admin:|root:[^ ]/);
    for (const [, { environment = {} }] of all) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|URL|EVENT_STORE|READ_MODEL/.test(name)) expect(value).toMatch(/^\/run\/secrets\//);
      }
    }
    const readers = all.flatMap(([name, { volumes: mounts = [] }]) =>
      mounts.filter((mount) => mount.includes(':/run/secrets')).map((mount) => `${name} ${mount}`),
    );
    expect(readers.sort()).toEqual([
      'api-1 secrets-program:/run/secrets/program:ro',
      'api-2 secrets-program:/run/secrets/program:ro',
      'cli secrets-program:/run/secrets/program:ro',
      'kurrentdb secrets-kurrentdb:/run/secrets/kurrentdb:ro',
      'mongodb secrets-mongodb:/run/secrets/mongodb:ro',
      'mongodb-set-up secrets-setup:/run/secrets/setup:ro',
      'projector secrets-program:/run/secrets/program:ro',
    ]);
  });

  it('declares every volume and network that is used, and none that is not', () => {
    const mounted = all.flatMap(([, { volumes: mounts = [] }]) => mounts.map((mount) => mount.split(':')[0] ?? ''));
    const declared = new Set(mounted.filter((name) => !name.startsWith('./')));
    expect(new Set(Object.keys(volumes))).toEqual(declared);
    const joined = new Set(all.flatMap(([, service]) => service.networks ?? []));
    expect(new Set(Object.keys(networks))).toEqual(joined);
    for (const file of mounted.filter((name) => name.startsWith('./'))) expect(existsSync(file)).toBe(true);
  });

  it('waits for what it needs: the secrets, stores that answer, and a replica set with its user', () => {
    for (const [, { depends_on }] of ofProgram) {
      expect(depends_on).toEqual({
        proxy: { condition: 'service_started' },
        secrets: { condition: 'service_completed_successfully' },
        kurrentdb: { condition: 'service_healthy' },
        'mongodb-set-up': { condition: 'service_completed_successfully' },
      });
    }
    const targets = all.flatMap(([, { depends_on = {} }]) => Object.keys(depends_on));
    expect(targets.filter((name) => !(name in services))).toEqual([]);
  });

  it('looks after the health of all that stays, and starts it again', () => {
    expect(staying.map(([name]) => name).sort()).toEqual([
      'api-1',
      'api-2',
      'kurrentdb',
      'mongodb',
      'projector',
      'proxy',
    ]);
    const program = stages().find(({ name }) => name === 'program');
    const isLookedAfterByImage = program?.instructions.some(({ name }) => name === 'HEALTHCHECK');
    for (const [name, { healthcheck, build }] of staying) {
      const isLookedAfter = healthcheck?.test !== undefined || (build?.target === 'program' && isLookedAfterByImage);
      expect({ name, isLookedAfter }).toEqual({ name, isLookedAfter: true });
    }
  });

  it('names a version of every image that is not built here, and a stage of the Dockerfile for every other', () => {
    const built = new Set(stages().map(({ name }) => name));
    for (const [name, { image, build }] of all) {
      if (build === undefined) expect({ name, image }).toEqual({ name, image: expect.stringMatching(/:\d+\.\d+/) });
      else expect(built).toContain(build.target);
    }
  });
});

const client = spawnSync('docker', ['compose', 'version'], { encoding: 'utf8' });
const missing = client.status === 0 ? null : 'there is no docker client with "compose"';

unless(
  missing,
  'docker-compose.yml, as docker compose takes it',
  it,
)('docker compose takes docker-compose.yml as it is', () => {
  const { status, stderr } = spawnSync('docker', ['compose', 'config', '--quiet'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
