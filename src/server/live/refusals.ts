import { GraphQLError } from 'graphql';

export function tooManySubscriptions(bound: number): GraphQLError {
  return refusal(
    'TOO_MANY_SUBSCRIPTIONS',
    `一个连接至多 ${bound} 个订阅；请先结束不用的，或另开连接。`,
    `A connection has at most ${bound} subscriptions; end some first, or open another connection.`,
  );
}

/** Of one subscription, for each thing that it is told. */
export function tooExpensive(fields: number, bound: number): GraphQLError {
  return refusal(
    'TOO_EXPENSIVE',
    `每推送一条，该订阅预计要取 ${fields} 个字段，超过上限 ${bound}；请减小 first，或只订阅编号，其余用查询获取。`,
    `For each thing that it tells the subscription would read about ${fields} fields, over the bound of ${bound}; ask for a smaller "first", or for ids alone and query the rest.`,
  );
}

/** Of all subscriptions of a connection. */
export function tooExpensiveTogether(fields: number, bound: number): GraphQLError {
  return refusal(
    'TOO_EXPENSIVE',
    `加上它，该连接的各订阅每推送一条合计预计要取 ${fields} 个字段，超过上限 ${bound}；请先结束不用的订阅，或减小 first。`,
    `With it the subscriptions of the connection would read about ${fields} fields for each thing that they tell, over the bound of ${bound}; end some first, or ask for a smaller "first".`,
  );
}

function refusal(code: string, message: string, messageEn: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, messageEn } });
}
