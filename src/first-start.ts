import { readdir, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localOperator } from '../services/caller.js';
import type { Commands } from '../services/services.js';
import { readSidecar } from './documents/sidecar.js';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));

/**
 * Imports the sample tables into an empty ledger, so that there is something real to look at. Each import is a command
 * under an id of its own: a start that was cut short goes on where it stopped.
 * @returns one line for each table, for the log
 */
export async function importSamples(commands: Commands, directory = samples): Promise<string[]> {
  const texts = (await readdir(directory)).filter((name) => name.endsWith('.txt')).sort();
  return Promise.all(texts.map((name) => importSample(commands, join(directory, name))));
}

async function importSample(commands: Commands, file: string): Promise<string> {
  const bytes = await readFile(file);
  const { fiscalYear, taxonomy, unitKey, columns } = readSidecar(
    await readFile(file.replace(/\.txt$/, '.json'), 'utf8'),
  );
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const answer = await commands.importTable({
    caller: {
      actor: localOperator,
      requestId: `first-start-${sha256.slice(0, 16)}`,
    },
    commandId: `first-start-${sha256}`,
    reason: '首次启动：导入公开的样表',
    basisDocument: null,
    payload: { sample: sha256 },
    source: { kind: 'cli' },
    fileName: basename(file),
    bytes,
    unitKey,
    fiscalYear,
    taxonomy,
    columns,
    rowColumns: [],
    mapping: [],
    dryRun: false,
    expectedVersion: null,
  });
  if (answer.refused)
    throw new Error(`${basename(file)}: ${answer.refusals.map(({ messageEn }) => messageEn).join(' ')}`);
  return `${basename(file)}: version ${answer.done?.version ?? 0} of budget ${answer.done?.budgetId ?? ''}`;
}
