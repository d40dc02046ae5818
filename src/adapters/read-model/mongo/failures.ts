import type { MongoErrorLabel } from 'mongodb';
import {
  MongoBulkWriteError,
  MongoCompatibilityError,
  MongoDriverError,
  MongoError,
  MongoMissingCredentialsError,
  MongoNetworkError,
  MongoParseError,
  MongoServerError,
  MongoSystemError,
  MongoWriteConcernError,
} from 'mongodb';
import type { ConnectFault } from '../../../ports/cannot-connect.js';
import { CannotConnect } from '../../../ports/cannot-connect.js';
import { StoreUnavailable } from '../../../ports/event-store.js';
import type { MongoPlace } from './url.js';
import { shownPlace } from './url.js';

/** A document of this `_id` is there already. */
export const duplicate = 11_000;

/** Unauthorized, AuthenticationFailed, and what a hosted service says in their place. */
const refusedCodes: unknown[] = [13, 18, 8_000];

/** The server stops, has lost its majority, has another leader, or did not come to an end in time. */
const outageCodes: unknown[] = [
  6, 7, 43, 50, 64, 79, 89, 91, 100, 134, 175, 189, 262, 9_001, 10_107, 11_600, 11_601, 11_602, 13_435, 13_436,
];

/**
 * What was found where a server was looked for; errors that are not the driver's as they are. The driver's own error is
 * not kept: it may name the URL, and the password in it.
 */
export function cannotConnect(place: MongoPlace, error: unknown): unknown {
  if (!(error instanceof MongoError || isSocketFault(error))) return error;
  const fault = faultOf(error);
  return new CannotConnect(fault, sentences[fault](shownPlace(place), wordsOf(error)));
}

/** @param oldest that this program works with */
export function tooOld(place: MongoPlace, version: string, oldest: string): CannotConnect {
  return new CannotConnect('SERVER_TOO_OLD', sentences.SERVER_TOO_OLD(shownPlace(place), `${version} < ${oldest}`));
}

type Sentences = (location: string, found: string) => { zh: string; en: string };

const sentences: Record<ConnectFault, Sentences> = {
  NO_SERVER: (location, found) => ({
    zh: `${location} 没有可用的 MongoDB 应答（${found}）；请确认它已启动、网络可达、副本集已有主节点，并检查 READ_MODEL 中的主机与端口。`,
    en: `No MongoDB that can be used answers at ${location} (${found}); see that it runs, can be reached and has a primary, and check hosts and ports in READ_MODEL.`,
  }),
  WRONG_CREDENTIALS: (location, found) => ({
    zh: `${location} 的 MongoDB 不接受所给的用户（${found}）；请检查 READ_MODEL 中的用户名、密码与 authSource，并授予该用户对此数据库的 readWrite 权限。`,
    en: `MongoDB at ${location} does not accept the user that was given (${found}); check name, password and authSource in READ_MODEL, and grant that user readWrite on this database.`,
  }),
  TLS_MISMATCH: (location, found) => ({
    zh: `无法与 ${location} 的 MongoDB 建立 TLS 连接（${found}）；请检查 READ_MODEL 中的 tls 选项，以及证书是否受信任。`,
    en: `No TLS connection with MongoDB at ${location} can be made (${found}); check the tls options in READ_MODEL, and whether the certificate is trusted.`,
  }),
  SERVER_TOO_OLD: (location, found) => ({
    zh: `${location} 的 MongoDB 版本过旧（${found}）；请升级到 6.0 或更高版本。`,
    en: `MongoDB at ${location} is too old (${found}); upgrade it to 6.0 or later.`,
  }),
  UNKNOWN_SERVER: (location, found) => ({
    zh: `${location} 不能作为 MongoDB 使用（${found}）；请检查 READ_MODEL 中的地址与选项。`,
    en: `${location} cannot be used as MongoDB (${found}); check the address and the options in READ_MODEL.`,
  }),
};

/** Of the driver, about a server that it does not speak to. */
const oldWords = /reports (maximum )?wire version/;

/** In the words of the driver and of OpenSSL. */
const tlsWords = /\b(ssl|tls)\b|certificate|self.signed/i;

/** The driver hands some of these on as they are. */
function isSocketFault(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

function faultOf(error: MongoError | NodeJS.ErrnoException): ConnectFault {
  if (!(error instanceof MongoError)) return 'NO_SERVER';
  if (isRefused(error)) return 'WRONG_CREDENTIALS';
  if (error instanceof MongoCompatibilityError || oldWords.test(wordsOf(error))) return 'SERVER_TOO_OLD';
  if (!(error instanceof MongoNetworkError || error instanceof MongoSystemError)) return 'UNKNOWN_SERVER';
  return tlsWords.test(wordsOf(error)) ? 'TLS_MISMATCH' : 'NO_SERVER';
}

/** Runs work whose answer may not come. @throws StoreUnavailable, and what the work throws */
export async function answered<Answer>(place: MongoPlace, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(place, error);
  }
}

/** An answer that did not come is the store's fault, not that of what was asked; other errors as they are. */
function unavailable(place: MongoPlace, error: unknown): unknown {
  if (!isSocketFault(error) && !(error instanceof MongoError && isOutage(error))) return error;
  return new StoreUnavailable(`MongoDB at ${shownPlace(place)} does not answer: ${wordsOf(error)}`);
}

function isOutage(error: MongoError): boolean {
  if (error instanceof MongoNetworkError || error instanceof MongoSystemError) return true;
  if (error instanceof MongoWriteConcernError || isRefused(error)) return true;
  if (error instanceof MongoParseError) return false;
  // The server has said nothing about any of the documents.
  if (error instanceof MongoBulkWriteError && [error.writeErrors].flat().length === 0) return true;
  // Among these, that the client or its session was closed beneath an operation.
  if (error instanceof MongoDriverError) return true;
  return outageCodes.includes(error.code) || error.hasErrorLabel(retryable);
}

const retryable = 'RetryableWriteError' as MongoErrorLabel;

function isRefused(error: MongoError): boolean {
  if (error instanceof MongoMissingCredentialsError) return true;
  return error instanceof MongoServerError && refusedCodes.includes(error.code);
}

/** The innermost reason, which a failed selection of servers wraps: ECONNREFUSED rather than a timeout. */
function wordsOf(error: Error): string {
  const { reason } = error as { reason?: { servers?: Map<string, { error: Error | null }> } };
  const inner = [...(reason?.servers?.values() ?? [])].flatMap((server) => server.error ?? []);
  return inner.at(0)?.message ?? error.message;
}
