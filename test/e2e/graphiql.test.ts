import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningLedger } from '../support/processes/running-ledger.js';
import { cleanUp, startLedger } from '../support/processes/running-ledger.js';

let ledger: RunningLedger;
beforeAll(async () => {
  ledger = await startLedger(undefined, { IMPORT_SAMPLES: 'false' });
});
afterAll(cleanUp);

const get = (path: string, init: RequestInit = {}) => fetch(ledger.url + path, init);

const typeOf: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
};

/** Files of the page that a text refers to: by their whole path, or beside itself. */
function referredTo(text: string): string[] {
  return [...text.matchAll(/(?:\/graphiql\/assets\/|\.\/|"assets\/)([\w.-]+-[\w-]{8}\.\w+)/g)].map(
    ([, name]) => name ?? '',
  );
}

describe('GraphiQL', () => {
  it('is a page that leads to all of its files, and each of them is served under its type, to be kept', async () => {
    const page = await get('/graphiql');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const found = new Set<string>();
    const unread = referredTo(await page.text());
    for (let name = unread.pop(); name !== undefined; name = unread.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      const file = await get(`/graphiql/assets/${name}`);
      expect([name, file.status]).toEqual([name, 200]);
      expect(file.headers.get('content-type')).toBe(typeOf[name.split('.').at(-1) ?? '']);
      expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      unread.push(...referredTo(await file.text()));
    }
    expect([...found].sort()).toEqual(readdirSync('dist/web/graphiql/assets').sort());
  });

  it('takes nothing from another host, and its policy says so', async () => {
    const page = await get('/graphiql/');
    const html = await page.text();
    expect(html).not.toMatch(/https?:|\/\/\w|<script>|style=/);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe/);
    for (const name of referredTo(html).filter((file) => file.endsWith('.css'))) {
      expect(await (await get(`/graphiql/assets/${name}`)).text()).not.toMatch(/url\(["']?(https?:)?\/\/|@import/);
    }
  });

  it('is not sent again to whoever has it, and answers HEAD', async () => {
    const page = await get('/graphiql');
    const etag = page.headers.get('etag') ?? '';
    const again = await get('/graphiql', { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const head = await get('/graphiql', { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
    expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(await page.text())));
  });

  it.each([
    '/graphiql/assets/index-00000000.js',
    '/graphiql/assets/',
    '/graphiql/assets/../index.html',
    '/graphiql/../built-from',
    '/graphiql/..%2fbuilt-from',
    '/graphiql/assets/..%2f..%2f..%2f..%2fpackage.json',
    '/graphiql/assets/....//....//package.json',
    '//graphiql/assets/%00',
  ])('serves nothing at %s, and says where to look', async (path) => {
    const { status, body } = await getAsItIs(path);
    expect(status).toBe(404);
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ message: expect.stringContaining('/graphiql'), extensions: { code: 'NOT_FOUND' } }],
    });
  });

  it('takes no other method', async () => {
    expect((await get('/graphiql', { method: 'POST' })).status).toBe(405);
  });
});

/** `fetch` would tidy the path first. */
function getAsItIs(path: string): Promise<{ status: number | undefined; body: string }> {
  const { hostname, port } = new URL(ledger.url);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    call.on('error', reject).end();
  });
}
