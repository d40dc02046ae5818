import { Field, ID, Int, ObjectType } from 'type-graphql';
import { IndicatorClassType } from '../budget/taxonomy.type.js';
import { connectionOf } from '../connection.type.js';
import { EntityStatusEnum } from '../enums.js';
import { EntityType, NodeType } from '../node/node.type.js';
import { ProjectType } from '../project/project.type.js';
import type { Ref } from '../ref.js';
import { TargetType } from './target.type.js';

@ObjectType('Indicator', {
  implements: [NodeType, EntityType],
  description: '绩效指标 of a project.',
  simpleResolvers: true,
})
export class IndicatorType extends EntityType {
  @Field(() => Int, { nullable: true, description: 'Within its project, from 1. null: it is withdrawn.' })
  ordinal!: number | null;

  @Field(() => IndicatorClassType, { description: '一级指标, which the level 2 implies.' })
  level1!: IndicatorClassType;

  @Field(() => IndicatorClassType, { description: '二级指标.' })
  level2!: IndicatorClassType;

  @Field(() => String, { description: '三级指标.' })
  name!: string;

  @Field(() => TargetType, {
    nullable: true,
    description: '实施周期指标值. null: blank, which is never the annual one.',
  })
  cycleTarget!: TargetType | null;

  @Field(() => TargetType, { nullable: true, description: '年度指标值. null: blank.' })
  annualTarget!: TargetType | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the row of the earlier table (`Budget.openedFrom`) that it was taken over from; null: it is new in this one.',
  })
  lineage!: string | null;

  @Field(() => EntityStatusEnum, { description: 'Whether it is part of the table.' })
  status!: string;

  @Field(() => ProjectType, { description: 'The project, at the same point.' })
  project!: Ref<ProjectType>;
}

export const { Connection: IndicatorConnection } = connectionOf('Indicator', 'indicators', () => IndicatorType);
