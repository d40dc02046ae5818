/** What the generators of requests ask of the contract. */
import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';

export type Field = GraphQLField<unknown, unknown>;

/** A field that is a list in pages, and the type of its nodes. */
export interface ListField {
  field: Field;
  node: GraphQLObjectType;
}

export function fieldsOf(type: GraphQLObjectType): Field[] {
  return Object.values(type.getFields());
}

export function rootFields(schema: GraphQLSchema): Field[] {
  const query = schema.getQueryType();
  return query ? fieldsOf(query) : [];
}

/** The lists in pages among the fields. */
export function listsAmong(fields: readonly Field[]): ListField[] {
  return fields.flatMap((field) => {
    const connection = getNamedType(field.type);
    if (!isObjectType(connection) || !field.args.some(({ name }) => name === 'first')) return [];
    const node = getNamedType(connection.getFields()['nodes']?.type ?? connection);
    return isObjectType(node) && node !== connection ? [{ field, node }] : [];
  });
}

/** Fields that lead to one object or to few, and need to be told nothing. */
export function objectsAmong(fields: readonly Field[]): { field: Field; type: GraphQLObjectType }[] {
  return fields.flatMap((field) => {
    const type = getNamedType(field.type);
    const isPage = field.args.some(({ name }) => name === 'first');
    return isObjectType(type) && !isPage && !field.args.some(isRequiredArgument) ? [{ field, type }] : [];
  });
}

/** The names of all leaves of a type that need to be told nothing. */
export function leavesOf(type: GraphQLObjectType): string[] {
  return fieldsOf(type)
    .filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument))
    .map(({ name }) => name);
}
