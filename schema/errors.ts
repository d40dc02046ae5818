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
  if (typeof given['messageEn'] === 'string') {
    return { message: formatted.message, ...place, extensions: { code, messageEn: given['messageEn'] } };
  }
  const said = oneOf.test(formatted.message)
    ? { zh: '该输入需要恰好一个成员。', en: 'Give this input exactly one member.' }
    : { zh: '请求有误。', en: '' };
  return {
    message: `${said.zh}${formatted.message}`,
    ...place,
    extensions: { code, messageEn: `${said.en}${said.en === '' ? '' : ' '}${formatted.message}` },
  };
}

/** How GraphQL says that a @oneOf input has no member, or several. */
const oneOf = /(exactly one|Exactly one|must specify exactly)/;
