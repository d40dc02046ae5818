import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';

/** A subscription has no one answer that HTTP could carry: says where it belongs. */
export const noSubscriptionOverHttp: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return;
        throw new GraphQLError('订阅（subscription）请通过 WebSocket 发往 /graphql，协议为 graphql-transport-ws。', {
          extensions: {
            code: 'SUBSCRIPTION_OVER_HTTP',
            http: { status: 400 },
            messageEn: 'Send subscriptions to /graphql over a WebSocket, in the protocol graphql-transport-ws.',
          },
        });
      },
    };
  },
};
