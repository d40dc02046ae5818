import { readFileSync } from 'node:fs';

/** As package.json says, which stands above the compiled program. */
export const programVersion = (
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
