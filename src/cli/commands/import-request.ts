import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FundingSums } from '../../../projections/rows.js';
import type { ImportRequest } from '../../../services/services.js';
import type { ActorOptions } from '../arguments/actor.js';
import { callerOf } from '../arguments/actor.js';
import { parseYear } from '../arguments/budget.js';
import { parseVersion } from '../arguments/version.js';
import { failure } from '../failures.js';

export interface ImportOptions extends ActorOptions {
  fiscalYear: string;
  unitKey?: string;
  taxonomy?: string;
  columns?: string;
  rowColumns: string[];
  map: string[];
  draft?: string;
  voidsReview?: boolean;
  expectedVersion?: string;
  dryRun?: boolean;
}

/** @throws Failure USAGE, INVALID_YEAR, INVALID_COLUMNS, INVALID_IDENTITY, UNREADABLE_FILE */
export async function importRequestOf(file: string, options: ImportOptions): Promise<ImportRequest> {
  const { fiscalYear, unitKey, taxonomy, columns, rowColumns, map, expectedVersion, dryRun = false } = options;
  return {
    ...callerOf(options),
    commandId: null,
    payload: { import: basename(file), fiscalYear, map },
    source: { kind: 'cli' },
    fileName: basename(file),
    bytes: await readBytes(file),
    fiscalYear: parseYear(fiscalYear),
    unitKey: unitKey ?? null,
    taxonomy: taxonomy ?? null,
    dryRun,
    columns: columns === undefined ? null : parseColumns(columns),
    rowColumns: rowColumns.map((given) => {
      const [project, names] = splitAt(given, '--row-columns', given.lastIndexOf('='));
      return { project, columns: parseColumns(names) };
    }),
    mapping: map.map((given) => {
      const [from, to] = splitAt(given, '--map', given.indexOf('='));
      return { from, to: to === '' ? null : to };
    }),
    expectedVersion: expectedVersion === undefined ? null : parseVersion(expectedVersion),
    voidsReview: options.voidsReview === true,
  };
}

async function readBytes(file: string): Promise<Uint8Array> {
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

function parseColumns(names: string): (keyof FundingSums)[] {
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

function splitAt(given: string, option: string, at: number): [string, string] {
  if (at > 0) return [given.slice(0, at), given.slice(at + 1)];
  throw failure(
    'usage',
    'USAGE',
    `${option} 须写成 甲=乙：“${given}”。`,
    `${option} is written as one=other, not "${given}".`,
  );
}
