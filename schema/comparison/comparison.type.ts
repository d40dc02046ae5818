import { GraphQLBoolean } from 'graphql';
import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { RowCountsType } from '../change/counts.type.js';
import { RowChangeType } from '../change/row.type.js';
import { connectionOf } from '../connection.type.js';
import { MatchedByEnum } from '../enums.js';
import { TotalsType } from '../funding/funding.type.js';
import { onDemand } from '../on-demand.js';
import { DecimalScalar } from '../scalars.js';

@ObjectType('Growth', { description: 'What a project’s total was and is, in 万元.', simpleResolvers: true })
export class GrowthType {
  @Field(() => DecimalScalar, { description: 'At `from`, exact. 0: it has no money, or is not there.' })
  before!: string;

  @Field(() => DecimalScalar, { description: 'At `to`, exact. 0: it has no money, or is not there.' })
  after!: string;

  @Field(() => DecimalScalar, { description: 'after − before.' })
  delta!: string;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      '`delta` in percent of `before`, rounded to two digits behind the point; filters compare exactly. null: from zero to something, which no percentage says.',
  })
  percent!: string | null;
}

@ObjectType('ComparisonRow', {
  implements: RowChangeType,
  description:
    'A row that differs between two tables: id, name and project are those at `to`; of a removed row at `from`.',
  simpleResolvers: true,
})
export class ComparisonRowType extends RowChangeType {
  @Field(() => ID, { description: 'Of the row at `to`; of a removed row at `from`.' })
  override entityId!: string;

  @Field(() => MatchedByEnum, { description: 'How the row found its partner in the other table.' })
  matchedBy!: string;

  @Field(() => GrowthType, { nullable: true, description: 'Of a project’s own row: that of its total. Else null.' })
  growth!: GrowthType | null;
}

@ObjectType('ComparisonStats', { description: 'What differs, in numbers.', simpleResolvers: true })
export class ComparisonStatsType {
  @Field(() => RowCountsType, { description: 'Rows of all kinds, the budget’s own among them.' })
  rows!: RowCountsType;

  @Field(() => RowCountsType, { description: '资金使用单位.' })
  fundUsers!: RowCountsType;

  @Field(() => RowCountsType, { description: '项目, each in its own cells; its indicators are counted apart.' })
  projects!: RowCountsType;

  @Field(() => RowCountsType, { description: '绩效指标, those of added and removed projects among them.' })
  indicators!: RowCountsType;

  @Field(() => Int, { description: 'Cells of all these rows.' })
  cells!: number;

  @Field(() => Int, { description: 'Targets of rows on both sides that accept strictly fewer values at `to`.' })
  strengthened!: number;

  @Field(() => Int, { description: 'Targets of rows on both sides that accept strictly more values at `to`.' })
  weakened!: number;
}

export const { Connection: ComparisonRowConnection } = connectionOf(
  'ComparisonRow',
  'rows that differ, in the printed order of `to`; a removed row stands where it stood in `from`',
  () => ComparisonRowType,
);

@ObjectType('Comparison', { description: 'Two tables side by side, cell by cell.', simpleResolvers: true })
export class ComparisonType {
  @Field(() => BasisType, { description: 'Where the one table is read; with base MERGE_BASE the version in common.' })
  from!: BasisType;

  @Field(() => BasisType, { description: 'Where the other is read.' })
  to!: BasisType;

  @Extensions(onDemand)
  @Field(() => GraphQLBoolean, {
    description: 'Whether no row differs; within one budget exactly when the content hashes are equal.',
  })
  identical!: boolean;

  @Extensions(onDemand)
  @Field(() => ComparisonStatsType, { description: 'What differs, in numbers.' })
  stats!: ComparisonStatsType;

  @Field(() => TotalsType, { description: 'Exact sums of the projects in force at `from`.' })
  totalsFrom!: TotalsType;

  @Field(() => TotalsType, { description: 'Exact sums of the projects in force at `to`.' })
  totalsTo!: TotalsType;
}
