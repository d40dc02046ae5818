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
          const cost = costOf(request.variables ?? {});
          // What is no number has a variable of the wrong type, which the execution refuses.
          if (!(cost > bound)) return;
          throw new GraphQLError(`查询预计要取 ${cost} 个字段，超过上限 ${bound}；请减小 first 或分几次查询。`, {
            extensions: {
              code: 'TOO_EXPENSIVE',
              messageEn: `The query would read about ${cost} fields, over the bound of ${bound}; ask for a smaller "first", or in several queries.`,
            },
          });
        },
      };
    },
  };
}
