import type { GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { getNamedType, isInterfaceType, isLeafType, isRequiredArgument } from 'graphql';

export interface EveryFragment {
  /** By the name of the file that it is to stand in. */
  fragments: Record<string, string>;
  /** Types that have one. */
  nodes: string[];
  /** Fields that are paged. */
  connections: string[];
}

type NodeType = GraphQLInterfaceType | GraphQLObjectType;

const paging = ['first', 'after', 'last', 'before'];

/** A refetchable fragment on every type that can be asked for by its id, and one for each list that such a type has. */
export function everyFragment(schema: GraphQLSchema): EveryFragment {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('there is no Node');
  const { objects, interfaces } = schema.getImplementations(node);
  const types = [node, ...interfaces, ...objects];
  const fragments: Record<string, string> = {};
  const connections: string[] = [];
  for (const type of types) {
    fragments[type.name] = refetchable(type);
    for (const field of Object.values(type.getFields())) {
      if (!getNamedType(field.type).name.endsWith('Connection')) continue;
      connections.push(`${type.name}.${field.name}`);
      fragments[`${type.name}${field.name}`] = paged(type, field);
    }
  }
  return { fragments, nodes: types.map(({ name }) => name), connections };
}

function refetchable(type: NodeType): string {
  const fields = Object.values(type.getFields());
  const own = fields.filter(({ type: of, args }) => isLeafType(getNamedType(of)) && !args.some(isRequiredArgument));
  const { name } = type;
  const selected = own.map((field) => field.name).join(' ');
  return `fragment ${name}_all on ${name} @refetchable(queryName: "${name}RefetchQuery") { ${selected} }`;
}

function paged({ name }: NodeType, { name: field, args }: GraphQLField<unknown, unknown>): string {
  const file = `${name}${field}`;
  const variables = paging.filter((each) => args.some((argument) => argument.name === each));
  const types = variables.map((each) => `${each}: { type: "${/st$/.test(each) ? 'Int' : 'String'}" }`);
  const given = variables.map((each) => `${each}: $${each}`);
  return `fragment ${file}_page on ${name}
    @refetchable(queryName: "${file}PageQuery")
    @argumentDefinitions(${types.join(' ')}) {
      ${field}(${given.join(' ')}) @connection(key: "${file}_${field}") { edges { node { __typename } } }
    }`;
}
