import type { ExecutionResult, GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { defaultFieldResolver, execute, isIntrospectionType, isObjectType } from 'graphql';
import { answerTooLarge } from '../heavy/refusals.js';
import type { Executor, Operation } from './executor.js';

interface Measured {
  /** Bytes that the answer has at least, so far. */
  answerBytes?: number;
}

/** What a member of an object takes beside its name and its value: quotes, a colon, a comma. */
const bytesOfMember = 4;

/**
 * Answers by graphql-js, which counts what it puts into the answer as it goes, and stops where that is more than one answer may
 * hold. Aliases and what ends a list are not counted, so an answer of a little less is measured when it is whole.
 */
export function measuringExecutor(schema: GraphQLSchema, maxBytes: number): Executor {
  const measure = (resolve: GraphQLFieldResolver<unknown, Measured>): GraphQLFieldResolver<unknown, Measured> => {
    return (source, args, context, info) => {
      // Not thrown: graphql-js would leave what it has begun of a list to reject with nobody to hear it.
      if ((context.answerBytes ?? 0) > maxBytes) return Promise.reject(answerTooLarge(maxBytes));
      const value: unknown = resolve(source, args, context, info);
      const length = typeof value === 'string' ? Buffer.byteLength(value) : 1;
      context.answerBytes = (context.answerBytes ?? 0) + info.fieldName.length + length + bytesOfMember;
      return value;
    };
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) if (field.resolve) field.resolve = measure(field.resolve);
  }
  const fieldResolver = measure(defaultFieldResolver);
  let interpreted = 0;

  async function answer({ document, operationName, variables, context }: Operation): Promise<ExecutionResult> {
    interpreted += 1;
    const result = await execute({
      schema,
      document,
      operationName,
      variableValues: variables,
      contextValue: context,
      fieldResolver,
    });
    return ((context as Measured).answerBytes ?? 0) > maxBytes ? { errors: [answerTooLarge(maxBytes)] } : result;
  }

  return { execute: answer, figures: () => ({ compiled: 0, interpreted, repeated: 0 }) };
}
