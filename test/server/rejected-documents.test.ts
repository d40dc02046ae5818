import { beforeAll, describe, expect, it } from '@jest/globals';
import { buildContract } from '../../schema/build.js';
import type { Admission } from '../../src/server/execution/admission.js';
import { admission } from '../../src/server/execution/admission.js';
import { parsedDocuments } from '../../src/server/execution/documents.js';

const schema = buildContract();
let admitted: Admission;

beforeAll(() => void (admitted = admission(schema, parsedDocuments())));

const repeat = (times: number, text: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => text(n)).join(' ');

/** What is said of a document first; null: it may be run. */
async function saidOf(source: string, by = admitted): Promise<unknown> {
  const [error] = (await by.refusalsOf(source)) ?? [];
  return error === undefined ? null : error.message;
}

describe('a document that is wrong', () => {
  it('is told its errors again without being read', async () => {
    const own = admission(schema, parsedDocuments());
    const wrong = '{ budgets { nope } }';
    const first = await own.refusalsOf(wrong);
    expect(first?.[0]).toMatchObject({
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      locations: [{ line: 1, column: 13 }],
    });
    expect(await own.refusalsOf(wrong)).toBe(first);
    expect(own.figures()).toMatchObject({ hits: 1, misses: 1 });
  });

  it('is told twenty errors, and that there are more', async () => {
    const errors = await admitted.refusalsOf(`{ ${repeat(1_200, (n) => `nope${n}`)} }`);
    expect(errors).toHaveLength(21);
    expect(errors?.at(-1)?.message).toMatch(/Too many validation errors/);
  });

  it('takes no more room than it may, however many there are', async () => {
    const own = admission(schema, parsedDocuments(), 64 * 1024);
    for (let n = 0; n < 300; n += 1) await own.refusalsOf(`{ nope${n} }`);
    expect(own.figures().bytes).toBeLessThanOrEqual(64 * 1024);
    expect(own.figures().bytes).toBeGreaterThan(32 * 1024);
  });

  it('and nested so deep that it cannot be read is told so', async () => {
    for (const deep of ['{ a '.repeat(2_400), `${'{ a '.repeat(1_600)}${'} '.repeat(1_600)}`]) {
      const [error] = (await admitted.refusalsOf(deep)) ?? [];
      expect(error?.extensions['code']).toMatch(/^GRAPHQL_(PARSE|VALIDATION)_FAILED$/);
    }
  });

  it('and no GraphQL at all is told so', async () => {
    const [error] = (await admitted.refusalsOf('{ budgets { ')) ?? [];
    expect(error?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED');
  });
});

describe('a document whose validation alone would take long', () => {
  it.each([
    ['repeats one field', `{ ${repeat(300, () => 'budgets { nodes { id } }')} }`],
    ['repeats one field that is none', `{ ${repeat(1_200, () => 'nope')} }`],
    [
      'spreads fragments of one field',
      `{ ${repeat(150, (n) => `...F${n}`)} } ${repeat(150, (n) => `fragment F${n} on Query { budgets { nodes { id } } }`)}`,
    ],
    [
      'repeats a field within fields that are repeated',
      `{ ${repeat(40, () => `budgets { ${repeat(20, () => 'nodes { id }')} }`)} }`,
    ],
  ])('is refused before it: it %s', async (_what, source) => {
    expect(await saidOf(source)).toMatch(/同名字段/);
  });

  it('is refused before it: it has too many fragments', async () => {
    const fragments = repeat(201, (n) => `fragment F${n} on Budget { f${n}: name }`);
    expect(await saidOf(`{ budgets { nodes { ...F0 } } } ${fragments}`)).toMatch(/片段/);
  });

  it('is not one that many fragments ask the same of', async () => {
    const fragments = repeat(100, (n) => `fragment F${n} on Budget { id name fiscalYear }`);
    expect(await saidOf(`{ budgets { nodes { ${repeat(100, (n) => `...F${n}`)} } } } ${fragments}`)).toBeNull();
  });
});
