import { describe, expect, it } from '@jest/globals';
import { GraphQLSchema, isObjectType } from 'graphql';
import { buildContract } from '../../schema/build.js';

describe('every type of the contract', () => {
  it('is reached from a root, but the codes of errors, which stand in no field', () => {
    const schema = buildContract();
    const { query, mutation, subscription, directives } = schema.toConfig();
    const fields = new GraphQLSchema({ query, mutation, subscription, directives });
    const reached = Object.values(fields.getTypeMap()).map(({ name }) => name);
    const implementing = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => reached.includes(name)),
    );
    const known = new Set([...reached, ...implementing.map(({ name }) => name)]);
    expect(Object.keys(schema.getTypeMap()).filter((name) => !known.has(name))).toEqual(['ErrorCode']);
  });
});
