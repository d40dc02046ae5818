import type { IncomingMessage } from 'node:http';
import { ApolloServer, HeaderMap } from '@apollo/server';
import type { HTTPGraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import maxAliases from '@escape.tech/graphql-armor-max-aliases';
import maxDepth from '@escape.tech/graphql-armor-max-depth';
import { GraphQLError } from 'graphql';
import type { ValidationContext } from 'graphql';
import { buildContract } from '../../schema/build.js';
import type { Context } from '../../schema/context.js';
import type { ReportFault } from '../../schema/errors.js';
import { errorFormat } from '../../schema/errors.js';
import { readJson } from './body.js';
import { boundedCost } from './cost.js';
import { RequestError } from './request-error.js';

const bounds = { depth: 14, aliases: 50, tokens: 5_000 };

export interface GraphQLEndpoint {
  answer(request: IncomingMessage, context: Context): Promise<HTTPGraphQLResponse>;
  stop(): Promise<void>;
}

/** Apollo Server without its web framework: one schema, one error format, bounded operations. */
export async function graphqlEndpoint(report: ReportFault): Promise<GraphQLEndpoint> {
  const apollo = new ApolloServer<Context>({
    ...{ schema: buildContract(), formatError: errorFormat(report), includeStacktraceInErrorResponses: false },
    ...{ introspection: true, stopOnTerminationSignals: false, cache: 'bounded', persistedQueries: false },
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled(), boundedCost],
    parseOptions: { maxTokens: bounds.tokens },
    validationRules: [
      maxDepth.maxDepthRule({ n: bounds.depth, flattenFragments: true, ...told('嵌套层数', 'levels', bounds.depth) }),
      maxAliases.maxAliasesRule({ n: bounds.aliases, ...told('别名数', 'aliases', bounds.aliases) }),
    ],
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

/** Rejects as validation does, in both languages. */
function told(zh: string, en: string, bound: number) {
  const error = new GraphQLError(`查询的${zh}超过上限 ${bound}；请拆成几个查询。`, {
    extensions: { messageEn: `The query has more than ${bound} ${en}; split it into several.` },
  });
  return {
    propagateOnRejection: false,
    onReject: [(context: ValidationContext | null) => void context?.reportError(error)],
  };
}

function wrongMethod(): RequestError {
  return new RequestError(405, 'METHOD_NOT_ALLOWED', '请用 POST（查询也可用 GET）。', 'Use POST, or GET for queries.');
}

/** Faults are reported by reference through `errorFormat`; Apollo’s own notes say nothing more. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
