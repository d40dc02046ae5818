import type { IncomingHttpHeaders } from 'node:http';
import type { GraphQLError, GraphQLSchema, subscribe } from 'graphql';
import { createSourceEventStream } from 'graphql';
import type { Context as Connection, Server, SubscribePayload } from 'graphql-ws';
import { makeServer } from 'graphql-ws';
import type { Context } from '../../../schema/context.js';
import type { ReportFault } from '../../../schema/errors.js';
import { errorFormat } from '../../../schema/errors.js';
import type { Services, Told } from '../../../services/services.js';
import type { ActorDirectory } from '../../ports/actor-directory.js';
import { executorOf } from '../execution/executor.js';
import type { Identity } from '../identity.js';
import { asHeaders, identityOf } from '../identity.js';
import { RequestError } from '../request-error.js';
import { closeCodes, reasonOf } from './close.js';
import type { LiveCounts, LiveLimits } from './limits.js';
import type { ReadOperation } from './operation.js';
import { operationReader } from './operation.js';
import { tooExpensive, tooExpensiveTogether, tooManySubscriptions } from './refusals.js';
import type { SharedOperation } from './shared-operations.js';
import { sharedOperations } from './shared-operations.js';
import { telling } from './telling.js';
import { toldSchema } from './told-schema.js';

/** One socket, as the protocol knows it. */
export interface LiveClient {
  headers: IncomingHttpHeaders;
  requestId: string;
  /** Settles when the operating system has the message, or the socket has closed. */
  send(text: string): Promise<void>;
  close(code: number, reason: string): void;
  /** Known once the client has greeted. */
  identity: Identity | null;
  /** Who asks, in everything that the socket asks. */
  context: Context | null;
  /** Subscriptions by their messages: a client may use an id again. */
  open: Map<SubscribePayload, OpenSubscription>;
}

interface OpenSubscription {
  shared: SharedOperation;
  /** Its feed has begun. */
  isTold: boolean;
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

/** graphql-ws with our identities, bounds and errors; what feeds tell we send by ourselves. */
export function liveProtocol(tools: ProtocolTools): Server<LiveClient> {
  const { schema, services, directory, limits, counts } = tools;
  const format = errorFormat(tools.report);
  const formatted = (errors: readonly GraphQLError[]) => errors.map((error) => format(error.toJSON(), error));
  const read = operationReader(schema);
  const operations = sharedOperations(services, executorOf(toldSchema(schema)), formatted);

  function contextOf(client: LiveClient): Context {
    const { identity, headers, requestId } = client;
    const { actor } = identity ?? identityOf(headers);
    client.context ??= { services, caller: { actor, requestId }, commandIds: [] };
    return client.context;
  }

  function ended({ open }: LiveClient, asked: SubscribePayload): void {
    const opened = open.get(asked);
    if (opened === undefined) return;
    open.delete(asked);
    opened.shared.leave();
    if (opened.isTold) counts.subscriptions -= 1;
  }

  /** null: it may be open beside the others of its socket. */
  function refusalOf({ fields }: ReadOperation, { open }: LiveClient): GraphQLError | null {
    const { toldFields, socketFields } = limits;
    if (fields > toldFields) return tooExpensive(fields, toldFields);
    const together = [...open.values()].reduce((sum, { shared }) => sum + shared.fields, fields);
    return together > socketFields ? tooExpensiveTogether(together, socketFields) : null;
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

    onSubscribe({ extra, subscriptions }: LiveConnection, _id, asked) {
      if (Object.keys(subscriptions).length > limits.subscriptions) return [tooManySubscriptions(limits.subscriptions)];
      const operation = read(asked);
      if (!('told' in operation)) return operation;
      const refusal = refusalOf(operation, extra);
      if (refusal !== null) return [refusal];
      const contextValue = contextOf(extra);
      const shared = operations.join(asked, operation, contextValue.caller);
      extra.open.set(asked, { shared, isTold: false });
      // Twenty thousand subscriptions may be open, and graphql-ws keeps the message of each.
      Object.assign(asked, shared.asked);
      const { variables: variableValues, operationName } = asked;
      return { schema, document: operation.document, variableValues, operationName, contextValue };
    },

    // What it tells is made into results by `telling`.
    subscribe: (args) => createSourceEventStream(args) as ReturnType<typeof subscribe>,

    onOperation({ extra, subscriptions }, id, asked, _args, result) {
      const opened = extra.open.get(asked);
      if (!(Symbol.asyncIterator in result) || !(id in subscriptions) || opened === undefined) return;
      const { shared } = opened;
      opened.isTold = true;
      counts.subscriptions += 1;
      const name = JSON.stringify(id);
      return telling(result as AsyncIterable<unknown> as AsyncIterable<Told<object>>, async (told) =>
        extra.send(`{"id":${name},"type":"next","payload":${await shared.tell(told)}}`),
      );
    },
    onComplete: ({ extra }, _id, asked) => ended(extra, asked),
    onClose({ extra }) {
      for (const asked of [...extra.open.keys()]) ended(extra, asked);
    },

    onError: (_connection, _id, _payload, errors) => formatted(errors),
    onNext(_connection, _id, _payload, _args, { errors, data }) {
      if (errors === undefined) return;
      return { ...(data === undefined ? {} : { data }), errors: formatted(errors) };
    },
  });
}
