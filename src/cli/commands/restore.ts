import type { Command } from 'commander';
import { v7 as uuidv7 } from 'uuid';
import { checkAgainstManifest } from '../../app/backup/check-backup.js';
import type { Manifest } from '../../app/backup/manifest.js';
import type { Restored } from '../../app/backup/restore-backup.js';
import { restoreBackup } from '../../app/backup/restore-backup.js';
import { intentOf } from '../../app/intent.js';
import type { ActorOptions } from '../arguments/actor.js';
import { addActorOptions, callerOf } from '../arguments/actor.js';
import type { Output } from '../terminal/output.js';
import { startProgress } from '../terminal/progress.js';
import { configOf } from '../ledger/config.js';
import { subcommand } from '../arguments/options.js';
import { ledgerBackup } from '../../engines/stores.js';

interface Options extends ActorOptions {
  replace?: boolean;
  dryRun?: boolean;
}

export function restoreCommand(output: Output): Command {
  const command = subcommand(
    'restore',
    '用备份恢复账本：先检查清单、哈希与每条事件，再一步替换；须先停止服务。Restores the ledger from a backup: checks manifest, hashes and every event before it replaces anything; nothing may run',
    [
      'restore /mnt/backup/2024-03-01 --dry-run',
      'restore /mnt/backup/2024-03-01',
      'restore /mnt/backup/2024-03-01 --replace',
    ],
  )
    .argument('<folder>', '备份目录。The folder of the backup')
    .option('--replace', '替换已有账本，原账本保留在旁边。Replaces a ledger that is not empty; it is kept beside')
    .option('--dry-run', '只检查备份。Only checks the backup');
  return addActorOptions(command).action(async (folder: string, options: Options) => {
    const { replace = false, dryRun = false } = options;
    const backup = ledgerBackup(configOf(command));
    const progress = startProgress(output, 1, '检查备份', 'checking the backup');
    try {
      if (dryRun) {
        const manifest = await checkAgainstManifest(folder, backup.store);
        progress.end();
        return tellChecked(output, folder, manifest);
      }
      const now = () => new Date().toISOString();
      const newId = () => uuidv7();
      const intent = intentOf(
        { ...callerOf(options), commandId: null, payload: { restore: folder }, source: { kind: 'cli' } },
        newId,
      );
      const restored = await restoreBackup(folder, replace, { ...backup, now, newId, intent });
      progress.end();
      tellRestored(output, folder, restored);
    } finally {
      progress.end();
    }
  });
}

function tellChecked(output: Output, folder: string, { takenAt, ledger }: Manifest): void {
  if (output.json) return output.write(`${JSON.stringify({ folder, sound: true, takenAt, ledger })}\n`);
  output.write(`备份完好：${ledger.events} 条事件，${ledger.saves} 次保存，到位置 ${ledger.head}，取于 ${takenAt}\n`);
}

function tellRestored(output: Output, folder: string, { manifest, kept, namesTaken, lost }: Restored): void {
  const { ledger, takenAt } = manifest;
  if (output.json) return output.write(`${JSON.stringify({ folder, takenAt, ledger, kept, namesTaken, lost })}\n`);
  output.write(`已恢复：${ledger.events} 条事件，到位置 ${ledger.head}，备份取于 ${takenAt}\n`);
  if (kept !== null) output.write(`原账本保留为 ${kept}\n`);
  if (lost !== null) output.write(`原账本曾到位置 ${lost}，备份中没有的记录不再存在；已记入账本\n`);
  if (!namesTaken) output.write('人员姓名目录保持原样（已删除的姓名不因恢复而重现）\n');
  output.write('视图将在下次启动服务时重建，或运行 budget-ledger rebuild\n');
}
