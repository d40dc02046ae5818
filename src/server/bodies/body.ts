import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { RequestError } from '../request-error.js';
import type { Holding } from './held-bytes.js';
import type { BodyLimits } from './limits.js';
import { readBytes } from './read-bytes.js';

/** JSON of a body; undefined where there is none. @throws RequestError 400 */
export function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    // Some editors and languages begin a text with a byte-order mark, which says nothing more about UTF-8.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch {
    throw new RequestError(
      400,
      'INVALID_JSON',
      '请求体不是有效的 JSON；请以 application/json 发送 {"query": …, "variables": …}。',
      'The body is no valid JSON; send {"query": …, "variables": …} as application/json.',
    );
  }
}

/**
 * The body as text.
 * @param holding what the body holds from now on, and until its request is answered
 * @throws RequestError 400, 408, 413, 415, 503; ClientGone
 */
export async function readText(request: IncomingMessage, holding: Holding, limits: BodyLimits): Promise<string> {
  checkCodingOf(request.headers);
  const bytes = await readBytes(request, holding, limits);
  // Decoding would put other characters in their place.
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new RequestError(
    400,
    'INVALID_UTF8',
    '请求体不是有效的 UTF-8 文本；请先将内容转为 UTF-8 再发送。',
    'The body is no valid UTF-8; convert it to UTF-8 before you send it.',
  );
}

/** The query part of an address is what its sender meant. @throws RequestError 400 */
export function checkSearch(search: string): void {
  try {
    decodeURIComponent(search);
  } catch {
    throw new RequestError(
      400,
      'INVALID_UTF8',
      '网址中的查询部分不是有效的 UTF-8 百分号编码；请用 encodeURIComponent 之类的方法编码。',
      'The query part of the address is no valid percent-encoded UTF-8; encode it as encodeURIComponent does.',
    );
  }
}

/** @throws RequestError 415 */
function checkCodingOf({
  'content-type': type = '',
  'content-encoding': coding = 'identity',
}: IncomingHttpHeaders): void {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(type) ?? [];
  if (/^utf-?8$/i.test(charset) && coding.trim().toLowerCase() === 'identity') return;
  throw new RequestError(
    415,
    'UNSUPPORTED_BODY',
    '只接受未经压缩的 UTF-8 请求体；请去掉 Content-Encoding，并以 charset=utf-8 发送。',
    'Only bodies in UTF-8 and without a Content-Encoding are taken; send it plain, with charset=utf-8.',
  );
}
