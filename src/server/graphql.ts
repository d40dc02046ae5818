import { ApolloServer, HeaderMap } from '@apollo/server';
import type { ApolloServerOptionsWithGateway, HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { ReportFault } from '../../schema/errors.js';
import { errorFormat } from '../../schema/errors.js';
import { readJson } from './bodies/body.js';
import { boundedCost } from './cost.js';
import { parsedDocuments } from './execution/documents.js';
import type { Executor, ExecutorFigures } from './execution/executor.js';
import { executorOf } from './execution/executor.js';
import { persistedQueries } from './execution/persisted-queries.js';
import { isOfClient } from './forgery.js';
import type { CacheFigures } from './metrics/cache-metrics.js';
import { noSubscriptionOverHttp } from './live/over-http.js';
import { boundedParsing, boundedShape } from './operation-bounds.js';
import { protocolError } from './protocol-errors.js';
import type { Asked } from './request-key.js';
import type { ServerContext } from './rests.js';
import { restsOf } from './rests.js';

export interface GraphQLEndpoint {
  schema: GraphQLSchema;
  answer(asked: Asked, context: ServerContext): Promise<HTTPGraphQLResponse>;
  /** For the metrics: documents and texts kept, and who executed what. */
  figures(): { caches: { documents: CacheFigures; persisted: CacheFigures }; executions: ExecutorFigures };
  stop(): Promise<void>;
}

/** Apollo Server without its web framework: one schema, one error format, bounded operations. */
export async function graphqlEndpoint(report: ReportFault): Promise<GraphQLEndpoint> {
  const schema = buildContract();
  const executor = executorOf(schema);
  const documents = parsedDocuments();
  const persisted = persistedQueries();
  const format = errorFormat(report);
  const apollo = new ApolloServer<ServerContext>({
    gateway: answeredBy(executor, schema),
    documentStore: documents,
    formatError: (formatted, error) => protocolError(formatted) ?? format(formatted, error),
    includeStacktraceInErrorResponses: false,
    introspection: true,
    stopOnTerminationSignals: false,
    cache: 'bounded',
    persistedQueries: { cache: persisted, ttl: null },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      noSubscriptionOverHttp,
      boundedCost(),
      restsOf,
    ],
    parseOptions: boundedParsing,
    validationRules: boundedShape,
    logger: quiet,
  });
  await apollo.start();

  return {
    schema,
    async answer({ method, headers, search, text }, context) {
      const given = new HeaderMap();
      for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined) given.set(name, Array.isArray(value) ? value.join(', ') : value);
      }
      if (method === 'GET' && isOfClient(headers)) given.set('apollo-require-preflight', 'true');
      const body = method === 'POST' ? readJson(text) : undefined;
      return apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: given, search, body },
        context: async () => context,
      });
    },
    figures: () => ({
      caches: { documents: documents.figures(), persisted: persisted.figures() },
      executions: executor.figures(),
    }),
    stop: () => apollo.stop(),
  };
}

type Gateway = NonNullable<ApolloServerOptionsWithGateway<ServerContext>['gateway']>;

/** Apollo's hook for replacing the execution and nothing else. */
function answeredBy(executor: Executor, schema: GraphQLSchema): Gateway {
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      executor: async ({ document, operation, request, context }) =>
        executor.execute({
          document,
          operation,
          operationName: request.operationName,
          variables: request.variables ?? {},
          context,
        }),
    }),
    stop: async () => undefined,
  };
}

/** `errorFormat` reports every fault with its reference; Apollo’s own log lines add nothing to that. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
