/**
 * Builds what browsers get, into dist/web, unless everything that goes into it is as it was the last time: that keeps
 * `npm run build` quick for everybody who does not work on a page.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const stamp = 'dist/web/built-from';

function sources() {
  const entries = readdirSync('web', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  // The tour becomes the tabs, in both languages; the lock file says which libraries are taken in.
  return [...files, 'docs/tour.md', 'docs/tour.zh-CN.md', 'package-lock.json'];
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of sources()) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const now = fingerprint();
const built = existsSync('dist/web/graphiql/index.html') && existsSync(stamp) ? readFileSync(stamp, 'utf8') : null;
if (built !== now) {
  console.log('Building GraphiQL, once after each change of it …');
  const { build } = await import('vite');
  await build({ configFile: 'web/vite.config.js', logLevel: 'error' });
  writeFileSync(stamp, now);
}
