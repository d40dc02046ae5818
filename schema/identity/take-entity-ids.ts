import type { GraphQLArgument, GraphQLField, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { Refusal } from '../../events/refusal.js';
import { QueryError } from '../../services/query-error.js';
import type { Context } from '../context.js';
import { refused } from '../editing/perform.js';
import type { UserErrorView } from '../editing/user-error.type.js';
import { userError } from '../editing/user-error.type.js';
import type { GivenId } from './entity-ids.js';
import { readIds, takesEntityIds } from './entity-ids.js';
import { faultOfKind } from './kinds-of-ids.js';

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
  return async (source, args, context, info) => {
    const { values, ids, wrong } = readIds(types, args);
    const [first] = wrong;
    if (first !== undefined) throw first;
    let found: unknown;
    try {
      found = await resolve(source, values, context, info);
    } catch (error) {
      if (!(error instanceof QueryError) || error.code !== 'NOT_FOUND') throw error;
      throw (await faultOfKind(ids, field.name, context as Context)) ?? error;
    }
    const fault = isNothing(found) ? await faultOfKind(ids, field.name, context as Context) : null;
    if (fault !== null) throw fault;
    return found;
  };
}

/** No object, a page without rows, or a sum of none. */
function isNothing(found: unknown): boolean {
  if (found === null || found === undefined) return true;
  const { nodes, projects, indicators } = found as { nodes?: unknown[]; projects?: unknown; indicators?: unknown };
  return nodes?.length === 0 || projects === 0 || indicators === 0;
}

/** A mutation answers with everything that is wrong. */
function refusing(field: Field): Resolve {
  const { resolve } = field as { resolve?: Resolve };
  if (resolve === undefined) throw new Error(`nobody answers ${field.name}`);
  const types = typesOf(field);
  return async (source, args, context, info) => {
    const { values, ids, wrong } = readIds(types, args);
    if (wrong.length > 0) return refused(wrong.map(refusalOf), (argument) => [...argument]);
    const payload = (await resolve(source, values, context, info)) as { userErrors: readonly UserErrorView[] };
    if (!payload.userErrors.some(isAboutId)) return payload;
    const userErrors = payload.userErrors.map((error) => explained(error, ids, field, context as Context));
    return { ...payload, userErrors: await Promise.all(userErrors) };
  };
}

/** Whether another kind of id may be the reason. */
function isAboutId({ code }: UserErrorView): boolean {
  return code === 'NOT_FOUND' || code === 'INVALID_INPUT';
}

/** What was not found under an id is, perhaps, something else. */
async function explained(error: UserErrorView, ids: readonly GivenId[], { name }: Field, context: Context) {
  if (!isAboutId(error)) return error;
  const place = error.argument.join(' ');
  const fault = await faultOfKind(
    ids.filter(({ argument }) => argument.join(' ') === place),
    name,
    context,
  );
  return fault === null ? error : { ...userError(refusalOf(fault)), entityId: error.entityId };
}

function refusalOf({ message, messageEn, argument }: QueryError): Refusal {
  return new Refusal('INVALID_ID', message, messageEn, { argument: [...argument] });
}
