import { link, rename, rm, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import iconv from 'iconv-lite';
import { writtenTable } from '../../app/write-table.js';
import { writeCsv } from '../../documents/csv/write-csv.js';
import type { WrittenTable } from '../../documents/written-table.js';
import { failure } from '../failures.js';
import type { BudgetOptions } from '../arguments/budget.js';
import { findBudget } from '../arguments/budget.js';
import type { Output } from '../terminal/output.js';
import { findPoint } from '../arguments/point.js';
import { readLedger } from '../ledger/read-ledger.js';
import { configOf } from '../ledger/config.js';
import { subcommand, addBudgetOptions, addPointOption } from '../arguments/options.js';

interface Options extends BudgetOptions {
  at?: string;
  format?: string;
  encoding: string;
  output?: string;
  force?: boolean;
}

export function exportCommand(output: Output): Command {
  const command = subcommand(
    'export',
    '把某一时点的整张表写成 JSON 或 CSV。Writes the table as it stood at any point, as JSON or CSV',
    [
      'export --output table.csv',
      'export --at v1 --format json',
      'export --at 2024-03-01 --encoding gb18030 --output 表.csv',
    ],
  );
  return addPointOption(addBudgetOptions(command))
    .option(
      '--format <format>',
      'json 或 csv；缺省按文件名，否则 csv。json or csv; default: as the file is named, else csv',
    )
    .option(
      '--encoding <encoding>',
      'CSV 的编码：utf-8（带 BOM）或 gb18030。Of the CSV: utf-8 (with BOM) or gb18030',
      'utf-8',
    )
    .option('--output <file>', '写入文件，缺省为标准输出。Into this file; default: standard output')
    .option('--force', '覆盖已有文件。Replaces a file that is there')
    .action((options: Options) =>
      readLedger(configOf(command), output, async (reader) => {
        const format = formatOf(output, options);
        const encode = encoderOf(options.encoding);
        const budget = await findBudget(reader, options, await findPoint(reader, options, options.at));
        const table = await writtenTable(reader.queries, budget);
        const bytes = format === 'json' ? jsonOf(table) : encode(writeCsv(table));
        if (options.output === undefined) return output.write(bytes);
        await writeWhole(options.output, bytes, options.force === true);
        const { basis, contentHash } = table;
        output.note(
          `已写入 ${options.output}：版本 ${basis.version}，内容哈希 ${contentHash}。`,
          `(version ${basis.version})`,
        );
      }),
    );
}

function formatOf({ json }: Output, { format, output: file = '' }: Options): 'json' | 'csv' {
  const wanted = format ?? (json || /\.json$/i.test(file) ? 'json' : 'csv');
  if (wanted === 'json' || wanted === 'csv') return wanted;
  throw failure(
    'usage',
    'USAGE',
    `--format 须为 json 或 csv，不是“${wanted}”。`,
    `--format is json or csv, not "${wanted}".`,
  );
}

const byteOrderMark = '\uFEFF';

/** Excel takes a file without a byte-order mark for the system's own encoding, which is GB18030 in China. */
function encoderOf(encoding: string): (csv: string) => Uint8Array {
  switch (encoding.toLowerCase()) {
    case 'utf-8':
    case 'utf8':
      return (csv) => Buffer.from(byteOrderMark + csv);
    case 'gb18030':
      return (csv) => iconv.encode(csv, 'gb18030');
    default:
      throw failure(
        'usage',
        'USAGE',
        `--encoding 须为 utf-8 或 gb18030，不是“${encoding}”。`,
        `--encoding is utf-8 or gb18030, not "${encoding}".`,
      );
  }
}

function jsonOf(table: WrittenTable): Uint8Array {
  return Buffer.from(`${JSON.stringify(table, null, 2)}\n`);
}

/** Writes the whole file or none of it: beside its place first, then into its place. */
async function writeWhole(file: string, bytes: Uint8Array, force: boolean): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, bytes, { flag: 'wx' });
    if (force) await rename(beside, file);
    // Unlike a rename, a link is refused where there is a file already.
    else await link(beside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw failure(
        'usage',
        'FILE_EXISTS',
        `${file} 已存在；请换名，或用 --force 覆盖。`,
        `${file} is there already; choose another name, or replace it with --force.`,
      );
    throw failure(
      'usage',
      'UNWRITABLE_FILE',
      `无法写入 ${file}（${code ?? String(error)}）；请核对路径与权限。`,
      `${file} cannot be written (${code ?? String(error)}); check path and permissions.`,
    );
  } finally {
    await rm(beside, { force: true });
  }
}
