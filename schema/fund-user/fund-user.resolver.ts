import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { CellValueType } from '../change/cell.type.js';
import { ChangeConnection } from '../change/change.type.js';
import { connectionView, PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { TotalsType } from '../funding/funding.type.js';
import type { CellValueView, TotalsView, FundUserView } from '../../services/services.js';
import { FundUserType } from './fund-user.type.js';

@Resolver(() => FundUserType)
export class FundUserResolver {
  @FieldResolver(() => Int, {
    description: 'Of the save that last changed one of its own cells; in a draft 0: it is as it was at the base.',
  })
  version(@Root() fundUser: FundUserView, @Ctx() { services }: Context): Promise<number> {
    return services.queries.fundUserVersion(fundUser);
  }

  @FieldResolver(() => TotalsType, { description: 'Exact sums of its projects in force.' })
  totals(@Root() fundUser: FundUserView, @Ctx() { services }: Context): Promise<TotalsView> {
    return services.queries.fundUserTotals(fundUser);
  }

  @FieldResolver(() => ChangeConnection, {
    description: 'Every cell of the row itself changed up to here, newest first.',
  })
  async history(
    @Root() fundUser: FundUserView,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { services }: Context,
  ) {
    return connectionView(await services.queries.history({ fundUser }, pageOf(page)));
  }

  @FieldResolver(() => [CellValueType], { description: 'For every cell of the row itself, who set it last.' })
  blame(@Root() fundUser: FundUserView, @Ctx() { services }: Context): Promise<CellValueView[]> {
    return services.queries.blame({ fundUser });
  }
}
