import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { GraphQLError } from 'graphql';
import type { Context } from '../../schema/context.js';
import { workOf } from './heavy/work.js';
import type { OperationCost } from './operation-cost.js';
import { operationCost } from './operation-cost.js';

/** At worst a few seconds of one core; a whole table with all its indicators costs far less. */
const bound = 1_000_000;

/** What a request that has been resolved to an operation comes to. */
export interface RequestCost {
  /** Fields that it reads at most. */
  fields: number;
  /** The same, with what looking them up takes, in fields. */
  work: number;
}

export type CostOfRequest = (resolved: {
  document?: DocumentNode | undefined;
  operation?: OperationDefinitionNode | undefined;
  request: { variables?: Record<string, unknown> | undefined };
}) => RequestCost;

/** Works the cost out once for each document. */
export function costsOf(schema: GraphQLSchema): CostOfRequest {
  const costs = new WeakMap<OperationDefinitionNode, Record<keyof RequestCost, OperationCost>>();
  const extra = workOf(schema);
  return ({ document, operation, request }) => {
    if (document === undefined || operation === undefined) return { fields: 0, work: 0 };
    const { fields, work } = costs.get(operation) ?? {
      fields: operationCost(schema, document, operation),
      work: operationCost(schema, document, operation, extra),
    };
    costs.set(operation, { fields, work });
    const variables = request.variables ?? {};
    return { fields: fields(variables), work: work(variables) };
  };
}

/** @throws GraphQLError for an operation that would keep a core busy for too long, before any of it is executed */
export function boundedCost(costOf: CostOfRequest): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation(resolved) {
          const refusal = costRefusal(costOf(resolved).fields);
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
