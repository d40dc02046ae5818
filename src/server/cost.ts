import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, isListType, getNullableType } from 'graphql';
import { getComplexity } from 'graphql-query-complexity';
import type { ComplexityEstimator } from 'graphql-query-complexity';
import type { Context } from '../../schema/context.js';

/** Some seconds of one core at the worst; a whole table with all of its indicators is far below. */
const bound = 1_000_000;
/** Rows of a list that takes no `first`: a table has a few fund users, a project some ten indicators. */
const rowsOfList = 10;
const rowsOfPage = 20;
/** A longer one is refused for its own reason, where pages are read. */
const longestPage = 500;

/** Each field costs one for each row that it is asked on; a connection has as many rows as `first` says. */
const costOf: ComplexityEstimator = ({ args, childComplexity, field }) => {
  const isConnection = field.args.some(({ name }) => name === 'first');
  if (isConnection)
    return 1 + childComplexity * Math.min(Math.max(1, Number(args['first'] ?? rowsOfPage)), longestPage);
  const isRows = isListType(getNullableType(field.type)) && field.name !== 'nodes' && field.name !== 'edges';
  return 1 + childComplexity * (isRows ? rowsOfList : 1);
};

/** Refuses an operation that would keep the server from everybody else, before anything of it is done. */
export const boundedCost: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, request, operationName }) {
        const cost = getComplexity({
          ...{ schema, query: document, variables: request.variables ?? {}, estimators: [costOf] },
          ...(operationName === null ? {} : { operationName }),
        });
        if (cost <= bound) return;
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
