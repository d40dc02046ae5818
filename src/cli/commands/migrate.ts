import { constants } from 'node:fs';
import { access, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual, parseEnv } from 'node:util';
import type { Command } from 'commander';
import type { Config } from '../../config.js';
import { readConfig } from '../../config.js';
import { withFiles } from '../../config-files.js';
import { countEvents } from '../../engines/stores.js';
import type { MovingTools } from '../../moving.js';
import { dumpLedger, headOf, loadLedger } from '../../moving.js';
import { CannotWrite } from '../../ports/cannot-write.js';
import { subcommand } from '../arguments/options.js';
import { failure } from '../failures.js';
import { bytesOf, makeFolder } from '../../files/files.js';
import { configOf } from '../ledger/config.js';
import { checkLoaded, moving } from '../ledger/moving.js';
import type { Output } from '../terminal/output.js';
import { tellLoaded } from './load.js';

export function migrateCommand(output: Output): Command {
  const command = subcommand(
    'migrate',
    '把本配置的账本迁到另一配置的引擎：先转储后载入，逐条核对；可反复运行，每次只迁新增的部分，最后一次须停止服务。Moves the ledger to the engines of another configuration: a dump and a load; run again, it takes over what is new; the last time nothing may run',
    ['migrate --to target.env', 'migrate --to target.env --json'],
  ).requiredOption(
    '--to <file>',
    '目标的环境变量，每行一个（DATA_DIR=、EVENT_STORE=、READ_MODEL=）。The variables of the target, a line each',
  );
  return command.action(async ({ to }: { to: string }) => {
    const from = configOf(command);
    const target = await configIn(to);
    if (isDeepStrictEqual(from.eventStore, target.eventStore)) throw sameLedger(to);
    const count = await countEvents(from);
    const { loaded, isBehind } = await moving(output, (tools) => migrate(from, target, count, tools));
    checkLoaded(loaded);
    tellLoaded(output, {}, loaded);
    if (isBehind) throw movedOn();
  });
}

/** Through a file in the data folder, which is removed at the end. */
async function migrate(from: Config, target: Config, count: number, tools: MovingTools) {
  const before = await headOf(from);
  await makeWritable(from.dataDirectory);
  const through = join(from.dataDirectory, 'migration.jsonl');
  await rm(through, { force: true });
  try {
    await dumpLedger(from, { file: through, withNames: true, count }, tools);
    const bytes = await bytesOf(through);
    const loaded = await loadLedger(target, through, bytes, tools);
    return { loaded, isBehind: (await headOf(from)) !== before };
  } finally {
    await rm(through, { force: true });
  }
}

/** A ledger on servers alone may have no data folder yet. @throws CannotWrite */
async function makeWritable(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new CannotWrite(folder, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

/** Nothing of this process's own environment holds for the target. @throws Failure, ConfigError */
async function configIn(file: string): Promise<Config> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code ?? String(error);
    throw failure(
      'usage',
      'NO_TARGET',
      `无法读取目标的配置 ${file}（${why}）；请写出一个每行一个变量的文件。`,
      `The configuration of the target ${file} cannot be read (${why}); name a file with a variable a line.`,
    );
  });
  return readConfig(withFiles(parseEnv(text)));
}

function sameLedger(file: string) {
  return failure(
    'usage',
    'SAME_LEDGER',
    `${file} 中的 EVENT_STORE 就是本账本所在；请指定另一个。`,
    `EVENT_STORE in ${file} is where the ledger is already; name another one.`,
  );
}

function movedOn() {
  return failure(
    'unsound',
    'SOURCE_MOVED_ON',
    '迁移期间原账本又有新的保存，尚未迁过去；请停止服务后再次运行，只会迁移新增的部分。',
    'The ledger went on meanwhile, and what was saved then is not moved; stop the server and run it again, it takes over the rest alone.',
  );
}
