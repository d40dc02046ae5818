import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DocumentedFiles } from '../stories/documented-files.js';

const compiler = createRequire(import.meta.url).resolve('relay-compiler/cli.js');
const run = promisify(execFile);

/** Why Relay's compiler, which is a program for some platforms, does not run here; null: it does. */
export async function relayMissing(): Promise<string | null> {
  try {
    await run(process.execPath, [compiler, '--version']);
    return null;
  } catch (error) {
    return `relay-compiler does not run on ${process.platform} ${process.arch}: ${String(error)}`;
  }
}

/**
 * Has the compiler read the documents, and whatever else lies in `src`.
 * @returns what it says, nothing but what it has written
 * @throws with what it complains about
 */
export async function compileRelay(files: DocumentedFiles, documents: Record<string, string>): Promise<string> {
  copyFileSync(join('schema', 'schema.graphql'), join(files.folder, 'schema.graphql'));
  for (const [name, text] of Object.entries(documents)) {
    files.write(`src/${name}.js`, `import { graphql } from 'relay-runtime';\nexport default graphql\`${text}\`;\n`);
  }
  const config = join(files.folder, 'relay.config.json');
  const { stdout, stderr } = await run(process.execPath, [compiler, config], { cwd: files.folder });
  return stdout + stderr;
}
