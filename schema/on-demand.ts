import type { GraphQLSchema } from 'graphql';
import { defaultFieldResolver, isObjectType } from 'graphql';

/** For `@Extensions`: the value may be a function, called only when somebody asks for the field. */
export const onDemand = { onDemand: true };

/**
 * Gives fields on demand the resolver that graphql-js uses by default. The compiler of operations reads a field without a
 * resolver directly, and would answer with the function.
 */
export function resolveOnDemand(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.extensions['onDemand'] === true) field.resolve ??= defaultFieldResolver;
    }
  }
}
