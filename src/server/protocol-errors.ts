import type { GraphQLFormattedError } from 'graphql';

interface Told {
  /** As Apollo says it. */
  says: string | RegExp;
  zh: string;
  en: string;
  /** Of what has none of its own. */
  code?: string;
}

/** What Apollo says of requests that are none, or may be forged, in both languages and with what to do. */
const told: readonly Told[] = [
  {
    says: /^This operation has been blocked as a potential Cross-Site Request Forgery/,
    zh: '该请求可能是其他网站的表单或图片发出的，不予执行；请带上请求头 content-type: application/json 或 apollo-require-preflight（值任意，不可为空），或在 accept 中写明 application/graphql-response+json。',
    en: 'A form or an image of another site could have sent this request, so it is not executed; send the header content-type: application/json or apollo-require-preflight (any value that is not empty), or name application/graphql-response+json in accept.',
  },
  {
    says: /^GET requests only support query operations, not mutation/,
    zh: 'GET 只能用于查询（query）；修改（mutation）请以 POST 发送 {"query": …, "variables": …}，content-type 为 application/json。',
    en: 'GET is for queries alone; send mutations by POST as {"query": …, "variables": …} with the content type application/json.',
  },
  {
    says: /^GET requests only support query operations, not subscription/,
    zh: 'GET 只能用于查询（query）；订阅（subscription）请通过 WebSocket 发往 /graphql，协议为 graphql-transport-ws。',
    en: 'GET is for queries alone; send subscriptions to /graphql over a WebSocket, in the protocol graphql-transport-ws.',
  },
  {
    says: /^POST body missing/,
    zh: '请求体须为 JSON 对象；请以 application/json 发送 {"query": …, "variables": …}。',
    en: 'The body has to be an object of JSON; send {"query": …, "variables": …} as application/json.',
  },
  {
    says: /^GraphQL operations must contain a non-empty `query`/,
    zh: '请求中没有查询；请给出 query，或以 extensions.persistedQuery 给出其散列值。',
    en: 'The request asks for nothing; give "query", or its hash as extensions.persistedQuery.',
  },
  {
    says: /^GET requests may not have a content-type header other than/,
    zh: 'GET 请求的 content-type 只能是 application/json，或不写。',
    en: 'With GET the content type is application/json, or none.',
  },
  {
    says: /^The '?(?:query|operationName|variables|extensions)'? search parameter/,
    zh: '地址中的 query、operationName、variables、extensions 各至多一次；variables 与 extensions 须为 JSON 对象。',
    en: 'In the address query, operationName, variables and extensions stand once at most, the last two as objects of JSON.',
  },
  {
    says: 'provided sha does not match query',
    code: 'PERSISTED_QUERY_MISMATCH',
    zh: '散列值与查询不符；sha256Hash 须为 query 原文（UTF-8）的 SHA-256，以小写十六进制书写。',
    en: 'The hash is not that of the query; sha256Hash is the SHA-256 of the text of "query" (UTF-8) in lower-case hexadecimal.',
  },
];

/** What clients compare word by word: these messages stay as they are, and the Chinese stands beside them. */
const persisted: readonly (Told & { message: string; code: string })[] = [
  {
    says: 'PersistedQueryNotFound',
    message: 'PersistedQueryNotFound',
    code: 'PERSISTED_QUERY_NOT_FOUND',
    zh: '服务器尚无此散列值的查询；请把 query 与散列值一起再发一次。',
    en: 'The server has no query of this hash yet; send "query" together with the hash.',
  },
  {
    // A client that hears of another version of the protocol goes on without it.
    says: /^(?:PersistedQueryNotSupported|Unsupported persisted query version)$/,
    message: 'PersistedQueryNotSupported',
    code: 'PERSISTED_QUERY_NOT_SUPPORTED',
    zh: '只支持 extensions.persistedQuery 的版本 1；请发送 query 本身。',
    en: 'Of extensions.persistedQuery there is version 1 alone; send "query" itself.',
  },
];

/** An error of GraphQL's protocol over HTTP in both languages; null: it is none. */
export function protocolError({ message, extensions }: GraphQLFormattedError): GraphQLFormattedError | null {
  const ofQuery = persisted.find(({ says }) => isSaid(message, says));
  if (ofQuery !== undefined) {
    const { code, zh, en } = ofQuery;
    return { message: ofQuery.message, extensions: { code, messageZh: zh, messageEn: en } };
  }
  const found = told.find(({ says }) => isSaid(message, says));
  if (found === undefined) return null;
  return { message: found.zh, extensions: { code: found.code ?? extensions?.['code'], messageEn: found.en } };
}

function isSaid(message: string, says: string | RegExp): boolean {
  return typeof says === 'string' ? message === says : says.test(message);
}
