import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error.js';

/** A 10 MiB table as JSON text with every character escaped, and room to spare. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** The body as JSON; undefined where there is none. @throws RequestError 400 or 413 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new RequestError(
      400,
      'INVALID_JSON',
      '请求体不是有效的 JSON；请以 application/json 发送 {"query": …, "variables": …}。',
      'The body is no valid JSON; send {"query": …, "variables": …} as application/json.',
    );
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(): RequestError {
  return new RequestError(
    413,
    'BODY_TOO_LARGE',
    `请求体超过 ${maxBodyBytes} 字节；请减少一次提交的内容。`,
    `The body is over ${maxBodyBytes} bytes; send less at once.`,
  );
}
