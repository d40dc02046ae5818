import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { CellValueType } from '../change/cell.type.js';
import { ChangePageArguments, changesOrder } from '../change/change-page.input.js';
import { ChangeConnection, changesView } from '../change/change.type.js';
import { PageArguments, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import { TotalsType } from '../funding/funding.type.js';
import type { Basis, CellValueView, TotalsView, FundUserView, ProjectOrder } from '../../services/services.js';
import { ProjectOrderEnum } from '../orders.js';
import { ProjectFilterInput, projectFilterOf } from '../project/project.input.js';
import { ProjectConnection, projectsView } from '../project/project.type.js';
import { FundUserType } from './fund-user.type.js';

@Resolver(() => FundUserType)
export class FundUserResolver {
  @FieldResolver(() => Int, {
    description: 'Of the save that last changed one of its own cells; in a draft 0: it is as it was at the base.',
  })
  version(@Root() fundUser: FundUserView, @Ctx() { services }: Context): Promise<number> {
    return services.queries.fundUserVersion(fundUser);
  }

  @FieldResolver(() => ProjectConnection, { description: 'The projects below it, in printed order by default.' })
  async projects(
    @Root() { id, budget }: FundUserView,
    @Arg('filter', () => ProjectFilterInput, { nullable: true, description: 'Absent: all.' })
    filter: ProjectFilterInput | null,
    @Arg('orderBy', () => ProjectOrderEnum, { nullable: true, description: 'Default: PLACE_ASC.' })
    orderBy: ProjectOrder | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { services: { queries } }: Context,
  ) {
    const within = projectFilterOf(filter, id);
    return projectsView(await queries.projectsOf(budget, within, pageOf(page), orderBy ?? 'PLACE_ASC'));
  }

  @FieldResolver(() => BasisType, { description: 'Where it is read.' })
  basis(@Root() { budget }: FundUserView): Basis {
    return budget.basis;
  }

  @FieldResolver(() => TotalsType, { description: 'Exact sums of its projects in force.' })
  totals(@Root() fundUser: FundUserView, @Ctx() { services }: Context): Promise<TotalsView> {
    return services.queries.fundUserTotals(fundUser);
  }

  @FieldResolver(() => ChangeConnection, {
    description: 'Every cell of the row itself changed up to here, newest first by default.',
  })
  async history(
    @Root() fundUser: FundUserView,
    @Args(() => ChangePageArguments) page: ChangePageArguments,
    @Ctx() { services }: Context,
  ) {
    return changesView(await services.queries.history({ fundUser }, pageOf(page), changesOrder(page)));
  }

  @FieldResolver(() => [CellValueType], { description: 'For every cell of the row itself, who set it last.' })
  blame(@Root() fundUser: FundUserView, @Ctx() { services }: Context): Promise<CellValueView[]> {
    return services.queries.blame({ fundUser });
  }
}
