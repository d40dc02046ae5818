import type { IncomingMessage } from 'node:http';
import { ApolloServer, HeaderMap } from '@apollo/server';
import type { ApolloServerOptionsWithGateway, HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { Context } from '../../schema/context.js';
import type { ReportFault } from '../../schema/errors.js';
import { errorFormat } from '../../schema/errors.js';
import { readJson } from './body.js';
import { boundedCost } from './cost.js';
import { parsedDocuments } from './execution/documents.js';
import type { Executor } from './execution/executor.js';
import { executorOf } from './execution/executor.js';
import { boundedParsing, boundedShape } from './operation-bounds.js';
import { RequestError } from './request-error.js';

export interface GraphQLEndpoint {
  answer(request: IncomingMessage, context: Context): Promise<HTTPGraphQLResponse>;
  stop(): Promise<void>;
}

/** Apollo Server without its web framework: one schema, one error format, bounded operations. */
export async function graphqlEndpoint(report: ReportFault): Promise<GraphQLEndpoint> {
  const schema = buildContract();
  const executor = executorOf(schema);
  const documents = parsedDocuments();
  const apollo = new ApolloServer<Context>({
    ...{ gateway: answeredBy(executor, schema), documentStore: documents },
    ...{ formatError: errorFormat(report), includeStacktraceInErrorResponses: false },
    ...{ introspection: true, stopOnTerminationSignals: false, cache: 'bounded', persistedQueries: false },
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), boundedCost],
    ...{ parseOptions: boundedParsing, validationRules: boundedShape },
    logger: quiet,
  });
  await apollo.start();

  return {
    async answer(request, context) {
      const body = request.method === 'POST' ? await readJson(request) : undefined;
      const { search } = new URL(request.url ?? '/', 'http://localhost');
      const headers = new HeaderMap();
      for (const [name, value] of Object.entries(request.headers)) {
        if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
      }
      if (request.method !== 'POST' && request.method !== 'GET' && request.method !== 'HEAD') throw wrongMethod();
      return apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: request.method, headers, search, body },
        context: async () => context,
      });
    },
    stop: () => apollo.stop(),
  };
}

type Gateway = NonNullable<ApolloServerOptionsWithGateway<Context>['gateway']>;

/** Apollo's own way to leave the execution, and nothing else, to somebody. */
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

function wrongMethod(): RequestError {
  return new RequestError(405, 'METHOD_NOT_ALLOWED', '请用 POST（查询也可用 GET）。', 'Use POST, or GET for queries.');
}

/** Faults are reported by reference through `errorFormat`; Apollo’s own notes say nothing more. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
