import { readFileSync } from 'node:fs';

/** package.json stands above the compiled program. */
const { version, engines } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
  engines: { node: string };
};

export const programVersion = version;
/** As `engines` has it: ">=20.20". */
export const nodeWanted = engines.node;
