import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { FundingSums } from '../../../projections/rows.js';
import type { Commands, ImportAnswer, ImportRequest } from '../../../services/services.js';
import { composeImportPreview } from '../../compose-reading.js';
import { composeLedger } from '../../compose.js';
import { callerOf, withActor } from '../acting.js';
import type { ActorOptions } from '../acting.js';
import { findDraft } from '../drafts.js';
import { failure, refused } from '../failures.js';
import { printImport } from '../import-preview.js';
import { uuid, yearOf } from '../naming.js';
import type { Output } from '../output.js';
import { startProgress } from '../progress.js';
import type { Asking } from '../reading.js';
import { asking, askingOf } from '../reading.js';
import { configOf } from '../session.js';
import { versionOf } from '../versions.js';
import { repeated, subcommand } from './options.js';

interface Options extends ActorOptions {
  fiscalYear: string;
  unitKey?: string;
  taxonomy?: string;
  columns?: string;
  rowColumns: string[];
  map: string[];
  draft?: string;
  expectedVersion?: string;
  dryRun?: boolean;
}

export function importCommand(output: Output): Command {
  const command = subcommand(
    'import',
    '导入公开的项目支出绩效目标表（PDF 提取的文本），一次保存。Imports a published table (text of its PDF) as one save',
    [
      'import samples/000_fa349c3ba6376aff.txt --fiscal-year 2024 --dry-run',
      'import table.txt --fiscal-year 2024 --columns 财政拨款,其他资金 --reason 二上 --document "越财〔2024〕1号"',
      'import table.txt --fiscal-year 2024 --map 01a20bc4-6961-72df-8acb-a18921a4e6f4=project:1.3',
    ],
  )
    .argument('<file>', '文件。The file')
    .requiredOption('--fiscal-year <year>', '预算年度，表中没有写。The fiscal year, which the table does not say')
    .option('--unit-key <key>', '单位的固定编号，缺省为表中的名称。Permanent key of the unit; default: its name')
    .option('--taxonomy <id>', '指标分类：cn-2020、cn-2021。The classes of indicators')
    .option('--columns <names>', '金额列，从左到右。What the columns with figures are, left to right')
    .option(
      '--row-columns <project=names>',
      '某项目的金额列，可多次。The same for one project; may be repeated',
      repeated,
      [],
    )
    .option(
      '--map <from=to>',
      '表中行的编号=文件中的行（预览给出），to 为空表示撤销；可多次。A row’s id = the file’s row, as the preview names them; without to it is withdrawn; may be repeated',
      repeated,
      [],
    )
    .option(
      '--expected-version <n>',
      '预览时的版本，其后有修改则拒绝。The version that was previewed; refused if it has changed',
    )
    .option(
      '--draft <draft>',
      '导入草案，而不是预算本身：名称或编号。Into this draft, by name or id, instead of the budget',
    )
    .option('--dry-run', '只预览，不存储；服务运行时也可用。Only shows what would be done, also while a server runs');
  return withActor(command).action((file: string, options: Options) => importFile(command, output, file, options));
}

async function importFile(command: Command, output: Output, file: string, options: Options): Promise<void> {
  const config = configOf(command);
  const request = await requestOf(file, options);
  if (options.dryRun === true) {
    const draftId = options.draft === undefined ? null : await asking(config, output, (ask) => draftOf(ask, options));
    return finish(output, await composeImportPreview(config)({ ...request, draftId }), request);
  }
  const progress = startProgress(output, 4, '打开账本', 'opening the ledger');
  try {
    const ledger = await composeLedger(config);
    try {
      progress.advance(1);
      progress.stage('读取文件', 'reading the file');
      const { commands, queries } = ledger.services;
      const draftId = await draftOf(await askingOf(queries, request.caller), options);
      const answer = await importing(commands, { ...request, draftId }, (stage) => {
        progress.advance(1);
        if (stage === 'READ') progress.stage('逐行比对', 'matching rows');
        else progress.stage('保存并更新视图', 'saving, updating the views');
      });
      progress.end();
      finish(output, answer, request);
    } finally {
      await ledger.close();
    }
  } finally {
    progress.end();
  }
}

/** By id it may be of any budget, which the import then says; by name it is of the budget of the unit and the year. */
async function draftOf(ask: Asking, { draft, unitKey, fiscalYear }: Options): Promise<string | null> {
  if (draft === undefined) return null;
  const budget = uuid.test(draft) ? {} : { year: fiscalYear, ...(unitKey === undefined ? {} : { unit: unitKey }) };
  return (await findDraft(ask, budget, draft)).id;
}

function importing(commands: Commands, request: ImportRequest, onStage: (stage: 'READ' | 'MATCHED') => void) {
  return commands.importTable({ ...request, onStage });
}

function finish(output: Output, answer: ImportAnswer, { dryRun }: ImportRequest): void {
  printImport(output, answer, dryRun);
  if (answer.refused) throw refused(answer.refusals);
}

async function requestOf(file: string, options: Options): Promise<ImportRequest> {
  const { fiscalYear, unitKey, taxonomy, columns, rowColumns, map, expectedVersion, dryRun = false } = options;
  return {
    ...callerOf(options),
    commandId: null,
    payload: { import: basename(file), fiscalYear, map },
    source: { kind: 'cli' },
    fileName: basename(file),
    bytes: await bytesOf(file),
    fiscalYear: yearOf(fiscalYear),
    unitKey: unitKey ?? null,
    taxonomy: taxonomy ?? null,
    dryRun,
    columns: columns === undefined ? null : sourcesOf(columns),
    rowColumns: rowColumns.map((given) => {
      const [project, names] = parted(given, '--row-columns', given.lastIndexOf('='));
      return { project, columns: sourcesOf(names) };
    }),
    mapping: map.map((given) => {
      const [from, to] = parted(given, '--map', given.indexOf('='));
      return { from, to: to === '' ? null : to };
    }),
    expectedVersion: expectedVersion === undefined ? null : versionOf(expectedVersion),
  };
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? String(error);
    throw failure(
      'usage',
      'UNREADABLE_FILE',
      `无法读取 ${file}（${why}）；请核对路径与权限。`,
      `${file} cannot be read (${why}); check path and permissions.`,
    );
  }
}

const sources: Record<string, keyof FundingSums> = {
  财政拨款: 'fiscalAppropriation',
  财政专户拨款: 'specialAccount',
  其他资金: 'other',
  fiscalAppropriation: 'fiscalAppropriation',
  specialAccount: 'specialAccount',
  other: 'other',
};

function sourcesOf(names: string): (keyof FundingSums)[] {
  return names.split(/[,，、]/).map((name) => {
    const source = sources[name.trim()];
    if (source !== undefined) return source;
    throw failure(
      'usage',
      'INVALID_COLUMNS',
      `“${name}”不是资金来源列；请用 财政拨款、财政专户拨款、其他资金。`,
      `"${name}" is no column; use fiscalAppropriation, specialAccount, other.`,
    );
  });
}

function parted(given: string, option: string, at: number): [string, string] {
  if (at > 0) return [given.slice(0, at), given.slice(at + 1)];
  throw failure(
    'usage',
    'USAGE',
    `${option} 须写成 甲=乙：“${given}”。`,
    `${option} is written as one=other, not "${given}".`,
  );
}
