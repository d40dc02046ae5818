import type fc from 'fast-check';
import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLInputType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLSchema,
} from 'graphql';
import {
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

export interface RandomOperation {
  query: string;
  variables: Record<string, unknown>;
}

/** Where the values of arguments are taken from: by field and argument, `draft.id`, else by the argument, else by its type. */
export type Values = Record<string, readonly unknown[]>;

/** Gives one of so many. */
type Chance = (below: number) => number;

/**
 * A query over the whole contract: any fields, with aliases, fragments of both kinds, literals and variables, some of
 * whose values are wrong.
 */
export function randomOperation(schema: GraphQLSchema, values: Values, chance: Chance): RandomOperation {
  const definitions: string[] = [];
  const variables: Record<string, unknown> = {};
  const fragments: string[] = [];
  const pick = <T>(from: readonly T[]): T => from[chance(from.length)] as T;
  let aliases = 0;

  function selectionOf(type: GraphQLNamedType, depth: number): string {
    const shown = isAbstractType(type) ? pick([type, ...schema.getPossibleTypes(type)]) : type;
    const within = fieldsOf(shown, depth);
    if (shown !== type) return `{ __typename ... on ${shown.name} { ${within} } }`;
    switch (chance(6)) {
      case 0:
        return `{ ... { ${within} } }`;
      case 1: {
        const name = `F${fragments.length}`;
        fragments.push(`fragment ${name} on ${type.name} { ${within} }`);
        return `{ __typename ...${name} }`;
      }
      default:
        return `{ ${within} }`;
    }
  }

  function fieldsOf(type: GraphQLNamedType, depth: number): string {
    if (!('getFields' in type)) return '__typename';
    const fields = Object.values((type as GraphQLObjectType).getFields()).filter(
      (field) => depth > 0 || !('getFields' in getNamedType(field.type)),
    );
    if (fields.length === 0) return '__typename';
    return Array.from({ length: 1 + chance(4) }, () => fieldText(pick(fields), depth)).join(' ');
  }

  function fieldText(field: GraphQLField<unknown, unknown>, depth: number): string {
    // A page goes one way.
    const otherWay = chance(2) === 0 ? ['first', 'after'] : ['last', 'before'];
    const oneWay = field.args.filter(({ name }) => !otherWay.includes(name));
    const given = oneWay.filter((argument) => isRequiredArgument(argument) || chance(3) === 0);
    const args = given.map((argument) => `${argument.name}: ${argumentText(argument, field.name)}`);
    const type = getNamedType(field.type);
    const below = 'getFields' in type ? ` ${selectionOf(type, depth - 1)}` : '';
    return `f${(aliases += 1)}: ${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`}${below}`;
  }

  function argumentText({ name: argument, type }: GraphQLArgument, field: string): string {
    const name = `${field}.${argument}` in values ? `${field}.${argument}` : argument;
    if (chance(3) > 0) return literal(name, type);
    const variable = `v${definitions.length}`;
    definitions.push(`$${variable}: ${type.toString()}`);
    if (chance(12) > 0) variables[variable] = chance(12) > 0 ? valueOf(name, type) : pick(['?', 7, null, {}]);
    return `$${variable}`;
  }

  function valueOf(name: string, type: GraphQLInputType): unknown {
    const named = getNamedType(type);
    if (isEnumType(named)) return pick(named.getValues()).name;
    if (!isInputObjectType(named)) return pick(values[name] ?? values[named.name] ?? ['1']);
    const fields = Object.values(named.getFields());
    const some = named.isOneOf ? [pick(fields)] : fields.filter(() => chance(4) === 0);
    return Object.fromEntries(some.map((field) => [field.name, valueOf(field.name, field.type)]));
  }

  function literal(name: string, type: GraphQLInputType): string {
    const nullable = isNonNullType(type) ? type.ofType : type;
    const named = getNamedType(nullable);
    const value = valueOf(name, nullable);
    if (isEnumType(named)) return String(value);
    if (!isInputObjectType(named)) return JSON.stringify(value);
    const members = Object.keys(value as object).map((member) => {
      const field = named.getFields()[member];
      if (field === undefined) throw new Error(`${named.name} has no ${member}`);
      if (chance(4) > 0 || (!named.isOneOf && !isNonNullType(field.type)))
        return `${member}: ${literal(member, field.type)}`;
      const variable = `v${definitions.length}`;
      definitions.push(`$${variable}: ${String(isNonNullType(field.type) ? field.type : `${String(field.type)}!`)}`);
      variables[variable] = chance(8) > 0 ? valueOf(member, field.type) : null;
      return `${member}: $${variable}`;
    });
    return `{ ${members.join(', ')} }`;
  }

  const root = schema.getQueryType();
  if (!isObjectType(root)) throw new Error('there are no queries');
  const body = fieldsOf(root, 4);
  const head = definitions.length === 0 ? 'query Q' : `query Q(${definitions.join(', ')})`;
  return { query: [`${head} { ${body} }`, ...fragments].join('\n'), variables };
}

/** Chance as fast-check gives it. */
export function chanceOf(generator: fc.GeneratorValue, nat: (max: number) => fc.Arbitrary<number>): Chance {
  return (below) => generator(nat, below - 1);
}
