import type { Command } from 'commander';
import type { DumpReport } from '../../app/moving/check-dump.js';
import { countEvents } from '../../engines/stores.js';
import { dumpLedger } from '../../moving.js';
import { subcommand } from '../arguments/options.js';
import { configOf } from '../ledger/config.js';
import { moving } from '../ledger/moving.js';
import type { Output } from '../terminal/output.js';

export function dumpCommand(output: Output): Command {
  const command = subcommand(
    'dump',
    '把账本写成一个文件：每行一条事件，逐字节照存，任何引擎皆可，服务运行时也可用。Writes the ledger into a file, an event a line, byte for byte as stored: of any engine, also beside a server',
    ['dump ../ledger.jsonl', 'dump /mnt/backup/2024-03-01.jsonl --json'],
  )
    .argument('<file>', '新的文件。A new file')
    .option(
      '--names',
      '连同人员姓名；姓名删除后也须从该文件中删除。With the names of people; one that is erased has to be erased there, too',
    );
  return command.action(async (file: string, { names: withNames = false }: { names?: boolean }) => {
    const config = configOf(command);
    const count = await countEvents(config);
    const report = await moving(output, (tools) => dumpLedger(config, { file, withNames, count }, tools));
    warnOfMissingTables(output, report);
    if (output.json) return output.write(`${JSON.stringify({ file, ...report })}\n`);
    output.write(`已转储到 ${file}：${sizeOf(report)}，已检查\n全部叶哈希的 SHA-256 ${report.leaves}\n`);
  });
}

export function sizeOf({ events, saves, tables, files, actors }: DumpReport): string {
  return `${events} 条事件，${saves} 次保存，${tables} 个表的内容哈希，${files} 个文件，${actors} 个姓名`;
}

/** Without them nobody can say after a move whether the tables are the same. */
export function warnOfMissingTables(output: Output, { events, tables }: DumpReport): void {
  if (events === 0 || tables > 0) return;
  output.warn({
    code: 'NO_TABLE_HASHES',
    message: '没有可用的视图，转储中没有各表的内容哈希，载入后无法核对各表；请启动服务或运行 rebuild 后重新转储。',
    messageEn:
      'There are no views, so the dump has no content hashes of tables to compare with after loading; start the server or run "rebuild", and dump again.',
  });
}
