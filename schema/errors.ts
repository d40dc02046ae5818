import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError, Kind, visit } from 'graphql';
import type { QueryErrorCode } from '../services/query-error.js';
import { QueryError } from '../services/query-error.js';
import type { ErrorCode } from './error-codes.js';
import { errorMeanings } from './error-codes.js';

/** Where unexpected faults are reported, with the reference that the client was given. */
export type ReportFault = (reference: string, fault: unknown) => void;

/**
 * The one error format: `message` (Chinese) and `extensions` { code, messageEn, argument? }. Codes are those of
 * `error-codes.ts`: INTERNAL_SERVER_ERROR, always with a reference, for everything that should not have happened. The
 * details are in the log alone.
 */
export function errorFormat(report: ReportFault) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    const { locations, path } = formatted;
    const location = { ...(locations === undefined ? {} : { locations }), ...(path === undefined ? {} : { path }) };
    if (cause instanceof QueryError) {
      const { code, messageEn, argument } = cause;
      return { message: cause.message, ...location, extensions: { code, messageEn, argument } };
    }
    if (cause instanceof GraphQLError) {
      const code = codeOf(formatted, cause);
      if (code !== null) return fromGraphQL(formatted, cause, code, location);
    }
    const reference = randomUUID();
    report(reference, cause);
    if (isUnavailable(cause)) return { ...storeUnavailable(reference), ...location };
    return {
      message: `服务器内部错误，请稍后重试；如仍出现，请把编号 ${reference} 告知管理员。`,
      ...location,
      extensions: {
        code: fault,
        messageEn: `Internal error. Try again later; if it stays, tell the administrator the reference ${reference}.`,
        reference,
      },
    };
  };
}

/** A store does not answer: whichever question met it, that is no fault of the program, and it passes by itself. */
function isUnavailable(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === unavailable;
}

function storeUnavailable(reference: string): GraphQLFormattedError {
  return {
    message: `存储暂时没有应答，现在无法答复；请稍后再试。若是修改，请以同一 commandId 重新提交，不会重复记账。编号 ${reference}。`,
    extensions: {
      code: unavailable,
      messageEn: `A store does not answer, so this cannot be answered now; try again shortly. A mutation is submitted again under the same commandId: nothing is recorded twice. Reference ${reference}.`,
      reference,
    },
  };
}

const unavailable: QueryErrorCode = 'STORE_UNAVAILABLE';

/**
 * The code of an error of GraphQL itself that is the client's mistake; null: it is a fault of the server. Errors during
 * execution have no code of GraphQL's, and the one that Apollo adds does not tell them apart: an error that points at a
 * variable or a value of the document is about the input, one that points at a field is about our answer.
 */
function codeOf({ extensions: told }: GraphQLFormattedError, { extensions, nodes }: GraphQLError): ErrorCode | null {
  const code = extensions['code'] ?? told?.['code'];
  if (code === ofVariable) return 'INVALID_INPUT';
  if (isErrorCode(code) && code !== fault) return code;
  const [node] = nodes ?? [];
  return node === undefined || node.kind === Kind.FIELD ? null : 'INVALID_INPUT';
}

const fault: ErrorCode = 'INTERNAL_SERVER_ERROR';

/** What Apollo calls the fault of a variable; anywhere else the same fault has another name. */
const ofVariable = 'BAD_USER_INPUT';

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorMeanings, code);
}

function fromGraphQL(
  formatted: GraphQLFormattedError,
  error: GraphQLError,
  code: ErrorCode,
  location: object,
): GraphQLFormattedError {
  const { zh, en } = inArgument(error) ?? said(formatted.message, error.extensions['messageEn']);
  return { message: shorten(zh), ...location, extensions: { code, messageEn: shorten(en) } };
}

/**
 * A valid document with valid variables still makes an invalid argument where a variable that may be null, or left out,
 * stands where a value is needed. GraphQL then prints the argument; here the message names the variables in it.
 */
function inArgument({ message, nodes }: GraphQLError): { zh: string; en: string } | null {
  const [, argument] = /^Argument "([^"]+)" (?:has invalid value|of )/.exec(message) ?? [];
  const [value] = nodes ?? [];
  const names: string[] = [];
  if (value !== undefined) visit(value, { Variable: ({ name }) => void names.push(`$${name.value}`) });
  if (argument === undefined || names.length === 0) return null;
  return {
    zh: `参数 ${argument} 中的变量 ${names.join('、')} 未给出或为 null，而那里必须有值；只取一个成员的输入须给出恰好一个非空成员。`,
    en: `In the argument "${argument}" the variable ${names.join(', ')} is missing or null where a value is needed; an input of one member needs exactly one, which is not null.`,
  };
}

/** GraphQL's own sentences are English; ours come in both languages, after the path that GraphQL names. */
function said(message: string, messageEn: unknown): { zh: string; en: string } {
  const [, variable = '', ours = message] = inVariable.exec(message) ?? [];
  if (typeof messageEn === 'string') {
    return {
      zh: variable === '' ? ours : `${variable}：${ours}`,
      en: variable === '' ? messageEn : `${variable}: ${messageEn}`,
    };
  }
  if (oneOf.test(message)) {
    return {
      zh: `该输入需要恰好一个非空成员。${message}`,
      en: `Give this input exactly one member, which is not null. ${message}`,
    };
  }
  return { zh: `请求有误。${message}`, en: message };
}

/** `Variable "$input" got invalid value … at "input.funding"; …`: the path, and what is wrong there. */
const inVariable = /^Variable "\$[^"]*" got invalid value [^]*? at "([^"]+)"; ([^]*)$/;

/** How GraphQL says that a @oneOf input has no member, several, or one that is null. */
const oneOf = /exactly one|OneOf Input Object|Field "\w+" must be non-null\.$/i;

/** What was given is shown, but not echoed at any length. */
function shorten(text: string): string {
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text;
}
