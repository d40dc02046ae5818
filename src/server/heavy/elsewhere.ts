import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { OperationTypeNode } from 'graphql';
import type { CostOfRequest } from '../cost.js';
import { costRefusal } from '../cost.js';
import type { ServerContext } from '../rests.js';
import { isDryRun } from './dry-runs.js';
import type { HeavyQuestion, HeavyReaders } from './question.js';

/**
 * Queries of a greater cost go to a reader thread at once. Measured: a field costs 1 to 3 µs, so these take 20 ms and more; what is
 * cheaper is answered sooner here than it could be handed over.
 */
const heavyCost = 15_000;

/** Of the thread that everybody waits for, before a query that was thought to be light is given up and asked of a reader. */
const mostMsHere = 120;

/** A dry run of so long a request works for long, whatever it asks to be told. */
const heavyRequest = 16 * 1024;

/** What Apollo says of a request, as its hooks and its executor both do. */
interface Resolved {
  request: {
    operationName?: string | undefined;
    variables?: Record<string, unknown> | undefined;
    http?: { headers: { get(name: string): string | null | undefined } } | undefined;
  };
  source: string;
  contextValue: ServerContext;
}

export interface Elsewhere {
  plugin: ApolloServerPlugin<ServerContext>;
  /** Asks a reader thread in the place of this one. @throws GraphQLError as `HeavyReaders` do */
  ask(resolved: Resolved): Promise<void>;
  /** How long an operation may work here; null: as long as it takes, as nobody else can answer it. */
  boundHere(operation: OperationDefinitionNode | undefined): number | null;
}

/** Has heavy operations answered by reader threads: those that are known to be, and those that are found to be. */
export function elsewhere(schema: GraphQLSchema, readers: HeavyReaders, costOf: CostOfRequest): Elsewhere {
  async function ask(resolved: Resolved): Promise<void> {
    resolved.contextValue.outcome.elsewhere = await readers.answer(questionOf(resolved));
  }

  return {
    ask,
    boundHere: (operation) => (operation?.operation === OperationTypeNode.QUERY ? mostMsHere : null),
    plugin: {
      async requestDidStart() {
        return {
          async didResolveOperation(resolved) {
            const { operation, request } = resolved;
            if (operation === undefined || costRefusal(costOf(resolved)) !== null) return;
            const isHeavy =
              operation.operation === OperationTypeNode.QUERY
                ? costOf(resolved) > heavyCost
                : isDryRun(schema, operation, request.variables ?? {}, heavyRequest - resolved.source.length);
            if (isHeavy) await ask(resolved);
          },
          // What is sent are the bytes that the reader made.
          async responseForOperation({ contextValue: { outcome } }) {
            if (outcome.elsewhere === undefined) return null;
            const http = { status: outcome.elsewhere.status, headers: new HeaderMap() };
            return { http, body: { kind: 'single', singleResult: { data: null } } };
          },
        };
      },
    },
  };
}

function questionOf({ request, source, contextValue }: Resolved): HeavyQuestion {
  const { caller, minPosition = null, names } = contextValue;
  const { actor, requestId } = caller;
  return {
    query: source,
    operationName: request.operationName ?? null,
    variables: request.variables ?? {},
    accept: request.http?.headers.get('accept') ?? undefined,
    caller: { actor, requestId },
    minPosition,
    names,
  };
}
