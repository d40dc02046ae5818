import { expect } from '@jest/globals';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import {
  execute,
  getNamedType,
  getOperationAST,
  isAbstractType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { ExecutorFigures } from '../../../src/server/execution/executor.js';
import { executorOf } from '../../../src/server/execution/executor.js';

const toldInFull = ({ data, errors }: ExecutionResult) => JSON.stringify({ data, errors });

/**
 * Of several fields that fail below one place which is null for it, graphql-js tells those that failed before it gave up:
 * which, and in which order, is chance. That the place has an error is not.
 */
export function toldByPlace({ data, errors }: ExecutionResult): string {
  const told = errors?.map(({ message, path = [] }) => {
    const place = nullOnTheWay(data, path);
    return place.length === path.length ? [place, message] : [place];
  });
  return JSON.stringify({ data, errors: [...new Set(told?.map((each) => JSON.stringify(each)))].sort() });
}

function nullOnTheWay(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let found = data;
  for (const [depth, part] of path.entries()) {
    if (found === null || found === undefined) return path.slice(0, depth);
    found = (found as Record<string | number, unknown>)[part];
  }
  return path;
}

export interface Contracts {
  /** Asked by the executor. */
  schema: GraphQLSchema;
  /** The same contract, asked by graphql-js alone. */
  plain: GraphQLSchema;
  context: () => object;
}

interface Asked {
  query: string;
  variables?: Record<string, unknown>;
  operationName?: string | undefined;
  told?: (answer: ExecutionResult) => string;
}

/** Asks three times, as one client does that repeats itself, and once of graphql-js on a contract of its own. */
export async function compareAnswers(
  { schema, plain, context }: Contracts,
  { query, variables = {}, operationName, told = toldInFull }: Asked,
): Promise<{ figures: ExecutorFigures; hasErrors: boolean }> {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const executor = executorOf(schema);
  const operation = getOperationAST(document, operationName) ?? undefined;
  const asked = { document, operation, operationName, variables };
  const right = await execute({ ...asked, schema: plain, variableValues: variables, contextValue: context() });
  for (let time = 1; time <= 3; time += 1) {
    expect(told(await executor.execute({ ...asked, context: context() }))).toBe(told(right));
  }
  return { figures: executor.figures(), hasErrors: right.errors !== undefined };
}

/** Such questions are left to graphql-js. */
export function asksForAbstract(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let asks = false;
  const seeType = () => {
    const type = types.getType();
    asks ||= type !== null && type !== undefined && isAbstractType(getNamedType(type));
  };
  visit(document, visitWithTypeInfo(types, { Field: seeType }));
  return asks;
}
