import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildContract } from './build.js';

/** Prints the contract to schema/schema.graphql; with `--check` it says instead whether the file is up to date. */
const file = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));
const printed = `${printSchema(lexicographicSortSchema(buildContract()))}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== printed) {
    console.error('schema/schema.graphql is not what the code makes; run: npm run build && node dist/schema/print.js');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, printed);
}
