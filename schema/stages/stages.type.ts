import { GraphQLBoolean } from 'graphql';
import { Extensions, Field, ID, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { CellChangeType } from '../change/cell.type.js';
import { connectionOf } from '../connection.type.js';
import { ChangeKindEnum, EntityKindEnum } from '../enums.js';
import { TotalsType } from '../funding/funding.type.js';
import { onDemand } from '../on-demand.js';
import { ControlNumberType, ControlNumberWithdrawalType, SealType } from '../sealing/sealing.type.js';

@ObjectType('StageCell', { description: 'One cell (单元格) in every column.', simpleResolvers: true })
export class StageCellType {
  @Field(() => String, { description: 'The cell, as in Change. Of `fundUser` the values are ids, of `place` ranks.' })
  path!: string;

  @Field(() => [String], {
    nullable: 'items',
    description: 'One for each column. null: blank, or the row is not there, which `present` of the row tells apart.',
  })
  values!: (string | null)[];

  @Field(() => [CellChangeType], {
    nullable: 'items',
    description:
      'One for each column: from the column before it, with the change that set the cell as it stands in it. null: as in the column before; so it is of the first column, which has none.',
  })
  steps!: (CellChangeType | null)[];

  @Field(() => CellChangeType, {
    nullable: true,
    description: 'From the first column to the last. null: it is the same in both.',
  })
  overall!: CellChangeType | null;
}

@ObjectType('StageRow', { description: 'One row in every column.', simpleResolvers: true })
export class StageRowType {
  @Field(() => ID, { description: 'Permanent: rows of all columns are one by it.' })
  entityId!: string;

  @Field(() => EntityKindEnum, { description: 'What the row is.' })
  entityKind!: string;

  @Field(() => String, { description: 'Its name in the last column that has it.' })
  entityName!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Of the project that the row is or belongs to; null for budgets and fund users.',
  })
  projectId!: string | null;

  @Field(() => String, { nullable: true, description: 'Its name, in the last column that has the project.' })
  projectName!: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Of the earlier table’s row that it was taken over from when the budget was opened (`Budget.openedFrom`); null: none, and of the budget’s own row.',
  })
  lineage!: string | null;

  @Field(() => ChangeKindEnum, {
    nullable: true,
    description: 'From the first column to the last, as of a row of a comparison. null: it is the same in both.',
  })
  kind!: string | null;

  @Field(() => [GraphQLBoolean], { description: 'One for each column: whether it has the row.' })
  present!: boolean[];

  @Field(() => [StageCellType], { description: 'In the row’s order; all of them, or those that are asked for.' })
  cells!: StageCellType[];
}

export const { Connection: StageRowConnection } = connectionOf(
  'StageRow',
  'rows of the stages, in the printed order of the last column; a row that is gone stands where it stood',
  () => StageRowType,
);

@ObjectType('StageColumn', { description: 'The table as one stage sealed it.', simpleResolvers: true })
export class StageColumnType {
  @Field(() => SealType, { nullable: true, description: 'null: the table at the point of the matrix itself.' })
  seal!: SealType | null;

  @Field(() => BasisType, { description: 'Where the table is read; of a seal the version that it sealed.' })
  basis!: BasisType;

  @Field(() => String, { description: 'Of the table; of a sealed one compared with its seal once more.' })
  contentHash!: string;

  @Field(() => TotalsType, { description: 'Exact sums of the projects in force.' })
  totals!: TotalsType;

  @Extensions(onDemand)
  @Field(() => ControlNumberType, {
    nullable: true,
    description:
      'The control number (控制数) in force when it was sealed. null: there was none, and `controlNumberWithdrawal` tells whether one had been lifted.',
  })
  controlNumber!: ControlNumberType | null;

  @Extensions(onDemand)
  @Field(() => ControlNumberWithdrawalType, {
    nullable: true,
    description:
      'That the last control number had been lifted by then. null: one was in force, or none was ever issued.',
  })
  controlNumberWithdrawal!: ControlNumberWithdrawalType | null;
}

@ObjectType('StageMatrix', { description: 'The stages of a budget side by side.', simpleResolvers: true })
export class StageMatrixType {
  @Field(() => BasisType, { description: 'The point from which the seals are known.' })
  basis!: BasisType;

  @Field(() => [StageColumnType], {
    description: 'Seals in force that have a stage, in the order of the stages, several of 调整 by version.',
  })
  columns!: StageColumnType[];
}
