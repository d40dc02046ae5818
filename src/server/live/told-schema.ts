import type { DocumentNode, GraphQLFieldConfigMap, OperationDefinitionNode } from 'graphql';
import { GraphQLObjectType, GraphQLSchema, Kind, OperationTypeNode, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { toldViews } from '../../../schema/live/live.type.js';

/**
 * The contract as it is asked about what a feed has told. What a subscription's own arguments say its feed has heeded, so
 * they are not read again for everything that is told: here its fields have none, and are asked by a query, which can be
 * compiled.
 */
export function toldSchema(schema: GraphQLSchema): GraphQLSchema {
  const subscription = subscriptionIn(schema);
  const views: Record<string, (told: never) => unknown> = toldViews;
  const fields: GraphQLFieldConfigMap<unknown, unknown> = {};
  for (const { name, type } of Object.values(subscription.getFields())) {
    const view = views[name];
    if (view === undefined) throw new Error(`nothing says what the subscription ${name} gives of what is told`);
    fields[name] = { type, resolve: (told) => view(told as never) };
  }
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: subscription.name, fields }),
    types: Object.values(schema.getTypeMap()).filter((type) => type !== subscription),
  });
}

export interface ToldOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** A subscription as such a query. */
export function toldOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ToldOperation {
  const subscription = subscriptionIn(schema);
  const types = new TypeInfo(schema);
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const withoutArguments = visit(
    { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] } as DocumentNode,
    visitWithTypeInfo(types, {
      Field: (node) => (types.getParentType() === subscription ? { ...node, arguments: [] } : undefined),
    }),
  );
  const used = variablesIn(withoutArguments);
  const definitions = withoutArguments.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? asQuery(definition, used) : definition,
  );
  return { document: { ...withoutArguments, definitions }, operation: definitions[0] as OperationDefinitionNode };
}

function asQuery(operation: OperationDefinitionNode, used: ReadonlySet<string>): OperationDefinitionNode {
  const { variableDefinitions = [] } = operation;
  return {
    ...operation,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: variableDefinitions.filter(({ variable }) => used.has(variable.name.value)),
  };
}

/** But for where they are declared. */
function variablesIn(document: DocumentNode): Set<string> {
  const used = new Set<string>();
  visit(document, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return used;
}

function subscriptionIn(schema: GraphQLSchema): GraphQLObjectType {
  const subscription = schema.getSubscriptionType();
  if (!subscription) throw new Error('the contract has no subscriptions');
  return subscription;
}
