import { RequestError } from './request-error.js';

/**
 * In local mode whoever reaches the port is the operator. A page of somebody else whose host name resolves to this machine
 * must not reach it through the browser.
 * @throws RequestError 421
 */
export function checkHost(given: string | undefined, own: string): void {
  const name = /^(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(given ?? '')?.[1]?.replace(/^\[|\]$/g, '') ?? '';
  if (['localhost', '127.0.0.1', '::1', own].includes(name)) return;
  throw new RequestError(
    421,
    'UNKNOWN_HOST',
    '请求的主机名不是本机；请用 127.0.0.1 或 localhost 访问。',
    'The host of the request is not this machine; use 127.0.0.1 or localhost.',
  );
}
