import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { checkDump } from '../../app/moving/check-dump.js';
import type { LoadedLedger } from '../../moving.js';
import { loadLedger } from '../../moving.js';
import { subcommand } from '../arguments/options.js';
import { configOf } from '../ledger/config.js';
import { checkLoaded, moving } from '../ledger/moving.js';
import type { Output } from '../terminal/output.js';
import { sizeOf, warnOfMissingTables } from './dump.js';

export function loadCommand(output: Output): Command {
  const command = subcommand(
    'load',
    '把转储载入本配置的账本，先检查，后逐条核对，并建立视图；中断后再次运行会继续；须先停止服务。Loads a dump into the ledger of this configuration: checked before, compared after, views built; goes on where it was cut off; nothing may run',
    ['load ../ledger.jsonl --dry-run', 'load ../ledger.jsonl'],
  )
    .argument('<file>', '转储文件。The dump')
    .option('--dry-run', '只检查转储。Only checks the dump');
  return command.action(async (file: string, { dryRun = false }: { dryRun?: boolean }) => {
    const config = configOf(command);
    const bytes = await bytesOf(file);
    if (dryRun) {
      const report = await moving(output, ({ onStage, onCount }) => {
        onStage('CHECKING', bytes);
        return checkDump(file, onCount);
      });
      if (output.json) return output.write(`${JSON.stringify({ file, sound: true, ...report })}\n`);
      return output.write(`转储完好：${sizeOf(report)}，取于 ${report.takenAt}\n`);
    }
    const loaded = await moving(output, (tools) => loadLedger(config, file, bytes, tools));
    checkLoaded(loaded);
    tellLoaded(output, { file }, loaded);
  });
}

export function tellLoaded(output: Output, about: object, { views, ...loaded }: LoadedLedger): void {
  const { appended, compared, leaves, actors, namesTaken } = loaded;
  warnOfMissingTables(output, loaded);
  if (output.json) return output.write(`${JSON.stringify({ ...about, ...loaded, position: views?.position })}\n`);
  output.write(
    `已载入：${sizeOf(loaded)}；其中本次新载入 ${appended} 条事件\n` +
      `逐条核对一致，${compared} 个表内容一致，视图已建立\n全部叶哈希的 SHA-256 ${leaves}\n`,
  );
  if (actors > 0 && !namesTaken) output.write('人员姓名目录保持原样（已删除的姓名不因载入而重现）\n');
}

/** Where there is none, reading it says so. */
function bytesOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
