import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { QueryError } from '../../services/query-error.js';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import { asNode, NodeType } from './node.type.js';
import { readNodes } from './read-nodes.js';

const mostNodes = 200;

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description:
      'The object that has this `id`, as it was where it was given it; live, as it is now. null: nothing has.',
  })
  async node(
    @Arg('id', () => ID, { description: 'The `id` of any object, exactly as an answer has it.' }) id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    const [found = null] = await readNodes([{ text: id, argument: ['id'] }], context, info);
    if (found instanceof QueryError) throw found;
    return found && asNode(found);
  }

  @Query(() => [NodeType], {
    nullable: 'items',
    description:
      'The same for many at once, in the order given; null where nothing has the id, or with an error of its own where it is none.',
  })
  async nodes(
    @Arg('ids', () => [ID], { description: `At most ${mostNodes}; those given twice are answered twice.` })
    ids: string[],
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(object | null)[]> {
    if (ids.length > mostNodes) throw tooMany(ids.length);
    const asked = ids.map((text, index) => ({ text, argument: ['ids', String(index)] }));
    const found = await readNodes(asked, context, info);
    // An error stands in the place of its object alone.
    return found.map((each) => (each instanceof QueryError ? each : each && asNode(each)));
  }

  @Query(() => NodeType, {
    nullable: true,
    description: 'Whatever has this permanent id, at any point. null: nothing has, or it was not there yet.',
  })
  async entity(
    @Arg('id', () => ID, { description: 'An `entityId`; of an event or a change its `id`.' }) id: string,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    const found = await context.services.queries.node(id, await rootArguments(args, context, info));
    return found && asNode(found);
  }
}

function tooMany(given: number): QueryError {
  return new QueryError(
    'TOO_LARGE',
    `ids 有 ${given} 个，至多 ${mostNodes} 个；请分几次查询。`,
    `"ids" has ${given}, at most ${mostNodes} are taken; ask in several queries.`,
    ['ids'],
  );
}
