import { randomUUID } from 'node:crypto';
import type { GraphQLFormattedError } from 'graphql';
import { GraphQLError } from 'graphql';
import { QueryError } from './query-error.js';

/** Where unexpected faults are told, with the reference that the client was given. */
export type ReportFault = (reference: string, fault: unknown) => void;

/**
 * The one error format: `message` (Chinese) and `extensions` { code, messageEn, argument? }. Codes of `QueryError`, of
 * GraphQL itself (GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT), and INTERNAL_SERVER_ERROR with a
 * reference for everything that should not have happened: what it was stays in the log.
 */
export function errorFormat(report: ReportFault) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    const { locations, path } = formatted;
    const place = { ...(locations === undefined ? {} : { locations }), ...(path === undefined ? {} : { path }) };
    if (cause instanceof QueryError) {
      const { code, messageEn, argument } = cause;
      return { message: cause.message, ...place, extensions: { code, messageEn, argument } };
    }
    if (cause instanceof GraphQLError) return fromGraphQL(formatted, cause, place);
    const reference = randomUUID();
    report(reference, cause);
    return {
      message: `服务器内部错误，请稍后重试；如仍出现，请把编号 ${reference} 告知管理员。`,
      ...place,
      extensions: {
        code: 'INTERNAL_SERVER_ERROR',
        messageEn: `Internal error. Try again later; if it stays, tell the administrator the reference ${reference}.`,
        reference,
      },
    };
  };
}

function fromGraphQL(formatted: GraphQLFormattedError, error: GraphQLError, place: object): GraphQLFormattedError {
  const given = { ...formatted.extensions, ...error.extensions };
  const code = typeof given['code'] === 'string' ? given['code'] : 'BAD_USER_INPUT';
  const { zh, en } = said(formatted.message, given['messageEn']);
  return { message: shortened(zh), ...place, extensions: { code, messageEn: shortened(en) } };
}

/** GraphQL's own sentences are English; ours come in both languages, behind the place that GraphQL names. */
function said(message: string, messageEn: unknown): { zh: string; en: string } {
  const [, variable = '', ours = message] = inVariable.exec(message) ?? [];
  if (typeof messageEn === 'string') {
    return {
      zh: variable === '' ? ours : `${variable}：${ours}`,
      en: variable === '' ? messageEn : `${variable}: ${messageEn}`,
    };
  }
  if (oneOf.test(message)) {
    return { zh: `该输入需要恰好一个成员。${message}`, en: `Give this input exactly one member. ${message}` };
  }
  return { zh: `请求有误。${message}`, en: message };
}

/** `Variable "$input" got invalid value … at "input.funding"; …`: the place, and what is wrong there. */
const inVariable = /^Variable "\$[^"]*" got invalid value [^]*? at "([^"]+)"; ([^]*)$/;

/** How GraphQL says that a @oneOf input has no member, or several. */
const oneOf = /exactly one|must specify exactly/i;

/** What was given is shown, but not echoed at any length. */
function shortened(text: string): string {
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text;
}
