import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { plainHttp } from '../support/clients/plain-http.js';
import { openFolder } from '../support/ledgers/scratch-folder.js';
import type { TwoServers } from '../support/ledgers/serving.js';
import { twoServers } from '../support/ledgers/serving.js';

const folder = openFolder();
let { ledger, keeping, rows } = {} as TwoServers;
beforeAll(async () => {
  ({ ledger, keeping, rows } = await twoServers(folder));
});
afterAll(() => folder.leave());

const json = { 'content-type': 'application/json' };

const rename = (name: string): string =>
  JSON.stringify({
    query: `mutation { renameProject(input: { projectId: "${rows[0]?.id ?? ''}", name: "${name}" }) { version } }`,
  });

/** 企业 as a page in GBK would send it. */
const gbk = Buffer.from([0xc6, 0xf3, 0xd2, 0xb5]);

/** The name that the marks stand for, in bytes of its own. */
function withBytes(text: string, bytes: Buffer): Buffer {
  const [before = '', after = ''] = text.split('##');
  return Buffer.concat([Buffer.from(before), bytes, Buffer.from(after)]);
}

const post = (body: Buffer | string, headers: Record<string, string> = json) =>
  plainHttp(`${keeping.url}/graphql`, { method: 'POST', headers, body });

const codeOf = ({ text }: { text: string }): unknown =>
  (JSON.parse(text) as { errors?: [{ extensions: { code: string } }] }).errors?.[0].extensions.code;

describe('a request whose text is not in UTF-8', () => {
  it.each<[string, () => Promise<{ status: number; text: string }>, number, string]>([
    ['bytes of GBK', () => post(withBytes(rename('##'), gbk)), 400, 'INVALID_UTF8'],
    ['bytes of no encoding', () => post(withBytes(rename('a##b'), Buffer.from([0xff, 0xfe]))), 400, 'INVALID_UTF8'],
    ['half a character', () => post(withBytes(rename('##'), Buffer.from([0xe4, 0xbc]))), 400, 'INVALID_UTF8'],
    [
      'a charset that says so',
      () => post(rename('企业'), { 'content-type': 'application/json; charset=gbk' }),
      415,
      'UNSUPPORTED_BODY',
    ],
    ['a coding', () => post(rename('企业'), { ...json, 'content-encoding': 'gzip' }), 415, 'UNSUPPORTED_BODY'],
  ])('is refused for %s, and nothing is recorded', async (_what, ask, status, code) => {
    const { position } = await ledger.services.queries.head(null);
    const answer = await ask();
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
    expect((await ledger.services.queries.head(null)).position).toBe(position);
  });

  it.each(['%C6%F3%D2%B5', '%zz', '%'])('is refused in an address: %s', async (typed) => {
    const query = `%7Bprojects(filter:%7Btext:%22${typed}%22%7D)%7Bcount%7Bvalue%7D%7D%7D`;
    const answer = await plainHttp(`${keeping.url}/graphql?query=${query}`, { headers: json });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_UTF8']);
  });

  it.each<[string, Buffer]>([
    ['GBK', gbk],
    ['UTF-8, but not percent-encoded', Buffer.from('é')],
  ])('is refused in a header: bytes of %s', async (_encoding, bytes) => {
    const name = bytes.toString('latin1');
    const question = JSON.stringify({ query: '{ viewer { localMode } }' });
    const answer = await post(question, { ...json, 'x-actor-name': name });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'INVALID_IDENTITY']);
  });

  it('is told from one that is, whichever way that is said', async () => {
    const query = '{ projects(filter: { text: "企业" }) { count { value } } }';
    const question = JSON.stringify({ query });
    for (const type of ['application/json', 'application/json; charset=UTF-8', 'application/json;charset="utf8"'])
      expect((await post(question, { 'content-type': type })).status).toBe(200);
  });
});
