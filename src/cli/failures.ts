import { CommanderError } from 'commander';
import type { Refusal } from '../../events/refusal.js';
import { refusalsIn } from '../../events/refusals.js';
import type { QueryErrorCode } from '../../services/query-error.js';
import { QueryError } from '../../services/query-error.js';
import type { BackupErrorCode } from '../app/backup/backup-error.js';
import { BackupError } from '../app/backup/backup-error.js';
import type { LedgerMismatch } from '../app/check-same-ledger.js';
import type { MovingErrorCode } from '../app/moving/moving-error.js';
import { MovingError } from '../app/moving/moving-error.js';
import { ConfigError } from '../config.js';
import type { NoAbility } from '../engines/abilities.js';
import type { ConnectFault } from '../ports/cannot-connect.js';
import type { AlteredFile } from '../ports/altered-file.js';
import { CannotRead } from '../ports/cannot-read.js';
import type { EventsMissing } from '../ports/events-missing.js';
import type { ForeignChange } from '../ports/foreign-change.js';
import type { RolledBack } from '../ports/rolled-back.js';
import { WriterLocked } from '../ports/writer-locked.js';

/** How the program ends, for scripts; `docs/cli.md` lists them. */
export const exitCodes = {
  done: 0,
  /** Something that should not have happened. */
  fault: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** What was asked about is not there, or the question cannot be answered as it stands. */
  notFound: 3,
  /** The rules do not allow it; nothing was stored. */
  refused: 4,
  /** Another process writes to the ledger. */
  locked: 5,
  /** A check found problems. */
  unsound: 6,
  /** A server that the configuration names does not answer. */
  unreachable: 7,
  /** Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;
export type Ending = keyof typeof exitCodes;

/** One thing that went wrong: a stable code, a message in Chinese and in English, and details for scripts. */
export interface Problem {
  code: string;
  message: string;
  messageEn: string;
  [detail: string]: unknown;
}

/** One of several things that the user may have meant: in a failure's `candidates`. */
export interface Candidate {
  id: string;
  name: string;
  /** The shortest text that names it on the command line. */
  written: string;
}

/** Thrown to end the command with an exit code and one or more problems. */
export class Failure extends Error {
  override readonly name = 'Failure';
  constructor(
    readonly ending: Ending,
    readonly problems: readonly Problem[],
  ) {
    super(problems.map(({ code, messageEn }) => `${code}: ${messageEn}`).join(' '));
  }
}

export function failure(ending: Ending, code: string, message: string, messageEn: string, details: object = {}) {
  return new Failure(ending, [{ code, message, messageEn, ...details }]);
}

export function failureOfRefusals(refusals: readonly Refusal[]): Failure {
  return new Failure(
    'refused',
    refusals.map(({ code, message, messageEn, argument, entityId, conflict }) => ({
      code,
      message,
      messageEn,
      argument,
      ...(entityId === undefined ? {} : { entityId }),
      ...(conflict === undefined ? {} : { conflict }),
    })),
  );
}

/** The failure to report for anything that was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const refusals = refusalsIn(error);
  if (refusals !== null) return failureOfRefusals(refusals);
  if (error instanceof QueryError) {
    const { code, message, messageEn, argument } = error;
    return failure(unsound.has(code) ? 'unsound' : 'notFound', code, message, messageEn, { argument });
  }
  if (error instanceof ConfigError)
    return new Failure(
      'usage',
      error.wrong.map((line) => ({ code: error.code, ...line })),
    );
  if (error instanceof CommanderError) return usageFailure(error);
  if (error instanceof CannotRead) {
    const ending = error.code === 'NOTHING_THERE' ? 'notFound' : 'fault';
    return failure(ending, error.code, error.explanation.zh, error.explanation.en);
  }
  if (error instanceof WriterLocked) {
    const { code, message, messageEn, pid } = error;
    return failure('locked', code, message, messageEn, { pid });
  }
  if (error instanceof BackupError)
    return failure(backupEndings[error.code], error.code, error.message, error.messageEn);
  if (error instanceof MovingError)
    return failure(movingEndings[error.code], error.code, error.message, error.messageEn);
  if (isUnavailable(error)) return unavailable(error);
  if (isProblem(error)) return failure(endingOf(error.code), error.code, error.message, error.messageEn);
  const reason = error instanceof Error ? error.message : String(error);
  return failure('fault', 'FAULT', `出现故障：${reason}`, `A fault: ${reason}`);
}

/** What says that a store is not what it was; whatever was asked. */
const unsound: ReadonlySet<QueryErrorCode> = new Set(['ALTERED_EVENT', 'BROKEN_CONTENT', 'BROKEN_SEAL']);

const backupEndings: Record<BackupErrorCode, Ending> = {
  NO_FOLDER: 'usage',
  TARGET_UNUSABLE: 'usage',
  TARGET_NOT_EMPTY: 'usage',
  TARGET_WITHIN_DATA: 'usage',
  LEDGER_NOT_EMPTY: 'refused',
  NOT_A_BACKUP: 'unsound',
  DAMAGED_BACKUP: 'unsound',
};

/** By code: an error that comes out of a thread has kept its members, and lost its class. */
function endingOf(code: string): Ending {
  return endings[code as keyof typeof endings] ?? 'fault';
}

const endings: Partial<
  Record<
    | ConnectFault
    | LedgerMismatch['code']
    | ForeignChange['code']
    | AlteredFile['code']
    | RolledBack['code']
    | EventsMissing['code']
    | NoAbility['code'],
    Ending
  >
> = {
  NOT_SUPPORTED: 'usage',
  NO_SERVER: 'unreachable',
  WRONG_CREDENTIALS: 'usage',
  TLS_MISMATCH: 'usage',
  SERVER_TOO_OLD: 'usage',
  UNKNOWN_SERVER: 'usage',
  READ_MODEL_AHEAD: 'unsound',
  READ_MODEL_OUTDATED: 'unsound',
  ROLLED_BACK: 'unsound',
  EVENTS_MISSING: 'unsound',
  READ_MODEL_OF_ANOTHER_LEDGER: 'unsound',
  FOREIGN_EVENT: 'unsound',
  FOREIGN_CHANGE: 'unsound',
  ALTERED_FILE: 'unsound',
};

const movingEndings: Record<MovingErrorCode, Ending> = {
  NO_FILE: 'usage',
  TARGET_UNUSABLE: 'usage',
  TARGET_EXISTS: 'usage',
  NOT_A_DUMP: 'unsound',
  DAMAGED_DUMP: 'unsound',
  OTHER_LEDGER: 'refused',
  LEDGER_AHEAD: 'refused',
  LEDGER_IN_USE: 'locked',
  SAVE_TOO_LARGE: 'refused',
  NOT_RECORDED: 'fault',
  NOT_THE_SAME: 'unsound',
};

function isProblem(error: unknown): error is Error & { code: string; messageEn: string } {
  return error instanceof Error && 'code' in error && 'messageEn' in error;
}

/** Also one that comes out of a thread. */
function isUnavailable(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'STORE_UNAVAILABLE' && !('messageEn' in error);
}

function unavailable({ message }: Error): Failure {
  return failure(
    'unreachable',
    'STORE_UNAVAILABLE',
    `存储没有应答：${message}；请确认它在运行，再试一次。`,
    `A store does not answer: ${message}; see that it runs, and try again.`,
  );
}

const misuses: Record<string, string> = {
  'commander.unknownCommand': '没有这个命令',
  'commander.unknownOption': '没有这个选项',
  'commander.missingArgument': '缺少参数',
  'commander.optionMissingArgument': '选项缺少值',
  'commander.missingMandatoryOptionValue': '缺少必须给出的选项',
  'commander.excessArguments': '参数过多',
  'commander.conflictingOption': '选项不能同时使用',
  'commander.invalidArgument': '参数值无效',
};

function usageFailure({ code, message }: CommanderError): Failure {
  const english = message.replace(/^error: /, '').replaceAll('\n', ' ');
  const [, what] = /'([^']+)'/.exec(english) ?? [];
  const zh = `${misuses[code] ?? '命令用法有误'}${what === undefined ? '' : `：${what}`}；用法见 --help。`;
  return failure(
    'usage',
    'USAGE',
    zh,
    `${english[0]?.toUpperCase() ?? ''}${english.slice(1).replace(/\.?$/, '.')} See --help.`,
  );
}
