import type { SubscribeResolverData } from 'type-graphql';
import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { changeFilter, ChangeFilterInput } from '../change/change.input.js';
import { ChangeEdge } from '../change/change.type.js';
import type { Context } from '../context.js';
import type { Basis } from '../../services/services.js';

type Asked<Arguments> = SubscribeResolverData<unknown, Arguments, Context>;

@Resolver()
export class LiveResolver {
  @Subscription(() => ChangeEdge, {
    description:
      'Every changed cell that the filter holds for, each once, oldest first. Whoever connects again gives the last cursor as `after` and misses nothing, also between two cells of one event.',
    subscribe: ({ args, context }: Asked<{ filter?: ChangeFilterInput | null; after?: string | null }>) =>
      context.services.feeds.changes(changeFilter(args.filter ?? null), args.after ?? null, context.caller),
  })
  changes(
    @Root() edge: InstanceType<typeof ChangeEdge>,
    @Arg('filter', () => ChangeFilterInput, { nullable: true }) _filter?: ChangeFilterInput | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'A cursor of the same filter, from here or from the list `changes`; absent: from now on.',
    })
    _after?: string | null,
  ) {
    return edge;
  }

  @Subscription(() => BasisType, {
    description:
      'The basis of each save of the budget from now on, in order. Who is more than 100 saves behind is given the newest next.',
    subscribe: ({ args, context }: Asked<{ budgetId: string }>) =>
      context.services.feeds.budgetChanged(args.budgetId, context.caller),
  })
  budgetChanged(@Root() basis: Basis, @Arg('budgetId', () => ID) _budgetId: string) {
    return basis;
  }
}
