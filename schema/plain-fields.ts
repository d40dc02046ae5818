import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import type { ActorRef } from '../events/envelope.js';
import type { Taxonomy } from '../events/taxonomy.js';
import { isRole } from '../services/caller.js';

/** A row that is withdrawn has no ordinal, which within is 0. */
const ordinal = (row: { ordinal: number }) => (row.ordinal === 0 ? null : row.ordinal);

/** Fields that are told otherwise than they are called or kept within. */
const fields = {
  Actor: {
    role: ({ role }: ActorRef) => (isRole(role) ? role : 'OTHER'),
    recordedRole: ({ role }: ActorRef) => role,
  },
  FundUser: { ordinal },
  Indicator: { ordinal },
  Taxonomy: { code: ({ id }: Taxonomy) => id },
};

/**
 * Gives these fields plain functions, not resolvers of classes: a list has hundreds of rows, and each is asked.
 */
export function resolvePlainFields(schema: GraphQLSchema): void {
  for (const [name, plain] of Object.entries(fields)) {
    const type = schema.getType(name);
    if (!isObjectType(type)) throw new Error(`there is no type ${name}`);
    for (const [field, read] of Object.entries(plain)) {
      const definition = type.getFields()[field];
      if (definition === undefined) throw new Error(`${name} has no field ${field}`);
      definition.resolve = read as GraphQLFieldResolver<unknown, unknown>;
    }
  }
}
