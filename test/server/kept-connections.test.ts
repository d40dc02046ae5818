import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { plainHttp } from '../support/clients/plain-http.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { TwoServers } from '../support/ledgers/serving.js';
import { twoServers } from '../support/ledgers/serving.js';

const folder = openFolder();
let { keeping } = {} as TwoServers;
beforeAll(async () => {
  ({ keeping } = await twoServers(folder));
});
afterAll(() => folder.leave());

it.each(['/healthz', '/graphql?query={viewer{localMode}}'])(
  'an idle connection is kept longer than the proxy keeps its own, after %s too',
  async (path) => {
    const headers = { connection: 'keep-alive', 'apollo-require-preflight': 'yes' };
    const answer = await plainHttp(keeping.url + path, { headers });
    const [, kept] = /timeout=(\d+)/.exec(String(answer.headers['keep-alive'])) ?? [];
    const [, proxys] = /keepalive_timeout (\d+)s;/.exec(readFileSync('deploy/nginx.conf', 'utf8')) ?? [];
    expect(answer.status).toBe(200);
    expect(Number(kept)).toBeGreaterThan(Number(proxys) + 10);
  },
);
