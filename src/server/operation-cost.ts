import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isObjectType,
  Kind,
} from 'graphql';
import { SchemaMetaFieldDef, TypeMetaFieldDef } from 'graphql';

/** Rows of a list that takes no `first`: a table has a few fund users, a project some ten indicators. */
const rowsOfList = 10;
const rowsOfPage = 20;
const rowsOfOutline = 500;
const longestOutline = 2_000;
/** The contract has some three hundred types, of few fields each, most of which take few arguments. */
const rowsOfTypes = 300;
const rowsOfIntrospection = 4;
/** A longer page is refused where pages are read, with a message of its own. */
const longestPage = 500;

/** How many fields are read with these variables at most: fields under @skip or @include count, too. */
export type OperationCost = (variables: Readonly<Record<string, unknown>>) => number;

interface Asked {
  variables: Readonly<Record<string, unknown>>;
  /** Costs of fragments: each is worked out once, however often it is spread. */
  known: Map<string, number>;
}

type CostOf = (asked: Asked) => number;

/** What a field costs beside the fields that it is made of, each time that it is asked for. */
export type ExtraCost = (
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  parent: GraphQLNamedType | undefined,
) => (variables: Readonly<Record<string, unknown>>) => number;

/**
 * Each field costs one for each row that it is read of; a connection has as many rows as `first` or `last` says, a list asked by
 * ids as many as there are ids. What a field costs besides says `extraOf`. The document is
 * walked once; afterwards the cost depends on the numbers among its variables alone.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  extraOf: ExtraCost = () => () => 0,
): OperationCost {
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue?.kind === Kind.INT ? Number(defaultValue.value) : undefined,
    ]),
  );
  const fragments = new Map<string, CostOf>();

  function ofSelection(set: SelectionSetNode, type: GraphQLNamedType | undefined): CostOf {
    const costs = set.selections.map((selection): CostOf => {
      switch (selection.kind) {
        case Kind.FIELD:
          return ofField(selection, fieldOf(schema, type, selection.name.value), type);
        case Kind.INLINE_FRAGMENT: {
          const condition = selection.typeCondition?.name.value;
          return ofSelection(selection.selectionSet, condition === undefined ? type : schema.getType(condition));
        }
        case Kind.FRAGMENT_SPREAD:
          return ofFragment(selection.name.value);
      }
      return selection satisfies never;
    });
    return (asked) => costs.reduce((sum, cost) => sum + cost(asked), 0);
  }

  function ofField(
    node: FieldNode,
    field: GraphQLField<unknown, unknown> | undefined,
    parent: GraphQLNamedType | undefined,
  ): CostOf {
    if (field === undefined || node.selectionSet === undefined) return () => 1;
    const within = ofSelection(node.selectionSet, getNamedType(field.type));
    const rows = rowsOf(node, field);
    const extra = extraOf(node, field, parent);
    return (asked) => 1 + extra(asked.variables) + rows(asked) * within(asked);
  }

  function rowsOf(node: FieldNode, field: GraphQLField<unknown, unknown>): CostOf {
    if (field.args.some(({ name }) => name === 'ids')) {
      const given = node.arguments?.find(({ name }) => name.value === 'ids')?.value;
      if (given?.kind === Kind.LIST) return () => given.values.length;
      const name = given?.kind === Kind.VARIABLE ? given.name.value : '';
      return ({ variables }) => [variables[name]].flat().length;
    }
    if (field.args.some(({ name }) => name === 'first')) {
      const sizes = [sizeOf(node, 'first'), sizeOf(node, 'last')];
      return ({ variables }) => {
        const given = sizes.flatMap((size) => size(variables) ?? []);
        return given.length === 0 ? rowsOfPage : pageOf(Math.max(...given));
      };
    }
    if (field.args.some(({ name }) => name === 'limit')) {
      const limit = sizeOf(node, 'limit');
      return ({ variables }) => Math.min(limit(variables) ?? rowsOfOutline, longestOutline);
    }
    const isRows = isListType(getNullableType(field.type)) && field.name !== 'nodes' && field.name !== 'edges';
    if (isRows && isIntrospectionType(getNamedType(field.type))) return () => rowsOfIntrospected(field);
    return () => (isRows ? rowsOfList : 1);
  }

  /** null: not given. */
  function sizeOf(
    node: FieldNode,
    argument: 'first' | 'last' | 'limit',
  ): (variables: Asked['variables']) => number | null {
    const given = node.arguments?.find(({ name }) => name.value === argument)?.value;
    if (given?.kind === Kind.INT) return () => Number(given.value);
    if (given?.kind !== Kind.VARIABLE) return () => null;
    const { value: name } = given.name;
    return (variables) => {
      const size = variables[name] === undefined ? defaults.get(name) : variables[name];
      return typeof size === 'number' ? size : null;
    };
  }

  function ofFragment(name: string): CostOf {
    const read = fragments.get(name);
    if (read !== undefined) return read;
    const fragment = document.definitions.find(
      (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === name,
    );
    if (fragment === undefined) return () => 0;
    const whole = ofSelection(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    const once: CostOf = (asked) => {
      const cost = asked.known.get(name) ?? whole(asked);
      asked.known.set(name, cost);
      return cost;
    };
    fragments.set(name, once);
    return once;
  }

  const root = ofSelection(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined);
  return (variables) => root({ variables, known: new Map() });
}

function rowsOfIntrospected({ name }: GraphQLField<unknown, unknown>): number {
  return name === 'types' ? rowsOfTypes : rowsOfIntrospection;
}

function pageOf(size: number): number {
  return Math.min(Math.max(1, size), longestPage);
}

function fieldOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (type === schema.getQueryType() && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (type === schema.getQueryType() && name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}
