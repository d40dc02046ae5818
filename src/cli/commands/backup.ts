import type { Command } from 'commander';
import { takeBackup } from '../../app/backup/take-backup.js';
import type { Output } from '../terminal/output.js';
import { countEvents, ledgerBackup } from '../../engines/stores.js';
import { programVersion } from '../program-version.js';
import { startProgress } from '../terminal/progress.js';
import { configOf } from '../ledger/config.js';
import { subcommand } from '../arguments/options.js';

export function backupCommand(output: Output): Command {
  const command = subcommand(
    'backup',
    '把账本备份到新目录：在线、一致、写后逐条检查；视图可重建，不在其中。Copies the ledger into a new folder: beside a server, consistent, read back event by event. Views are not part of it',
    ['backup /mnt/backup/2024-03-01', 'backup ../backup-1 --json'],
  ).argument('<folder>', '新的或空的目录，须在数据目录之外。A new or empty folder outside of the data folder');
  return command.action(async (folder: string) => {
    const config = configOf(command);
    // Said at once, before a server is waited for.
    const backup = ledgerBackup(config);
    const progress = startProgress(output, await countEvents(config), '复制', 'copying');
    try {
      const { takenAt, ledger, files } = await takeBackup(folder, {
        ...backup,
        version: programVersion,
        now: () => new Date().toISOString(),
        onStage: () => progress.stage('检查', 'checking'),
        onEvents: (count) => progress.advance(count),
      });
      progress.end();
      if (output.json) return output.write(`${JSON.stringify({ folder, takenAt, ledger, files })}\n`);
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      output.write(
        `已备份到 ${folder}：${ledger.events} 条事件，${ledger.saves} 次保存，到位置 ${ledger.head}；${bytes} 字节，已检查\n`,
      );
    } finally {
      progress.end();
    }
  });
}
