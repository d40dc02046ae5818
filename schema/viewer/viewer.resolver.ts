import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { ViewerType } from './viewer.type.js';

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who asks.' })
  viewer(@Ctx() { caller }: Context) {
    return { actor: caller.actor, localMode: true };
  }
}
