import { GraphQLBoolean, GraphQLInt } from 'graphql';
import type { ClassType } from 'type-graphql';
import { ArgsType, Extensions, Field, Int, ObjectType } from 'type-graphql';
import { BasisType } from './basis/basis.type.js';
import { QueryError } from '../services/query-error.js';
import { onDemand } from './on-demand.js';
import type { ConnectionArguments, ConnectionView } from '../services/services.js';

@ObjectType('PageInfo', { description: 'Where a page stands in its list.', simpleResolvers: true })
export class PageInfoType {
  @Field(() => GraphQLBoolean, { description: 'Whether there are more behind this page.' })
  hasNextPage!: boolean;

  @Field(() => GraphQLBoolean, { description: 'Whether this page was reached by a cursor. Paging is forward only.' })
  hasPreviousPage!: boolean;

  @Extensions(onDemand)
  @Field(() => String, { nullable: true, description: 'Cursor of the first edge.' })
  startCursor!: string | null;

  @Extensions(onDemand)
  @Field(() => String, { nullable: true, description: 'Cursor of the last edge: `after` of the next page.' })
  endCursor!: string | null;
}

@ObjectType('Count', { description: 'A number of rows; counting stops at 10,000.', simpleResolvers: true })
export class CountType {
  @Field(() => GraphQLInt, { description: 'The number, or the bound.' })
  value!: number;

  @Field(() => GraphQLBoolean, { description: 'False: there are at least `value`.' })
  exact!: boolean;
}

const defaultPage = 20;

@ArgsType()
export class PageArguments {
  @Field(() => Int, { nullable: true, defaultValue: defaultPage, description: 'How many, 1 to 500; null: 20.' })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'A cursor of the same list and filter: the page goes on behind it, at the first page’s basis.',
  })
  after?: string | null;
}

/** @throws QueryError INVALID_INPUT */
export function pageOf({ first: wanted, after }: PageArguments): ConnectionArguments {
  const first = wanted ?? defaultPage;
  if (first >= 1 && first <= 500) return { first, after: after ?? null };
  throw new QueryError(
    'INVALID_INPUT',
    `first 是 ${first}，须在 1 到 500 之间；更多请用 after 翻页。`,
    `"first" is ${first}; it must be 1 to 500. Page on with "after" for more.`,
    ['first'],
  );
}

/** What the resolvers hand to GraphQL for a connection: what is expensive is worked out only when it is asked for. */
export function connectionView<Node>(view: ConnectionView<Node>) {
  return {
    edges: view.edges,
    basis: view.basis,
    count: () => view.count(),
    nodes: view.edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: view.hasNextPage,
      hasPreviousPage: view.hasPreviousPage,
      startCursor: () => view.edges.at(0)?.cursor ?? null,
      endCursor: () => view.edges.at(-1)?.cursor ?? null,
    },
  };
}

/** The connection and edge types of a node type, as the Relay specification shapes them. */
export function connectionOf<Node extends object>(name: string, of: string, nodeType: () => ClassType<Node>) {
  @ObjectType(`${name}Edge`, { description: `One of ${of}, with its cursor.`, simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Opaque; carries list, filter, basis and place.' })
    cursor!: string;

    @Field(nodeType, { description: 'The row.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${of}.`, simpleResolvers: true })
  class Connection {
    @Field(() => [Edge], { description: 'Rows with cursors.' })
    edges!: Edge[];

    @Field(() => [nodeType()], { description: 'Rows alone.' })
    nodes!: Node[];

    @Field(() => PageInfoType, { description: 'Where the page stands.' })
    pageInfo!: PageInfoType;

    @Field(() => BasisType, { description: 'The point that all pages of this list are read at.' })
    basis!: BasisType;

    @Extensions(onDemand)
    @Field(() => CountType, { description: 'How many match in all.' })
    count!: CountType;
  }
  return { Edge, Connection };
}
