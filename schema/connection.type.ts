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

  @Field(() => GraphQLBoolean, { description: 'Whether there are more before this page.' })
  hasPreviousPage!: boolean;

  @Extensions(onDemand)
  @Field(() => String, { nullable: true, description: 'Cursor of the first edge: `before` of the page before.' })
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
const longestPage = 500;

@ArgsType()
export class PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: 'How many, 1 to 500, from the start of the list or behind `after`. Without `first` and `last`: 20.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'A cursor of the same list and filter: the page goes on behind it, at the first page’s basis.',
  })
  after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many, 1 to 500, at the end of the list or before `before`, in the list’s order. Not beside `first` or `after`.',
  })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'A cursor of the same list and filter: the page ends before it, at the first page’s basis.',
  })
  before?: string | null;
}

/** @throws QueryError INVALID_INPUT for a number out of bounds, and for both directions at once */
export function pageOf(given: PageArguments): ConnectionArguments {
  const { first = null, after = null, last = null, before = null } = given;
  const forwards = argumentOf({ first, after });
  const backwards = argumentOf({ last, before });
  if (backwards === null) return { first: checkSize('first', first ?? defaultPage), after };
  if (forwards !== null) throw bothDirections(forwards, backwards);
  return { last: checkSize('last', last ?? defaultPage), before };
}

/** The page if it goes on from a cursor: what stands beside it has to be of the first page. */
export function goingOn(given: PageArguments): ConnectionArguments[] {
  return (given.after ?? given.before ?? null) === null ? [] : [pageOf(given)];
}

/** The first of them that is given. */
function argumentOf(given: Record<string, unknown>): string | null {
  return Object.keys(given).find((name) => given[name] !== null) ?? null;
}

function checkSize(argument: 'first' | 'last', size: number): number {
  if (size >= 1 && size <= longestPage) return size;
  const cursor = argument === 'first' ? 'after' : 'before';
  throw new QueryError(
    'INVALID_INPUT',
    `${argument} 是 ${size}，须在 1 到 ${longestPage} 之间；更多请用 ${cursor} 翻页。`,
    `"${argument}" is ${size}; it must be 1 to ${longestPage}. Page on with "${cursor}" for more.`,
    [argument],
  );
}

function bothDirections(forwards: string, backwards: string): QueryError {
  return new QueryError(
    'INVALID_INPUT',
    `${forwards} 与 ${backwards} 不能同时给出：向后翻页用 first、after，向前翻页用 last、before；请去掉其中一组。`,
    `"${forwards}" and "${backwards}" exclude each other: first and after page forwards, last and before page backwards. Leave out one pair.`,
    [backwards],
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
