import type {
  ASTNode,
  ASTVisitor,
  DocumentNode,
  ExecutionResult,
  FragmentDefinitionNode,
  GraphQLScalarType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import {
  getNamedType,
  isAbstractType,
  GraphQLID,
  GraphQLString,
  isScalarType,
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { JsonScalar } from '../../../schema/scalars.js';
import { argumentsApart } from './arguments-apart.js';

/**
 * One operation as a function. An answer with errors must not be used.
 * @returns null if an argument is invalid
 */
export type CompiledOperation = (
  context: object,
  variables: Readonly<Record<string, unknown>>,
  root?: unknown,
) => Promise<ExecutionResult> | ExecutionResult | null;

/** Number of fields that an operation asks for, fragments counted wherever they are spread: its program grows with it. */
const maxFields = 1_000;

/**
 * Compiles a query by graphql-jit, if it is one that graphql-jit answers exactly as graphql-js does. Left to graphql-js:
 * - everything but queries;
 * - directives: graphql-jit keeps the conditions of @skip and @include on the nodes of a fragment, wherever it is
 *   spread;
 * - fields of an abstract type: type-graphql finds the type of a value asynchronously, graphql-jit does not wait for it;
 * - introspection, and names with an underscore, which graphql-jit joins into names that are not unique;
 * - very large operations, whose compilation would keep the server from everybody else.
 */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledOperation | null {
  if (operation.operation !== OperationTypeNode.QUERY) return null;
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  const own: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] };
  if (!isPlain(schema, own) || fieldsOf(operation.selectionSet, fragments) > maxFields) return null;
  const apart = argumentsApart(schema, own, JsonScalar.name);
  const compiled = compileQuery(schema, withoutLocations(apart.document), '', {
    disablingCapturingStackErrors: true,
    customSerializers: serializers(schema),
  });
  if (!isCompiledQuery(compiled)) return null;
  return (context, variables, root) => {
    const values = apart.valuesOf(variables);
    return values === null ? null : compiled.query(root, context, values);
  };
}

function isPlain(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let plain = true;
  visit(
    document,
    visitWithTypeInfo(types, {
      Directive: () => void (plain = false),
      Field({ name, alias }) {
        if (name.value.startsWith('__') && name.value !== '__typename') plain = false;
        if (alias?.value.includes('_')) plain = false;
        const type = types.getType();
        if (type && isAbstractType(getNamedType(type))) plain = false;
      },
    }),
  );
  return plain;
}

function fieldsOf(root: SelectionSetNode, fragments: readonly FragmentDefinitionNode[]): number {
  const counted = new Map<string, number>();
  const within = (set: SelectionSetNode): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + ofFragment(selection.name.value);
      const own = selection.kind === Kind.FIELD ? 1 : 0;
      return sum + own + (selection.selectionSet === undefined ? 0 : within(selection.selectionSet));
    }, 0);
  const ofFragment = (name: string): number => {
    const fragment = fragments.find((each) => each.name.value === name);
    const fields = counted.get(name) ?? (fragment === undefined ? 0 : within(fragment.selectionSet));
    counted.set(name, fields);
    return fields;
  };
  return within(root);
}

/** Errors of a program are not used, so computing a location for each leaf would be wasted work. */
function withoutLocations(document: DocumentNode): DocumentNode {
  const located: ASTVisitor = { enter: ({ loc: _, ...node }: ASTNode) => node };
  return visit(document, located);
}

/**
 * What graphql-js makes of a value, with a short way for those that stay as they are. graphql-jit reads a plain field
 * without asking whether its value is a function or a promise, which graphql-js would call or wait for. Scalars of
 * GraphQL refuse both; ours have to, so that the answer has an error and is not used.
 */
function serializers(schema: GraphQLSchema): Record<string, (value: unknown) => unknown> {
  const found: Record<string, (value: unknown) => unknown> = {};
  for (const scalar of Object.values(schema.getTypeMap())) {
    if (!isScalarType(scalar)) continue;
    found[scalar.name] = (value) => {
      if (!isReady(value)) throw new TypeError(`${scalar.name} is not there yet`);
      return scalar.serialize(value);
    };
  }
  const text = (scalar: GraphQLScalarType) => (value: unknown) =>
    typeof value === 'string' ? value : scalar.serialize(value);
  return { ...found, String: text(GraphQLString), ID: text(GraphQLID) };
}

/** Neither a function nor a promise. */
export function isReady(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'function';
  return typeof (value as { then?: unknown }).then !== 'function';
}
