/**
 * Removes from dist/ what no source stands behind any more, so that a deleted test is not run from its old output.
 * To be run after tsc has succeeded: by then tsc's own record no longer lists the deleted sources, and writes them
 * again if they come back.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Pages are built whole, by scripts/build-web.js. */
const pages = join('web', 'graphiql');
for (const entry of readdirSync(join(root, 'dist'), { recursive: true })) {
  if (entry.startsWith(pages)) continue;
  const output = /^(.+)\.js(\.map)?$/.exec(entry);
  if (output && !existsSync(join(root, `${output[1]}.ts`))) rmSync(join(root, 'dist', entry));
}
