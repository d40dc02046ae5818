import { ApolloServer, HeaderMap } from '@apollo/server';
import type { ApolloServerOptionsWithGateway, HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { ReportFault } from '../../schema/errors.js';
import { errorFormat } from '../../schema/errors.js';
import { readJson } from './bodies/body.js';
import { boundedCost, costsOf } from './cost.js';
import type { Admission } from './execution/admission.js';
import { admission, admits } from './execution/admission.js';
import { parsedDocuments } from './execution/documents.js';
import type { Executor, ExecutorFigures } from './execution/executor.js';
import { executorOf } from './execution/executor.js';
import { measuringExecutor } from './execution/measured.js';
import { persistedQueries } from './execution/persisted-queries.js';
import { checkRowsHere, GivenUp, newEffort, takeTurns } from './execution/turns.js';
import { isOfClient } from './forgery.js';
import type { Elsewhere } from './heavy/elsewhere.js';
import { elsewhere } from './heavy/elsewhere.js';
import type { HeavyReaders } from './heavy/question.js';
import type { CacheFigures } from './metrics/cache-metrics.js';
import { noSubscriptionOverHttp } from './live/over-http.js';
import { protocolError } from './protocol-errors.js';
import type { Asked } from './request-key.js';
import type { ServerContext } from './rests.js';
import { restsOf } from './rests.js';

export interface GraphQLEndpoint {
  schema: GraphQLSchema;
  admission: Admission;
  answer(asked: Asked, context: ServerContext): Promise<EndpointAnswer>;
  /** For the metrics: documents and texts kept, and who executed what. */
  figures(): {
    caches: Record<'documents' | 'rejected' | 'persisted', CacheFigures>;
    executions: ExecutorFigures;
  };
  stop(): Promise<void>;
}

/** What is sent: a text, the bytes that a reader thread made of one, or parts. */
export type EndpointAnswer =
  HTTPGraphQLResponse | (Omit<HTTPGraphQLResponse, 'body'> & { body: { kind: 'bytes'; bytes: Uint8Array } });

export interface EndpointOptions {
  report: ReportFault;
  /** Who answers what is heavy; null: it is answered here. */
  readers: HeavyReaders | null;
  /** The thread is a reader's own: nobody waits for it, so what it answers is measured as it is made. */
  measured?: { answerBytes: number };
}

/** Apollo Server without its web framework: one schema, one error format, bounded operations. */
export async function graphqlEndpoint({ report, readers, measured }: EndpointOptions): Promise<GraphQLEndpoint> {
  const schema = buildContract();
  if (measured === undefined) takeTurns(schema);
  const executor = measured === undefined ? executorOf(schema) : measuringExecutor(schema, measured.answerBytes);
  const documents = parsedDocuments();
  const admitted = admission(schema, documents);
  const persisted = persistedQueries();
  const errorOf = errorFormat(report);
  const format = (formatted: GraphQLFormattedError, error: unknown) =>
    protocolError(formatted) ?? errorOf(formatted, error);
  const costOf = costsOf(schema);
  const heavy = readers === null ? null : elsewhere(schema, readers, costOf);
  const apollo = new ApolloServer<ServerContext>({
    gateway: answeredBy(executor, schema, heavy),
    documentStore: { ...documents, get: async (key) => admitted.documentOf(key) },
    formatError: format,
    includeStacktraceInErrorResponses: false,
    introspection: true,
    stopOnTerminationSignals: false,
    cache: 'bounded',
    persistedQueries: { cache: persisted, ttl: null },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      admits(admitted),
      noSubscriptionOverHttp,
      boundedCost(costOf),
      restsOf,
      ...(heavy === null ? [] : [heavy.plugin]),
    ],
    // Whatever comes to Apollo's own validation has been admitted before.
    dangerouslyDisableValidation: true,
    logger: quiet,
  });
  await apollo.start();

  return {
    schema,
    admission: admitted,
    async answer({ method, headers, search, text }, context) {
      const given = new HeaderMap();
      for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined) given.set(name, Array.isArray(value) ? value.join(', ') : value);
      }
      if (method === 'GET' && isOfClient(headers)) given.set('apollo-require-preflight', 'true');
      const body = method === 'POST' ? readJson(text) : undefined;
      const answered = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method, headers: given, search, body },
        context: async () => context,
      });
      const { rejected, elsewhere: other } = context.outcome;
      if (rejected) return refusalOf(rejected, answered, format);
      if (other === undefined) return answered;
      for (const { reference, fault } of other.faults) report(reference, fault);
      Object.assign(context.outcome, other.outcome);
      return {
        status: other.status,
        headers: new HeaderMap(other.headers),
        body: { kind: 'bytes', bytes: other.bytes },
      };
    },
    figures: () => ({
      caches: { documents: documents.figures(), rejected: admitted.figures(), persisted: persisted.figures() },
      executions: executor.figures(),
    }),
    stop: () => apollo.stop(),
  };
}

/** In the media type that Apollo chose for the error that stopped it. */
function refusalOf(
  errors: readonly GraphQLError[],
  { headers }: HTTPGraphQLResponse,
  format: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError,
): HTTPGraphQLResponse {
  const told = { errors: errors.map((error) => format(error.toJSON(), error)) };
  return { status: 400, headers, body: { kind: 'complete', string: `${JSON.stringify(told)}\n` } };
}

type Gateway = NonNullable<ApolloServerOptionsWithGateway<ServerContext>['gateway']>;

/** Apollo's hook for replacing the execution and nothing else. */
function answeredBy(executor: Executor, schema: GraphQLSchema, heavy: Elsewhere | null): Gateway {
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({
      async executor({ document, operation, request, source = '', context: given }) {
        const context = given as ServerContext;
        const effort = newEffort(heavy?.boundHere(operation) ?? null);
        context.effort = effort;
        context.beforeReading = (rows) => checkRowsHere(effort, rows);
        const { operationName, variables = {} } = request;
        try {
          return await executor.execute({ document, operation, operationName, variables, context });
        } catch (error) {
          if (heavy === null || !(error instanceof GivenUp)) throw error;
          await heavy.askInstead({ document, operation, request, source, contextValue: context });
          return { data: null };
        }
      },
    }),
    stop: async () => undefined,
  };
}

/** `errorFormat` reports every fault with its reference; Apollo’s own log lines add nothing to that. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
