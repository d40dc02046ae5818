import { Field, ID, Int, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { connectionOf } from '../connection.type.js';
import { TotalsType } from '../funding/funding.type.js';
import { EntityType, NodeType } from '../node/node.type.js';
import { TaxonomyType } from './taxonomy.type.js';

@ObjectType('OpenedFrom', { description: 'The earlier table that a budget was opened from.', simpleResolvers: true })
export class OpenedFromType {
  @Field(() => ID, { description: 'Of the earlier budget.' })
  budgetId!: string;

  @Field(() => Int, { description: 'The version whose rows were taken over.' })
  version!: number;

  @Field(() => String, { description: 'SHA-256 of that version, hex.' })
  contentHash!: string;
}

@ObjectType('Budget', {
  implements: [NodeType, EntityType],
  description:
    '部门项目支出预算: the table of one unit and one fiscal year, at one point; at a point of a draft the draft’s. All below it is read there.',
  simpleResolvers: true,
})
export class BudgetType extends EntityType {
  @Field(() => String, { description: 'The unit’s name as the table prints it.' })
  name!: string;

  @Field(() => String, { description: 'Key of the unit (预算单位) whose table it is. Permanent.' })
  unit!: string;

  @Field(() => Int, { description: '预算年度.' })
  fiscalYear!: number;

  @Field(() => TaxonomyType, { description: 'What its indicators are classed by.' })
  taxonomy!: TaxonomyType;

  @Field(() => BasisType, { description: 'Where it is read; `version` is the table’s.' })
  basis!: BasisType;

  @Field(() => String, {
    description: 'SHA-256 of the whole table, hex: equal exactly when every cell of it is, however it came about.',
  })
  contentHash!: string;

  @Field(() => OpenedFromType, {
    nullable: true,
    description: 'The earlier table that its first rows were taken over from; null: none.',
  })
  openedFrom!: OpenedFromType | null;

  @Field(() => TotalsType, { description: 'Exact sums of the projects in force.' })
  totals!: TotalsType;
}

export const { Connection: BudgetConnection } = connectionOf('Budget', 'budgets', () => BudgetType);
