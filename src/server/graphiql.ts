import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { wantedCodings } from './encoding/codings.js';
import type { Content } from './encoding/content.js';
import { contentOf } from './encoding/content.js';
import { codingOf, sendContent, tagIn, varyBy } from './encoding/send-content.js';
import { entityTag, names } from './etag.js';
import { RequestError } from './request-error.js';
import type { Route } from './route.js';

/** Where `npm run build` puts the page. */
const builtPage = new URL('../../web/graphiql/', import.meta.url);

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** Everything is loaded from here, and no other page may embed this one; the editor makes styles and fonts of its own. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * GraphiQL (a page to ask queries in) at /graphiql, and each of its files at its own path; nothing else is served. The
 * files' names change with their content, so browsers may keep them; the page itself is asked for each time. A file stays in
 * memory once it has been asked for, as do its codings.
 */
export function graphiqlRoutes(directory = builtPage): [path: string, route: Route][] {
  const assets = new URL('assets/', directory);
  if (!existsSync(new URL('index.html', directory))) return [['/graphiql', notBuilt]];
  const page = fileRoute(new URL('index.html', directory), 'no-cache');
  return [
    ['/graphiql', page],
    ['/graphiql/', page],
    ...readdirSync(assets).map((name): [string, Route] => [
      `/graphiql/assets/${name}`,
      fileRoute(new URL(name, assets), 'public, max-age=31536000, immutable'),
    ]),
  ];
}

function fileRoute(file: URL, cacheControl: string): Route {
  const type = types[extname(file.pathname)] ?? 'application/octet-stream';
  let known: Promise<{ content: Content; tag: string }> | null = null;
  return async (exchange) => {
    const { request, response } = exchange;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new RequestError(405, 'METHOD_NOT_ALLOWED', '请用 GET。', 'Use GET.', { allow: 'GET, HEAD' });
    }
    const wanted = wantedCodings(request.headers['accept-encoding']);
    known ??= readContent(file, type);
    const { content, tag } = await known;
    const coding = codingOf(content, wanted);
    const about = {
      'cache-control': cacheControl,
      etag: tagIn(coding, tag),
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    };
    if (names(request.headers['if-none-match'], about.etag)) {
      varyBy('accept-encoding', exchange);
      return void response.writeHead(304, about).end();
    }
    await sendContent(exchange, { status: 200, headers: { 'content-type': type, ...about }, content, coding });
  };
}

async function readContent(file: URL, type: string): Promise<{ content: Content; tag: string }> {
  const plain = await readFile(file);
  return { content: contentOf(plain), tag: entityTag(type, plain) };
}

const notBuilt: Route = async () => {
  throw new RequestError(
    503,
    'NOT_BUILT',
    'GraphiQL 尚未构建；请运行 npm run build，然后重新启动。',
    'GraphiQL has not been built; run npm run build, then start again.',
  );
};
