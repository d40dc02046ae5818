import { Field, ID, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { BudgetType } from '../budget/budget.type.js';
import type { ProjectListView } from '../../services/services.js';
import { connectionOf, connectionView } from '../connection.type.js';
import { EntityStatusEnum } from '../enums.js';
import { FundingType } from '../funding/funding.type.js';
import { EntityType, NodeType } from '../node/node.type.js';
import type { Ref } from '../ref.js';
import { DecimalScalar } from '../scalars.js';

@ObjectType('Project', {
  implements: [NodeType, EntityType],
  description: '项目, with its money, goal and indicators.',
  simpleResolvers: true,
})
export class ProjectType extends EntityType {
  @Field(() => String, { description: 'As printed.' })
  name!: string;

  @Field(() => FundingType, { description: 'Money by source, cell by cell.' })
  funding!: FundingType;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: '总计 as the document declared it, in 万元; null: blank.',
  })
  declaredTotal!: string | null;

  @Field(() => String, { nullable: true, description: '绩效目标. null: blank.' })
  goal!: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the row of the earlier table (`Budget.openedFrom`) that it was taken over from; null: it is new in this one.',
  })
  lineage!: string | null;

  @Field(() => EntityStatusEnum, { description: 'Whether it is part of the table.' })
  status!: string;

  @Field(() => BudgetType, { description: 'The table, at the same point.' })
  budget!: Ref<BudgetType>;

  @Field(() => BasisType, { description: 'Where it is read.' })
  basis!: BasisType;

  @Field(() => String, { description: 'SHA-256 of the project with its indicators, hex.' })
  contentHash!: string;
}

export const { Connection: ProjectConnection } = connectionOf('Project', 'projects', () => ProjectType);

/** A page of projects, with the sums of all that match for whoever asks. */
export function projectsView(view: ProjectListView) {
  return { ...connectionView(view), totals: () => view.totals() };
}
