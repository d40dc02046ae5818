import type { IncomingMessage } from 'node:http';
import { RequestError } from './request-error.js';

/** A 10 MiB table as JSON text with every character escaped, and room to spare. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** JSON of a body; undefined where there is none. @throws RequestError 400 */
export function readJson(text: string): unknown {
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

/** The body as text. @throws RequestError 413 */
export function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return reject(tooLarge());
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBodyBytes) return void chunks.push(chunk);
      request.pause();
      reject(tooLarge());
    });
    request.once('end', () =>
      resolve((chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString('utf8')),
    );
    request.once('error', reject);
  });
}

function tooLarge(): RequestError {
  return new RequestError(
    413,
    'BODY_TOO_LARGE',
    `请求体超过 ${maxBodyBytes} 字节；请减少一次提交的内容。`,
    `The body is over ${maxBodyBytes} bytes; send less at once.`,
  );
}
