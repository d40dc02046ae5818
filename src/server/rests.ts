import type { ApolloServerPlugin } from '@apollo/server';
import type { FieldNode, GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { getArgumentValues, getNamedType, getVariableValues, isInputObjectType, OperationTypeNode } from 'graphql';
import type { GraphQLError } from 'graphql';
import type { Context } from '../../schema/context.js';
import { rootFieldsOf } from '../../schema/context.js';
import { isAtPoint } from '../../schema/identity/object-id.js';
import type { Effort } from './execution/turns.js';
import type { HeavyAnswer } from './heavy/question.js';
import { operationLabel } from './metrics/operation-label.js';
import type { Rests } from './reply-cache.js';

/** The context of an operation, and how it went. */
export interface ServerContext extends Context {
  outcome: Outcome;
  /** Revision of the actor directory that the answer names people by. */
  names: number | null;
  /** What the operation takes of this thread; absent: nobody counts it. */
  effort?: Effort;
}

export interface Outcome {
  /** The operation's label in the metrics; `invalid`: there was none that could be executed. */
  operation: string;
  /** A query, answered whole and without errors. */
  answered: boolean;
  /** What the answer rests on; null: it may not be given again. */
  rests: Rests | null;
  /** What is wrong with the document; null, or absent: nothing. */
  rejected?: readonly GraphQLError[] | null;
  /** The answer that a reader thread made; absent: it was made here. */
  elsewhere?: HeavyAnswer;
}

/** Root fields that read nothing of the ledger: their answer depends on the request and on the program alone. */
const ofNoPoint = ['viewer', '__schema', '__type', '__typename'];

/** Root fields whose points are in the ids that they are asked with. */
const ofIds = ['node', 'nodes'];

/** Finds out of each operation what its answer rests on. */
export const restsOf: ApolloServerPlugin<ServerContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, document, contextValue }) {
        const { outcome } = contextValue;
        if (operation !== undefined && !outcome.rejected) outcome.operation = operationLabel(operation, document);
      },
      async willSendResponse({ schema, document, operation, request, response: { body }, contextValue }) {
        if (operation?.operation !== OperationTypeNode.QUERY || document === undefined || body.kind !== 'single')
          return;
        const { data, errors } = body.singleResult;
        if (errors !== undefined || !data) return;
        const { outcome, head } = contextValue;
        outcome.answered = true;
        const { coerced = {} } = getVariableValues(schema, variablesOf(operation), request.variables ?? {});
        const points = rootFieldsOf(operation, document).map((field) => pointOf(schema, field, coerced, data));
        if (points.includes('unknown')) return;
        outcome.rests = points.includes('head') ? ((await head)?.position ?? null) : 'fixed';
      },
    };
  },
};

/**
 * The point that a root field was read at. `unknown`: it takes no `at` and is none of those above. Whoever adds such a field
 * has to say here what its answer depends on before the answer can be kept.
 */
function pointOf(
  schema: GraphQLSchema,
  field: FieldNode,
  variables: Record<string, unknown>,
  data: Record<string, unknown>,
): 'fixed' | 'head' | 'unknown' {
  const definition = schema.getQueryType()?.getFields()[field.name.value];
  const value = data[(field.alias ?? field.name).value];
  if (ofNoPoint.includes(field.name.value) || value === undefined) return 'fixed';
  if (definition !== undefined && ofIds.includes(field.name.value)) {
    const { id, ids = [id] } = getArgumentValues(definition, field, variables) as { id?: string; ids?: string[] };
    // What is there at a point stays; what is not may still be applied, or named.
    const isThere = ![value].flat().includes(null);
    return isThere && ids.every((each) => isAtPoint(each ?? '')) ? 'fixed' : 'head';
  }
  if (definition?.args.some(({ name }) => name === 'at') !== true) return 'unknown';
  // A null answer may change once the budget exists; and a field that takes further points (`compare`) may read the head.
  if (value === null || definition.args.some(({ name, type }) => name !== 'at' && holdsPoint(type))) return 'head';
  const { at } = getArgumentValues(definition, field, variables) as { at?: Record<string, unknown> | null };
  // The date may be today, which reads like the head until the day has ended.
  return isFixed(at) || isFixed(at?.['draft']) ? 'fixed' : 'head';
}

/** A draft by its id alone is the draft now. */
function isFixed(point: unknown): boolean {
  const members = (point ?? {}) as Record<string, unknown>;
  return ['version', 'position', 'time', 'sealId', 'event'].some((name) => (members[name] ?? null) !== null);
}

function holdsPoint(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  return isInputObjectType(named) && Object.values(named.getFields()).some(({ name }) => name === 'at');
}

function variablesOf({ variableDefinitions }: OperationDefinitionNode) {
  return variableDefinitions ?? [];
}
