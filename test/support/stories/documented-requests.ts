import { readFileSync } from 'node:fs';
import type { PlainRequest } from '../clients/plain-http.js';

/** A request and the answer to it, as a page prints them. */
export interface DocumentedRequest {
  /** Method and address. */
  line: string;
  path: string;
  request: PlainRequest;
  status: number;
  headers: Record<string, string>;
  /** null: the page prints none. */
  body: string | null;
}

/** The `http` blocks of a page, in their order. */
export function documentedRequests(page: string): DocumentedRequest[] {
  const blocks = readFileSync(page, 'utf8').matchAll(/^```http\n([^]*?)^```$/gm);
  return [...blocks].map(([, block = '']) => {
    const [asked = '', answered = ''] = block.split(/^(?=HTTP\/1\.1 )/m);
    const { line, headers, body } = readMessage(asked);
    const answer = readMessage(answered);
    const [method = '', address = ''] = line.split(/ (.*)/);
    return {
      line,
      path: encodeURI(address),
      request: { method, headers, ...(body === null ? {} : { body }) },
      status: Number(answer.line.split(' ')[1]),
      headers: answer.headers,
      body: answer.body,
    };
  });
}

function readMessage(text: string): { line: string; headers: Record<string, string>; body: string | null } {
  const [head = '', body = ''] = text.split(/\n\n([^]*)/);
  const [line = '', ...headers] = head.trimEnd().split('\n');
  const pairs = headers.map((each): [string, string] => {
    const [name = '', value = ''] = each.split(/: (.*)/);
    return [name, value];
  });
  return { line, headers: Object.fromEntries(pairs), body: body.trim() === '' ? null : body.trim() };
}

/** A pattern for a text in which `…` stands for anything. */
export function asPattern(text: string): RegExp {
  const parts = text.split('…').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`);
}
