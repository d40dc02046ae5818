import { Field, ID, InputType, Int } from 'type-graphql';
import type { FundingSums } from '../../projections/rows.js';
import { editInput } from '../editing/command.input.js';
import { FundingSourceEnum } from '../enums.js';

type Source = keyof FundingSums;

@InputType('FileContent', { description: 'The file. Exactly one member.' })
export class FileContentInput {
  @Field(() => String, { nullable: true, description: 'As text.' })
  text?: string;

  @Field(() => String, { nullable: true, description: 'Its bytes in base64, so that its encoding is checked, too.' })
  base64?: string;
}

@InputType('RowColumns', { description: 'Which columns the figures of one row stand in.' })
export class RowColumnsInput {
  @Field(() => String, { description: 'The project’s name, as in the file.' })
  project!: string;

  @Field(() => [FundingSourceEnum], { description: 'Left to right, one for each figure.' })
  columns!: Source[];
}

@InputType('RowMapping', { description: 'What becomes of a row of the budget that the import could not match.' })
export class RowMappingInput {
  @Field(() => ID, { description: 'The row of the budget: `entityId` in the preview.' })
  from!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The row of the file: `key` in the preview. null: it is withdrawn.',
  })
  to?: string | null;
}

@InputType('TableFile')
class TableFile {
  @Field(() => String, { description: 'Kept with every event of the import.' })
  fileName!: string;

  @Field(() => FileContentInput, { description: 'The published table’s text as a PDF extractor left it, UTF-8.' })
  content!: FileContentInput;

  @Field(() => Int, { description: '预算年度, which the table does not say.' })
  fiscalYear!: number;

  @Field(() => String, { nullable: true, description: 'Permanent key of the unit. Absent: its name as printed.' })
  unit?: string | null;

  @Field(() => String, { nullable: true, description: 'Id of the taxonomy. Absent: cn-2020.' })
  taxonomy?: string | null;

  @Field(() => [FundingSourceEnum], {
    nullable: true,
    description: 'What the columns with figures are, left to right. Absent: assumed, and the preview says so.',
  })
  columns?: Source[] | null;

  @Field(() => [RowColumnsInput], {
    nullable: true,
    description: 'For rows whose figures fit the columns in more than one way (AMBIGUOUS_DOCUMENT).',
  })
  rowColumns?: RowColumnsInput[] | null;

  @Field(() => [RowMappingInput], { nullable: true, description: 'Answers to the preview’s `unmatched`.' })
  mapping?: RowMappingInput[] | null;
}

export const ImportTableInput = editInput(
  'ImportTable',
  'A published 项目支出绩效目标表: the budget is made to say what it says, in one save of exactly the cells that differ.',
  TableFile,
);
export type ImportTableInput = InstanceType<typeof ImportTableInput>;
