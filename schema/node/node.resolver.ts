import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { rootArguments } from '../basis/root-arguments.js';
import type { Context } from '../context.js';
import { asNode, NodeType } from './node.type.js';

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, { nullable: true, description: 'Whatever has this id; null: nothing has, at that point.' })
  async node(
    @Arg('id', () => ID) id: string,
    @Args(() => PointArguments) args: PointArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    const found = await context.services.queries.node(id, await rootArguments(args, context, info));
    return found === null ? null : asNode(found);
  }
}
