import type { ApolloServerPlugin } from '@apollo/server';
import type { OperationDefinitionNode } from 'graphql';
import { GraphQLError } from 'graphql';
import type { Context } from '../../schema/context.js';
import type { OperationCost } from './operation-cost.js';
import { operationCost } from './operation-cost.js';

/** Some seconds of one core at the worst; a whole table with all of its indicators is far below. */
const bound = 1_000_000;

/** Refuses an operation that would keep the server from everybody else, before anything of it is done. */
export function boundedCost(): ApolloServerPlugin<Context> {
  const costs = new WeakMap<OperationDefinitionNode, OperationCost>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, request, operation }) {
          if (operation === undefined) return;
          const costOf = costs.get(operation) ?? operationCost(schema, document, operation);
          costs.set(operation, costOf);
          const refusal = costRefusal(costOf(request.variables ?? {}));
          if (refusal !== null) throw refusal;
        },
      };
    },
  };
}

/** null: it may be run. What is no number has a variable of the wrong type, which the execution refuses. */
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
