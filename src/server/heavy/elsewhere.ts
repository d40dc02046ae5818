import type { ApolloServerPlugin } from '@apollo/server';
import { HeaderMap } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { OperationTypeNode } from 'graphql';
import type { CostOfRequest } from '../cost.js';
import { costRefusal } from '../cost.js';
import type { ServerContext } from '../rests.js';
import { isDryRun } from './dry-runs.js';
import type { HeavyQuestion, HeavyReaders } from './question.js';
import { heavyWork } from './work.js';

/** Of the thread that everybody waits for, before a query that was thought to be light is given up and asked of a reader. */
const mostMsHere = 120;

/** It may have been the machine that was slow, so it is tried here again. */
const rememberedMs = 60_000;

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
  document?: DocumentNode | undefined;
  operation?: OperationDefinitionNode | undefined;
}

export interface Elsewhere {
  plugin: ApolloServerPlugin<ServerContext>;
  /** Asks a reader thread for what was given up here, and at once from then on. @throws GraphQLError as `HeavyReaders` do */
  askInstead(resolved: Resolved): Promise<void>;
  /** How long an operation may work here; null: as long as it takes, as nobody else can answer it. */
  boundHere(operation: OperationDefinitionNode | undefined): number | null;
}

/** Has heavy operations answered by reader threads: those that are known to be, and those that are found to be. */
export function elsewhere(schema: GraphQLSchema, readers: HeavyReaders, costOf: CostOfRequest): Elsewhere {
  /** Queries that were thought to be light and were not: of what estimate, and for how long it counts. */
  const foundHeavy = new WeakMap<OperationDefinitionNode, { work: number; until: number }>();

  function wasFoundHeavy(operation: OperationDefinitionNode, work: number): boolean {
    const found = foundHeavy.get(operation);
    return found !== undefined && work >= found.work && performance.now() < found.until;
  }

  async function ask(resolved: Resolved): Promise<void> {
    resolved.contextValue.outcome.elsewhere = await readers.answer(questionOf(resolved));
  }

  return {
    async askInstead(resolved) {
      const { operation } = resolved;
      const until = performance.now() + rememberedMs;
      if (operation !== undefined) foundHeavy.set(operation, { work: costOf(resolved).work, until });
      await ask(resolved);
    },
    boundHere: (operation) => (operation?.operation === OperationTypeNode.QUERY ? mostMsHere : null),
    plugin: {
      async requestDidStart() {
        return {
          async didResolveOperation(resolved) {
            const { operation, request } = resolved;
            if (operation === undefined) return;
            const { fields, work } = costOf(resolved);
            if (costRefusal(fields) !== null) return;
            const isHeavy =
              operation.operation === OperationTypeNode.QUERY
                ? work > heavyWork || wasFoundHeavy(operation, work)
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
