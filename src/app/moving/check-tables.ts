import type { ReadModel } from '../../ports/read-model.js';
import { provenTable } from '../proven-contents.js';
import type { TableHash } from './dump-lines.js';
import { MovingError } from './moving-error.js';
import { readDump } from './read-dump.js';

/**
 * Compares the tables that were built from the loaded events with those of the dump: the same content hash, and under it
 * content that has this hash, row by row and byte by byte.
 * @returns how many were compared
 * @throws MovingError NOT_THE_SAME; QueryError BROKEN_CONTENT
 */
export async function checkTables(
  file: string,
  readModel: Pick<ReadModel, 'saveAt' | 'contents'>,
  onTables: (count: number) => void = () => undefined,
): Promise<number> {
  let count = 0;
  for await (const line of readDump(file)) {
    if (line.kind !== 'table') continue;
    const { table, version, contentHash } = line.table;
    const save = await readModel.saveAt(table, { version });
    if (save?.contentHash !== contentHash) throw differs(line.table, save?.contentHash ?? null);
    await provenTable(readModel, save);
    count += 1;
    onTables(1);
  }
  return count;
}

function differs({ table, version, contentHash }: TableHash, found: string | null): MovingError {
  return new MovingError(
    'NOT_THE_SAME',
    `${table} 版本 ${version} 的内容哈希为 ${found ?? '（无）'}，转储中为 ${contentHash}：两处的程序版本不同，或视图有误；请勿启用，先用同一版本的程序重新转储和载入。`,
    `Version ${version} of ${table} has the content hash ${found ?? '(none)'}, and ${contentHash} in the dump: the programs are of two versions, or the views are wrong. Do not use it; dump and load again with one version.`,
  );
}
