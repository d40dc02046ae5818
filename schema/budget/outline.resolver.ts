import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { QueryError } from '../../services/query-error.js';
import type { BudgetView, OutlineRowView, OutlineView } from '../../services/services.js';
import type { Context } from '../context.js';
import { BudgetType } from './budget.type.js';
import { OutlineRowType, OutlineType } from './outline.type.js';

const mostRows = 2_000;

@Resolver(() => BudgetType)
export class BudgetOutlineResolver {
  @FieldResolver(() => OutlineType, { description: 'Ids, parents and hashes of its rows, at the same point.' })
  outline(@Root() budget: BudgetView, @Ctx() { services }: Context): Promise<OutlineView> {
    return services.queries.outline(budget);
  }
}

@Resolver(() => OutlineType)
export class OutlineResolver {
  @FieldResolver(() => [OutlineRowType], { description: 'Some rows, in printed order.' })
  rows(
    @Root() outline: OutlineView,
    @Arg('from', () => Int, {
      defaultValue: 1,
      description: 'Place of the first row, from 1; behind the end: no rows.',
    })
    from: number,
    @Arg('limit', () => Int, { defaultValue: 500, description: `How many rows at most, 1 to ${mostRows}.` })
    limit: number,
  ): Promise<OutlineRowView[]> {
    if (from < 1) throw outOfBounds('from', from, '须不小于 1', 'it must be 1 or more');
    if (limit < 1 || limit > mostRows) {
      throw outOfBounds('limit', limit, `须在 1 到 ${mostRows} 之间`, `it must be 1 to ${mostRows}`);
    }
    return outline.rows(from, limit);
  }
}

function outOfBounds(argument: string, given: number, zh: string, en: string): QueryError {
  return new QueryError('INVALID_INPUT', `${argument} 是 ${given}，${zh}。`, `"${argument}" is ${given}; ${en}.`, [
    argument,
  ]);
}
