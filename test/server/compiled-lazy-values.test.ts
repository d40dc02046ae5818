import { describe, expect, it } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { buildSchema, execute, getOperationAST, parse } from 'graphql';
import { executorOf } from '../../src/server/execution/executor.js';

const told = ({ data, errors }: ExecutionResult) => JSON.stringify({ data, errors });

describe('a repeated query', () => {
  it('gets what a function or a promise gives, also where nobody said that there is one', async () => {
    const text = `scalar Amount type Row { total: Amount name: String } type Query { row: Row rows: [Row!]! }`;
    const own = buildSchema(text);
    const row = { total: () => '64.70', name: Promise.resolve('商务工作经费') };
    const rootFields: Record<string, () => unknown> = { row: () => row, rows: () => [row] };
    for (const [name, resolve] of Object.entries(rootFields)) {
      const field = own.getQueryType()?.getFields()[name];
      if (field !== undefined) field.resolve = resolve;
    }
    const document = parse('{ row { total name } rows { total } }');
    const executor = executorOf(own);
    const asked = { document, operation: getOperationAST(document) ?? undefined, operationName: null, variables: {} };
    const right = told(await execute({ schema: own, document }));
    for (let time = 1; time <= 4; time += 1)
      expect(told(await executor.execute({ ...asked, context: {} }))).toBe(right);
    // The program was tried once and found wanting.
    expect(executor.figures()).toEqual({ compiled: 0, interpreted: 4, repeated: 1 });
  });
});
