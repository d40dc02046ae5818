import type { ApolloServerPlugin, GraphQLRequestContext } from '@apollo/server';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { GraphQLError } from 'graphql';
import type { Context } from '../../schema/context.js';
import type { OperationCost } from './operation-cost.js';
import { operationCost } from './operation-cost.js';

/** At worst a few seconds of one core; a whole table with all its indicators costs far less. */
const bound = 1_000_000;

/** What a request that has been resolved to an operation costs. */
export type CostOfRequest = (
  resolved: Pick<GraphQLRequestContext<Context>, 'document' | 'operation' | 'request'>,
) => number;

/** Works the cost out once for each document. */
export function costsOf(schema: GraphQLSchema): CostOfRequest {
  const costs = new WeakMap<OperationDefinitionNode, OperationCost>();
  return ({ document, operation, request }) => {
    if (document === undefined || operation === undefined) return 0;
    const costOf = costs.get(operation) ?? operationCost(schema, document, operation);
    costs.set(operation, costOf);
    return costOf(request.variables ?? {});
  };
}

/** @throws GraphQLError for an operation that would keep a core busy for too long, before any of it is executed */
export function boundedCost(costOf: CostOfRequest): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation(resolved) {
          const refusal = costRefusal(costOf(resolved));
          if (refusal !== null) throw refusal;
        },
      };
    },
  };
}

/** null: it may be run. A cost that is not a number comes from a variable of the wrong type, which execution refuses. */
export function costRefusal(cost: number): GraphQLError | null {
  if (!(cost > bound)) return null;
  return new GraphQLError(`查询预计要取 ${cost} 个字段，超过上限 ${bound}；请减小 first 或分几次查询。`, {
    extensions: {
      code: 'TOO_EXPENSIVE',
      http: { status: 400 },
      messageEn: `The query would read about ${cost} fields, over the bound of ${bound}; ask for a smaller "first", or in several queries.`,
    },
  });
}
