import type { GraphQLArgument, GraphQLField, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { Refusal } from '../../events/refusal.js';
import { QueryError } from '../../services/query-error.js';
import { refused } from '../editing/perform.js';
import { takesEntityIds, withEntityIds } from './entity-ids.js';

/** Root fields that take ids of objects at any point. */
const takeAnyId = ['node', 'nodes'];

type Field = GraphQLField<unknown, unknown>;
type Resolve = GraphQLFieldResolver<unknown, unknown, Record<string, unknown>>;

/**
 * Has every argument of every field take a live id as the permanent one that it is, and refuse that of another point. What
 * is behind the contract then knows permanent ids alone.
 */
export function takeEntityIds(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (takeAnyId.includes(field.name) || !field.args.some(takesIds)) continue;
      if (type === schema.getMutationType()) field.resolve = refusing(field);
      else field.resolve = reading(field, field.resolve);
      if (field.subscribe) field.subscribe = reading(field, field.subscribe);
    }
  }
}

function takesIds({ name, type }: GraphQLArgument): boolean {
  return takesEntityIds(name, type);
}

function typesOf({ args }: Field) {
  return Object.fromEntries(args.map((each) => [each.name, each]));
}

/** A query is refused as a whole, with the argument at fault. */
function reading(field: Field, resolve: Resolve | undefined): Resolve {
  if (resolve === undefined) throw new Error(`nobody answers ${field.name}`);
  const types = typesOf(field);
  return (source, args, context, info) => resolve(source, withEntityIds(types, args), context, info);
}

/** A mutation answers with what is wrong. */
function refusing(field: Field): Resolve {
  const { resolve } = field as { resolve?: Resolve };
  if (resolve === undefined) throw new Error(`nobody answers ${field.name}`);
  const types = typesOf(field);
  return (source, args, context, info) => {
    let read: Record<string, unknown>;
    try {
      read = withEntityIds(types, args);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const { message, messageEn, argument } = error;
      const refusal = new Refusal('INVALID_ID', message, messageEn, { argument: [...argument] });
      return refused([refusal], (place) => [...place]);
    }
    return resolve(source, read, context, info);
  };
}
