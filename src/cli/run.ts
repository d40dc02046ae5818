import { Command, CommanderError } from 'commander';
import { annotateCommand } from './commands/annotate.js';
import { backupCommand } from './commands/backup.js';
import { blameCommand } from './commands/blame.js';
import { budgetsCommand } from './commands/budgets.js';
import { changesCommand } from './commands/changes.js';
import { clockCommand } from './commands/clock.js';
import { compareCommand } from './commands/compare.js';
import { doctorCommand } from './commands/doctor.js';
import { draftCommand } from './commands/draft/draft.js';
import { dumpCommand } from './commands/dump.js';
import { exportCommand } from './commands/export.js';
import { historyCommand } from './commands/history.js';
import { importCommand } from './commands/import.js';
import { loadCommand } from './commands/load.js';
import { migrateCommand } from './commands/migrate.js';
import { openCommand } from './commands/open.js';
import { rebuildCommand } from './commands/rebuild.js';
import { restoreCommand } from './commands/restore.js';
import { revertCommand } from './commands/revert.js';
import { savesCommand } from './commands/saves.js';
import { withdrawnCommand } from './commands/withdrawn.js';
import { sealCommand } from './commands/seal.js';
import { serveCommand } from './commands/serve.js';
import { showCommand } from './commands/show.js';
import { stagesCommand } from './commands/stages.js';
import { exitCodes, failureOf } from './failures.js';
import { openOutput } from './terminal/output.js';
import { programVersion } from './program-version.js';

const description = `Budget Ledger 预算台账

读命令只读打开账本，服务运行时也可使用；写命令在 SQLite 事件库上需要独占写锁。
Reading commands open the ledger read-only, also while a server runs; on a SQLite event store, writing ones need its lock.`;

const more = `
环境变量与服务相同（DATA_DIR、EVENT_STORE、READ_MODEL…，见 docs/configuration.md）。
Configured as the server is, by environment variables (docs/configuration.md).

退出码 Exit codes:
  0  完成 done                        4  按规则被拒绝，未存储 refused by the rules, nothing stored
  1  故障 fault                       5  数据目录正被写入 locked by another process, such as the server
  2  用法或配置有误 usage, configuration  6  检查发现问题 a check found problems
  3  找不到，或无法回答 not found, or not answerable
  7  数据库服务器无应答 a server named in the configuration does not answer
  130  被中断 interrupted
`;

/** Runs one command line; gives the exit code. Standard output has the answer, standard error everything else. */
export async function run(argv: readonly string[]): Promise<number> {
  const output = openOutput(argv.includes('--json'));
  const program = new Command('budget-ledger')
    .description(description)
    .option('--data <dir>', '数据目录，优先于 DATA_DIR。The data folder, instead of DATA_DIR')
    .option('--json', '以 JSON 输出。Answers and errors as JSON')
    .version(programVersion, '-V, --version', '版本。The version')
    .helpOption('-h, --help', '用法。How it is used')
    .helpCommand('help [command]', '某个命令的用法。How a command is used')
    .addHelpText('after', more)
    .configureHelp({ showGlobalOptions: true });
  const commands = [
    serveCommand(),
    importCommand(output),
    openCommand(output),
    showCommand(output),
    historyCommand(output),
    blameCommand(output),
    changesCommand(output),
    savesCommand(output),
    withdrawnCommand(output),
    budgetsCommand(output),
    compareCommand(output),
    revertCommand(output),
    draftCommand(output),
    sealCommand(output),
    stagesCommand(output),
    annotateCommand(output),
    exportCommand(output),
    rebuildCommand(output),
    backupCommand(output),
    restoreCommand(output),
    dumpCommand(output),
    loadCommand(output),
    migrateCommand(output),
    clockCommand(output),
    doctorCommand(output),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...program.commands.flatMap((each) => [each, ...each.commands])]) {
    command
      .exitOverride()
      .configureOutput({ outputError: () => undefined })
      .configureHelp({ showGlobalOptions: true });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    // Its help has been printed already.
    if (error instanceof CommanderError && error.code === 'commander.help') return exitCodes.usage;
    const failed = failureOf(error);
    output.fail(failed);
    return exitCodes[failed.ending];
  }
}

/** Ends with the code: at once after a failure, which may have left threads behind; otherwise when all is done. */
export function exitWith(code: number): void {
  if (code !== exitCodes.done) process.exit(code);
  process.exitCode = code;
}
