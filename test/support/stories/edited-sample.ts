import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSqliteOnly } from '../ledgers/pair.js';
import { budgetLedger } from '../processes/command-line.js';

export const sampleFile = 'samples/000_fa349c3ba6376aff.txt';
export const sampleYear = ['--fiscal-year', '2024', '--columns', '财政拨款,其他资金'];

/** The real table after an afternoon: two targets lowered, one project's money raised, with its totals. */
export function editedSample(): string {
  return readFileSync(sampleFile, 'utf8')
    .replaceAll('年度指标值:≥10。', '年度指标值:≥8。')
    .replaceAll('64.70', '65.70')
    .replace('21,926.04', '21,927.04')
    .replace('21,899.54', '21,900.54');
}

/** A folder with the real table as version 1, and edited as version 2: a copy of one that is made once in a run. */
export async function twoVersions(directory: string): Promise<void> {
  const { TEST_RUN_FOLDER: shared } = process.env;
  if (shared === undefined || !isSqliteOnly) return makeTwoVersions(directory);
  const made = join(shared, 'two-versions');
  if (!existsSync(made)) {
    const making = mkdtempSync(join(shared, 'making-'));
    await makeTwoVersions(making);
    try {
      renameSync(making, made);
    } catch (error) {
      // Another worker of the run was first.
      if (!existsSync(made)) throw error;
    }
  }
  cpSync(made, directory, { recursive: true });
}

async function makeTwoVersions(directory: string): Promise<void> {
  const files = join(directory, 'files');
  mkdirSync(files, { recursive: true });
  const edited = join(files, 'edited.txt');
  writeFileSync(edited, editedSample());
  await imported(directory, [sampleFile, ...sampleYear, '--reason', '一上']);
  const why = ['--reason', '二上', '--document', '越财〔2024〕1号', '--actor', 'finance', '--role', 'finance'];
  await imported(directory, [edited, ...sampleYear, ...why]);
}

async function imported(directory: string, args: readonly string[]): Promise<void> {
  const { code, stderr } = await budgetLedger(directory, ['import', ...args]);
  if (code !== 0) throw new Error(stderr);
}
