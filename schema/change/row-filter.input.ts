import { Field, ID, InputType } from 'type-graphql';
import type { RowFilter } from '../../projections/row-filter.js';
import { ChangeKindEnum, EntityKindEnum, TargetEffectEnum } from '../enums.js';

/** What can be asked of rows of tables side by side, be they two or many. */
@InputType('ComparisonRowFilter', {
  description: 'Members that are given must all hold, a list for any of its values; null or absent: not asked.',
})
export class RowFilterInput {
  @Field(() => [EntityKindEnum], { nullable: true, description: 'Rows of these kinds.' })
  entityKind?: RowFilter['entityKind'] | null;

  @Field(() => [ChangeKindEnum], {
    nullable: true,
    description: 'Rows that this happened to, from the first table to the last.',
  })
  kind?: RowFilter['kind'] | null;

  @Field(() => ID, { nullable: true, description: 'The row of this project, and those of its indicators.' })
  projectId?: string | null;

  @Field(() => [TargetEffectEnum], {
    nullable: true,
    description: 'Only targets of which this became, from one table to the next or from the first to the last.',
  })
  effect?: RowFilter['effect'] | null;

  @Field(() => [String], { nullable: true, description: 'Only these cells, each by its path as in Change.' })
  path?: RowFilter['path'] | null;
}
