import type { GraphQLInputType, GraphQLSchema } from 'graphql';
import { getNamedType, getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql';
import { listsAmong, rootFields } from './contract.js';
import type { HostileRequest } from './request.js';

/** Every order of every list, from both ends. */
export function ordersOfLists(schema: GraphQLSchema): HostileRequest[] {
  return listsAmong(rootFields(schema)).flatMap(({ field }) => {
    const order = getNamedType(field.args.find(({ name }) => name === 'orderBy')?.type);
    if (!isEnumType(order)) return [];
    return order.getValues().map(({ name }, index) => ({
      name: `${field.name} ${name}`,
      query: `{ ${field.name}(orderBy: ${name}, ${index % 2 === 0 ? 'first' : 'last'}: 500) { nodes { __typename } } }`,
    }));
  });
}

/** Every member of every list's filter with as much as it takes, or a little more. */
export function filtersAtBounds(schema: GraphQLSchema): HostileRequest[] {
  return listsAmong(rootFields(schema)).flatMap(({ field }) => {
    const type = getNamedType(field.args.find(({ name }) => name === 'filter')?.type);
    if (!isInputObjectType(type)) return [];
    return Object.values(type.getFields()).map((member) => ({
      name: `${field.name} by ${member.name}`,
      query: `query($filter: ${type.name}) { ${field.name}(filter: $filter, first: 500) { count { value } nodes { __typename } } }`,
      variables: { filter: { [member.name]: muchOf(member.type) } },
    }));
  });
}

const longestList = 200;

function muchOf(type: GraphQLInputType): unknown {
  const given = getNullableType(type);
  if (isListType(given)) {
    const named = getNamedType(given);
    if (isEnumType(named)) return named.getValues().map(({ name }) => name);
    return Array.from({ length: longestList }, (_, n) => oneOf(given.ofType, n));
  }
  return oneOf(given, 0);
}

function oneOf(type: GraphQLInputType, n: number): unknown {
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isInputObjectType(named)) {
    const members = Object.values(named.getFields());
    return Object.fromEntries(members.map((member) => [member.name, muchOf(member.type)]));
  }
  switch (named.name) {
    case 'Int':
      return 2000 + n;
    case 'Boolean':
      return true;
    case 'ID':
      return `01a21dff-431d-7062-a91d-${String(n).padStart(12, '0')}`;
    case 'Decimal':
      return `${n + 1}.50`;
    case 'DateTime':
      return '2024-01-01T00:00:00.000Z';
    case 'Date':
      return '2024-01-01';
    default:
      return `第${n}号保障日常工作顺利开展`;
  }
}
