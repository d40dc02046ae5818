import { describe, expect, it } from '@jest/globals';
import { GraphQLSchema, isObjectType } from 'graphql';
import { buildContract } from '../../schema/build.js';

describe('every type of the contract', () => {
  it('is reached from a root, but the codes of errors, which stand in no field', () => {
    const schema = buildContract();
    const { query, mutation, subscription, directives } = schema.toConfig();
    const all = Object.values(schema.getTypeMap());
    // A field of an interface answers with any type that has it.
    const implementing = all.filter((type) => isObjectType(type) && type.getInterfaces().length > 0);
    const reached = new GraphQLSchema({ query, mutation, subscription, directives, types: implementing }).getTypeMap();
    expect(all.map(({ name }) => name).filter((name) => !(name in reached))).toEqual(['ErrorCode']);
  });
});
