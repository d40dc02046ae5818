import { Field, ID, InputType } from 'type-graphql';
import type { RowFilter } from '../../projections/row-filter.js';
import { ChangeKindEnum, EntityKindEnum, TargetEffectEnum } from '../enums.js';

/** What can be asked of rows of tables side by side, be they two or many. */
@InputType()
export abstract class RowFilterInput {
  @Field(() => [EntityKindEnum], { nullable: true, description: 'Rows of these kinds.' })
  entityKinds?: RowFilter['entityKinds'] | null;

  @Field(() => [ChangeKindEnum], {
    nullable: true,
    description: 'Rows that this happened to, from the first table to the last.',
  })
  kinds?: RowFilter['kinds'] | null;

  @Field(() => [ID], { nullable: true, description: 'Rows of these projects, and of their indicators.' })
  projectIds?: string[] | null;

  @Field(() => [TargetEffectEnum], {
    nullable: true,
    description: 'Only targets of which this became, from one table to the next or from the first to the last.',
  })
  effects?: RowFilter['effects'] | null;

  @Field(() => [String], { nullable: true, description: 'Only these cells, each by its path as in Change.' })
  paths?: RowFilter['paths'] | null;
}
