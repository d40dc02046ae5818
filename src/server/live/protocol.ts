import type { IncomingHttpHeaders } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { GraphQLError } from 'graphql';
import type { Context as Connection, Server } from 'graphql-ws';
import { makeServer } from 'graphql-ws';
import type { Context } from '../../../schema/context.js';
import type { ReportFault } from '../../../schema/errors.js';
import { errorFormat } from '../../../schema/errors.js';
import type { Services } from '../../../services/services.js';
import type { ActorDirectory } from '../../ports/actor-directory.js';
import type { Identity } from '../identity.js';
import { asHeaders, identityOf } from '../identity.js';
import { RequestError } from '../request-error.js';
import { closeCodes, reasonOf } from './close.js';
import type { LiveCounts, LiveLimits } from './limits.js';
import { readOperation } from './operation.js';

/** One socket, as the protocol knows it. */
export interface LiveClient {
  headers: IncomingHttpHeaders;
  requestId: string;
  close(code: number, reason: string): void;
  /** Known once the client has greeted. */
  identity: Identity | null;
  /** Subscriptions that are counted as open. */
  open: Set<string>;
}

type LiveConnection = Connection<Record<string, unknown> | undefined, LiveClient>;

interface ProtocolTools {
  schema: GraphQLSchema;
  services: Services;
  directory: ActorDirectory;
  limits: LiveLimits;
  counts: LiveCounts;
  report: ReportFault;
}

/** graphql-ws with our identities, bounds and errors. */
export function liveProtocol(tools: ProtocolTools): Server<LiveClient> {
  const { schema, services, directory, limits, counts } = tools;
  const format = errorFormat(tools.report);
  const formatted = (errors: readonly GraphQLError[]) => errors.map((error) => format(error.toJSON(), error));

  function ended({ open }: LiveClient, id: string): void {
    if (open.delete(id)) counts.subscriptions -= 1;
  }

  return makeServer<Record<string, unknown> | undefined, LiveClient>({
    connectionInitWaitTimeout: limits.greetingMs,

    async onConnect({ extra, connectionParams }) {
      try {
        extra.identity = identityOf({ ...extra.headers, ...asHeaders(connectionParams) });
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        extra.close(closeCodes.forbidden, reasonOf(error.message));
        return false;
      }
      const { actor, name } = extra.identity;
      if (name !== null) await directory.remember(actor.id, name);
      return true;
    },

    onSubscribe({ extra, subscriptions }: LiveConnection, _id, payload) {
      if (Object.keys(subscriptions).length > limits.subscriptions) return [tooMany(limits.subscriptions)];
      const operation = readOperation(schema, payload);
      if (Array.isArray(operation)) return operation;
      const { actor } = extra.identity ?? identityOf(extra.headers);
      const context: Context = { services, caller: { actor, requestId: extra.requestId }, commandIds: [] };
      return { ...operation, contextValue: context };
    },

    onOperation({ extra, subscriptions }, id, _payload, _args, result) {
      if (!(Symbol.asyncIterator in result) || !(id in subscriptions)) return;
      extra.open.add(id);
      counts.subscriptions += 1;
    },
    onComplete: ({ extra }, id) => ended(extra, id),
    onClose({ extra }) {
      for (const id of extra.open) ended(extra, id);
    },

    onError: (_connection, _id, _payload, errors) => formatted(errors),
    onNext(_connection, _id, _payload, _args, { errors, data }) {
      if (errors === undefined) return;
      return { ...(data === undefined ? {} : { data }), errors: formatted(errors) };
    },
  });
}

function tooMany(bound: number): GraphQLError {
  return new GraphQLError(`一个连接至多 ${bound} 个订阅；请先结束不用的，或另开连接。`, {
    extensions: {
      code: 'TOO_MANY_SUBSCRIPTIONS',
      messageEn: `A connection has at most ${bound} subscriptions; end some first, or open another connection.`,
    },
  });
}
