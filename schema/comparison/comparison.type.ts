import { GraphQLBoolean } from 'graphql';
import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { ChangeType } from '../change/change.type.js';
import { connectionOf } from '../connection.type.js';
import { ChangeKindEnum, EntityKindEnum, MatchedByEnum, TargetEffectEnum } from '../enums.js';
import { FundingType } from '../funding/funding.type.js';
import { onDemand } from '../on-demand.js';
import { DecimalScalar } from '../scalars.js';

@ObjectType('CellDiff', { description: 'One cell (单元格) that differs between two tables.', simpleResolvers: true })
export class CellDiffType {
  @Field(() => String, {
    description:
      'The cell, as in Change. Of `fundUser` the values are ids; of `place` ranks, and between two budgets the ordinals among the siblings that both have, since ranks of two tables say nothing to each other.',
  })
  path!: string;

  @Field(() => String, { nullable: true, description: 'At `from`. null: blank, or the row is not there.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'At `to`. null: blank, or the row is not there.' })
  after!: string | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'after − before: of amounts in 万元; of targets that are numbers in comparable units, in the unit of `before`.',
  })
  delta!: string | null;

  @Field(() => TargetEffectEnum, { nullable: true, description: 'Of a target that stands on both sides; else null.' })
  effect!: string | null;

  @Extensions(onDemand)
  @Field(() => ChangeType, {
    nullable: true,
    description:
      'The change that last set the cell: within one budget at the later of the two points, where a draft takes part the one at `to` that `from` does not have, else the one at `from`; between two budgets at `to`, of a removed row at `from`. null: it has been blank there since the row was added.',
  })
  lastChange!: ChangeType | null;
}

@ObjectType('ComparisonNode', { description: 'A row that differs between two tables.', simpleResolvers: true })
export class ComparisonNodeType {
  @Field(() => ID, { description: 'Of the row at `to`; of a removed row at `from`.' })
  entityId!: string;

  @Field(() => EntityKindEnum, { description: 'What the row is.' })
  entityKind!: string;

  @Field(() => String, { description: 'The row’s name at `to`; of a removed row at `from`.' })
  name!: string;

  @Field(() => ChangeKindEnum, {
    description:
      'One for the row: ADDED, REMOVED; MODIFIED if a cell other than name and place differs; else RENAMED; else MOVED.',
  })
  kind!: string;

  @Field(() => MatchedByEnum, { description: 'How the row found its partner in the other table.' })
  matchedBy!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Of the project that the row is or belongs to, where `entityId` is; null for budgets and fund users.',
  })
  projectId!: string | null;

  @Field(() => String, { nullable: true, description: 'Its name.' })
  projectName!: string | null;

  @Field(() => [CellDiffType], {
    description: 'The cells that differ; of an added or removed row all that are not blank.',
  })
  cells!: CellDiffType[];
}

@ObjectType('ComparisonCounts', {
  description: 'How many rows differ, by kind; each row has one.',
  simpleResolvers: true,
})
export class ComparisonCountsType {
  @Field(() => Int, { description: 'Only at `to`.' })
  added!: number;

  @Field(() => Int, { description: 'Only at `from`.' })
  removed!: number;

  @Field(() => Int, { description: 'In a cell other than name and place.' })
  modified!: number;

  @Field(() => Int, { description: 'In the name, and in no cell but name and place.' })
  renamed!: number;

  @Field(() => Int, { description: 'In the place alone.' })
  moved!: number;
}

@ObjectType('ComparisonStats', { description: 'What differs, in numbers.', simpleResolvers: true })
export class ComparisonStatsType {
  @Field(() => ComparisonCountsType, { description: 'Rows of all kinds, the budget’s own among them.' })
  rows!: ComparisonCountsType;

  @Field(() => ComparisonCountsType, { description: '资金使用单位.' })
  fundUsers!: ComparisonCountsType;

  @Field(() => ComparisonCountsType, { description: '项目, each in its own cells; its indicators are counted apart.' })
  projects!: ComparisonCountsType;

  @Field(() => ComparisonCountsType, { description: '绩效指标, those of added and removed projects among them.' })
  indicators!: ComparisonCountsType;

  @Field(() => Int, { description: 'Cells of all these rows.' })
  cells!: number;

  @Field(() => Int, { description: 'Targets of rows on both sides that accept strictly fewer values at `to`.' })
  strengthened!: number;

  @Field(() => Int, { description: 'Targets of rows on both sides that accept strictly more values at `to`.' })
  weakened!: number;
}

export const { Connection: ComparisonNodeConnection } = connectionOf(
  'ComparisonNode',
  'rows that differ, in the printed order of `to`; a removed row stands where it stood in `from`',
  () => ComparisonNodeType,
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

  @Field(() => FundingType, { description: 'Exact sums of the projects in force at `from`.' })
  totalsFrom!: FundingType;

  @Field(() => FundingType, { description: 'Exact sums of the projects in force at `to`.' })
  totalsTo!: FundingType;
}
