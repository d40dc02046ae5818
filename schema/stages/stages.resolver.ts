import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { argumentsBelow } from '../arguments-below.js';
import { rootArguments } from '../basis/root-arguments.js';
import { connectionView, goingOn, pageOf } from '../connection.type.js';
import type { Context } from '../context.js';
import type { StageMatrixView } from '../../services/services.js';
import { givenMembers } from '../given-members.js';
import { chosenIn, StageMatrixArguments, StageRowsArguments } from './stages.input.js';
import { StageMatrixType, StageRowConnection } from './stages.type.js';

@Resolver(() => StageMatrixType)
export class StagesResolver {
  @Query(() => StageMatrixType, {
    description:
      'The stages of one budget (一上, 一下, 二上, 二下, 调整) side by side: every cell with its value at each, and the change that set it. A seal that was withdrawn by the point that it is read at is no column, nor is one that was made later.',
  })
  async stageMatrix(
    @Arg('budgetId', () => ID, { description: 'Of the budget.' }) budgetId: string,
    @Args(() => StageMatrixArguments) args: StageMatrixArguments,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StageMatrixView> {
    const root = await rootArguments(args, context, info);
    const pages = argumentsBelow(info, 'rows') as StageRowsArguments[];
    const goOn = pages.flatMap((asked) => goingOn(asked).map((page) => ({ filter: givenMembers(asked.filter), page })));
    return context.services.queries.stages(budgetId, chosenIn(args), root, goOn);
  }

  @FieldResolver(() => StageRowConnection, {
    description:
      'The rows of all columns, by permanent id, in the printed order of the last one; a row that is gone from it stands where it stood. All pages are read at the point of the first, and so is the matrix that a later page is asked for with: its columns are those of the first page.',
  })
  async rows(@Root() matrix: StageMatrixView, @Args(() => StageRowsArguments) args: StageRowsArguments) {
    return connectionView(await matrix.rows(givenMembers(args.filter), pageOf(args)));
  }
}
