import type { DocumentNode, ExecutionArgs, GraphQLSchema } from 'graphql';
import { getOperationAST, GraphQLError, OperationTypeNode, parse, specifiedRules, validate } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { costRefusal } from '../cost.js';
import { operationCost } from '../operation-cost.js';
import { boundedParsing, boundedShape } from '../operation-bounds.js';

/** A subscription as it may be run, within the bounds of every operation, or what is wrong with it. */
export function readOperation(
  schema: GraphQLSchema,
  { query, variables, operationName }: SubscribePayload,
): ExecutionArgs | GraphQLError[] {
  const document = parseBounded(query);
  if (document instanceof GraphQLError) return [document];
  const operation = getOperationAST(document, operationName);
  if (!operation) return [notIdentified()];
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return [notHere()];
  const errors = validate(schema, document, [...specifiedRules, ...boundedShape]);
  if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
  const tooExpensive = costRefusal(operationCost(schema, document, operation)(variables ?? {}));
  if (tooExpensive !== null) return [tooExpensive];
  return { schema, document, variableValues: variables, operationName };
}

function parseBounded(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, boundedParsing);
  } catch (error) {
    if (error instanceof GraphQLError) return withCode(error, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

/** Under the code that the same fault has over HTTP. */
function withCode({ message, nodes, source, positions, extensions }: GraphQLError, code: string): GraphQLError {
  const place = { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null };
  return new GraphQLError(message, { ...place, extensions: { ...extensions, code } });
}

function notIdentified(): GraphQLError {
  return new GraphQLError('请求中没有可执行的订阅，或有几个而未以 operationName 指明。', {
    extensions: {
      code: 'OPERATION_RESOLUTION_FAILURE',
      messageEn: 'There is no operation to run, or several and "operationName" does not say which.',
    },
  });
}

function notHere(): GraphQLError {
  return new GraphQLError('这里只接受订阅（subscription）；查询与修改请以 HTTP POST 发往 /graphql。', {
    extensions: {
      code: 'SUBSCRIPTIONS_ONLY',
      messageEn: 'Only subscriptions are taken here; send queries and mutations to /graphql by HTTP POST.',
    },
  });
}
