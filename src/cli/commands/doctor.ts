import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../../config.js';
import { readConfig } from '../../config.js';
import { countEvents } from '../../engines/stores.js';
import type { Finding } from '../doctor/finding.js';
import { examineConfiguration, examineDisk, examineFolders, examineNode } from '../doctor/examine-machine.js';
import { examineEventStore } from '../doctor/examine-event-store.js';
import { examineViews } from '../doctor/examine-views.js';
import { failure } from '../failures.js';
import type { Output } from '../terminal/output.js';
import { nodeWanted } from '../program-version.js';
import { startProgress } from '../terminal/progress.js';
import { variablesOf } from '../ledger/config.js';
import { columnsOf, table } from '../terminal/table.js';
import { subcommand } from '../arguments/options.js';

export function doctorCommand(output: Output): Command {
  const command = subcommand(
    'doctor',
    '检查配置、目录、磁盘、事件库与视图，并说明该怎么做；只读，服务运行时也可用。Checks configuration, folders, disk, store and views and says what to do; reads only, also beside a server',
    ['doctor', 'doctor --full', 'doctor --json'],
  ).option(
    '--full',
    '逐条检查所有事件，并把视图逐行与重放所得比较（需要与视图相当的临时空间）。Also reads every event, and compares every row of the views with a replay, which takes as much room for a while as they do',
  );
  return command.action(async ({ full = false }: { full?: boolean }) => {
    const variables = variablesOf(command);
    const { data } = command.optsWithGlobals<{ data?: string }>();
    const configured = examineConfiguration(variables, data);
    const isConfigured = configured.every(({ status }) => status !== 'problem');
    const checks = [
      examineNode(process.version, nodeWanted),
      ...configured,
      ...(isConfigured ? await examineAll(readConfig(variables), full, output) : []),
    ];
    print(output, checks);
    const problems = checks.filter(({ status }) => status === 'problem').length;
    if (problems === 0) return;
    const said = `${problems === 1 ? '1 problem was' : `${problems} problems were`} found; see the list.`;
    throw failure('unsound', 'PROBLEMS', `发现 ${problems} 个问题，见列表。`, said, { problems });
  });
}

async function examineAll(config: Config, full: boolean, output: Output): Promise<Finding[]> {
  const folders = await examineFolders(config);
  const progress = startProgress(output, full ? 2 * (await countOrNone(config)) : 0, '检查事件', 'reading events');
  try {
    const events = await examineEventStore(config, full, (count) => progress.advance(count));
    const disk = folders.length === 0 ? [] : [await examineDisk(there(config.dataDirectory))];
    return [...folders, ...disk, ...events, ...(await examineViews(config, full, (count) => progress.advance(count)))];
  } finally {
    progress.end();
  }
}

/** Where it cannot be counted, the check of the store says why. */
function countOrNone(config: Config): Promise<number> {
  return countEvents(config).catch(() => 0);
}

/** The folder, or the nearest above it that is there. */
function there(folder: string): string {
  return existsSync(folder) ? folder : there(dirname(folder));
}

const marks: Record<Finding['status'], string> = { ok: '正常', warning: '提醒', problem: '问题' };

function print(output: Output, checks: readonly Finding[]): void {
  const isSound = checks.every(({ status }) => status !== 'problem');
  if (output.json) return output.write(`${JSON.stringify({ sound: isSound, checks })}\n`);
  const { green, yellow, red } = output.colors;
  const colors = { ok: green, warning: yellow, problem: red };
  output.write(
    table(
      output,
      columnsOf('结果', '方面', '说明'),
      checks.map(({ status, area, message, messageEn }) => [
        { text: marks[status], color: colors[status] },
        { text: area },
        { text: status === 'ok' ? message : `${message}\n${messageEn}` },
      ]),
    ),
  );
}
