import type { GraphQLNamedType, GraphQLSchema } from 'graphql';
import { getNamedType, isInterfaceType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';

/** An object as an answer has it, with everything that a cache would keep under its id. */
export interface WholeObject {
  __typename: string;
  id: string;
  entityId?: string;
}

export interface WholeObjects {
  /**
   * A fragment on each type of nodes, `Whole` and its name, with all that belongs to the object itself: its scalars, and
   * those of what has no id of its own. Other objects are left to the fragments that ask for them.
   */
  fragments: string;
  /** Every object with an id in an answer, wherever it stands, without the other objects below it. */
  objectsIn(answer: unknown): WholeObject[];
}

export function wholeObjects(schema: GraphQLSchema): WholeObjects {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('there is no Node');
  const types = schema.getPossibleTypes(node);
  const own = new Map(types.map((type) => [type.name, ownFields(type, new Set())]));

  function ownFields(type: GraphQLNamedType, above: ReadonlySet<string>): Map<string, string> {
    const within = new Set([...above, type.name]);
    const fields = new Map([['__typename', '__typename']]);
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      const named = getNamedType(field.type);
      if (field.args.some(isRequiredArgument)) continue;
      if (isLeafType(named)) fields.set(field.name, field.name);
      if (!isObjectType(named) || within.has(named.name) || named.name.endsWith('Connection')) continue;
      if (named.getInterfaces().length > 0) continue;
      fields.set(field.name, `${field.name} { ${[...ownFields(named, within).values()].join(' ')} }`);
    }
    return fields;
  }

  function objectsIn(answer: unknown): WholeObject[] {
    if (Array.isArray(answer)) return answer.flatMap(objectsIn);
    if (typeof answer !== 'object' || answer === null) return [];
    const below = Object.values(answer).flatMap(objectsIn);
    const { __typename: name = '' } = answer as Partial<WholeObject>;
    const keys = own.get(name);
    if (keys === undefined) return below;
    const members = Object.entries(answer).filter(([key]) => keys.has(key));
    return [Object.fromEntries(members) as unknown as WholeObject, ...below];
  }

  const fragments = types.map(({ name }) => {
    const fields = [...(own.get(name)?.values() ?? [])].join(' ');
    return `fragment Whole${name} on ${name} { ${fields} }`;
  });
  return { fragments: fragments.join('\n'), objectsIn };
}
