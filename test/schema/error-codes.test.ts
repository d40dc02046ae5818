import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { describe, expect, it } from '@jest/globals';
import { isEnumType } from 'graphql';
import { buildContract } from '../../schema/build.js';

const schema = buildContract();
const meanings = {
  ErrorCode: meaningsOf('ErrorCode'),
  UserErrorCode: meaningsOf('UserErrorCode'),
};
const documented = readFileSync('docs/errors.md', 'utf8');

/** Where the codes of the contract are given; the command line and the engines have some of their own beside them. */
const rooms = ['events', 'projections', 'services', 'schema', 'src/app', 'src/documents', 'src/server', 'src/cli'];
const apolloCodes: readonly string[] = Object.values(ApolloServerErrorCode);
const listed = [
  'schema/error-codes.ts',
  'schema/meanings-of-transport.ts',
  'services/query-error.ts',
  'events/refusal.ts',
];
const sources = rooms.flatMap(filesIn).filter((file) => !listed.includes(file));
const texts = sources.map((file) => readFileSync(file, 'utf8'));

describe('every code', () => {
  it('of the two enums is in the documents with the same words, and no other is', () => {
    expect(tableOf('extensions.code', 4).map(({ code, words }) => [code, words])).toEqual(sorted(meanings.ErrorCode));
    expect(tableOf('userErrors { code }', 3).map(({ code, words }) => [code, words])).toEqual(
      sorted(meanings.UserErrorCode),
    );
  });

  it('that is in both means the same in both', () => {
    const both = Object.keys(meanings.ErrorCode).filter((code) => code in meanings.UserErrorCode);
    expect(both.sort()).toEqual([
      'FUTURE_TIME',
      'INVALID_ID',
      'INVALID_INPUT',
      'NOT_FOUND',
      'TOO_LARGE',
      'UNKNOWN_POSITION',
    ]);
    for (const code of both) expect(meanings.ErrorCode[code]).toBe(meanings.UserErrorCode[code]);
  });

  it('that is given somewhere in the code is in its enum', () => {
    for (const [where, codes] of [
      ['UserErrorCode', codesGiven(/new Refusal\(\s*'([A-Z0-9_]+)'/g)],
      ['ErrorCode', codesGiven(/new QueryError\(\s*'([A-Z0-9_]+)'/g)],
      ['ErrorCode', codesGiven(/new RequestError\(\s*\d{3},\s*'([A-Z0-9_]+)'/g)],
      ['ErrorCode', codesGiven(/extensions: \{[^}]*?\bcode: '([A-Z0-9_]+)'/g)],
    ] as const) {
      expect(codes.length).toBeGreaterThan(3);
      expect(codes.filter((code) => !(code in meanings[where]))).toEqual([]);
    }
    // A fault of a variable is told as any other fault of a value.
    const ofApollo = apolloCodes.filter((code) => code !== 'BAD_USER_INPUT');
    expect(ofApollo.filter((code) => !(code in meanings.ErrorCode))).toEqual([]);
  });

  it('in an enum is given somewhere', () => {
    const isGiven = (code: string) => apolloCodes.includes(code) || texts.some((text) => text.includes(`'${code}'`));
    const all = [...Object.keys(meanings.ErrorCode), ...Object.keys(meanings.UserErrorCode)];
    expect(all.filter((code) => !isGiven(code))).toEqual([]);
  });

  it('of a request that is not executed is documented with its status', () => {
    const statuses = new Map(tableOf('extensions.code', 4).map(({ code, status }) => [code, status.split(', ')]));
    const given = texts.flatMap((text) => [...text.matchAll(/new RequestError\(\s*(\d{3}),\s*'([A-Z0-9_]+)'/g)]);
    expect(given.length).toBeGreaterThan(15);
    for (const [, status, code = ''] of given)
      expect([code, statuses.get(code)]).toEqual([code, expect.arrayContaining([status])]);
  });
});

function meaningsOf(name: string): Record<string, string> {
  const type = schema.getType(name);
  if (!isEnumType(type)) throw new Error(`there is no enum ${name}`);
  return Object.fromEntries(type.getValues().map(({ name: code, description }) => [code, description ?? '']));
}

function sorted(of: Record<string, string>): [string, string][] {
  return Object.entries(of).sort(([one], [other]) => (one < other ? -1 : 1));
}

function codesGiven(pattern: RegExp): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, code = '']) => code)))];
}

/** The rows of the table below a heading, with what stands in two columns put together as the contract has it. */
function tableOf(heading: string, columns: number) {
  const [, below = ''] = documented.split(`## \`${heading}\`\n`);
  const [section = ''] = below.split('\n## ');
  return [...section.matchAll(/^\| `([A-Z0-9_]+)` +\|(.*)\|$/gm)].map(([, code = '', rest = '']) => {
    const cells = rest.split('|').map((cell) => cell.trim());
    expect(cells).toHaveLength(columns - 1);
    return { code, status: columns === 4 ? (cells[1] ?? '') : '', words: `${cells[0]} ${cells.at(-1)}` };
  });
}

function filesIn(room: string): string[] {
  const found = readdirSync(room, { recursive: true, encoding: 'utf8' });
  return found.filter((file) => file.endsWith('.ts')).map((file) => join(room, file));
}
