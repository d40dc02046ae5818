import { GraphQLBoolean } from 'graphql';
import { Extensions, Field, ID, Int, ObjectType } from 'type-graphql';
import { AnnotationType, saidLater } from '../change/annotation.type.js';
import { RowCountsType } from '../change/counts.type.js';
import { RecordedType } from '../change/recorded.type.js';
import { RowChangeType } from '../change/row.type.js';
import { CommandPayload } from '../editing/payloads.js';
import { AssumptionCodeEnum, EntityKindEnum } from '../enums.js';
import { onDemand } from '../on-demand.js';

@ObjectType('EarlierImport', {
  implements: RecordedType,
  description: 'That the same bytes were imported before, as it was recorded then.',
  simpleResolvers: true,
})
export class EarlierImportType extends RecordedType {
  @Field(() => Int, {
    description:
      'Of the budget, with which the bytes came into it, be it by a promotion; of the draft, if it was imported there.',
  })
  version!: number;

  @Field(() => ID, { nullable: true, description: 'The draft that it was imported into; null: the budget itself.' })
  draftId!: string | null;

  @Field(() => String, { description: 'What the file was called then.' })
  fileName!: string;

  @Extensions(onDemand)
  @Field(() => [AnnotationType], { description: saidLater('that save', 'now') })
  annotations!: AnnotationType[];
}

@ObjectType('ImportRow', {
  implements: RowChangeType,
  description: 'What an import does with one row.',
  simpleResolvers: true,
})
export class ImportRowType extends RowChangeType {
  @Field(() => Int, { nullable: true, description: 'Of the file, from 1; null: the row is not in the file.' })
  line!: number | null;

  @Extensions(onDemand)
  @Field(() => [String], {
    description:
      'Paths of the cells with which it takes back what was done after the same bytes were imported (`importedBefore`).',
  })
  undoes!: string[];
}

@ObjectType('UnmatchedRow', {
  description: 'A row on one side without a certain partner on the other: say with `mapping` what it is.',
  simpleResolvers: true,
})
export class UnmatchedRowType {
  @Field(() => EntityKindEnum, { description: 'What the row is.' })
  entityKind!: string;

  @Field(() => String, { description: 'As printed.' })
  entityName!: string;

  @Field(() => ID, { nullable: true, description: 'For `mapping.from`, if the row is the budget’s.' })
  entityId!: string | null;

  @Field(() => String, { nullable: true, description: 'For `mapping.to`, if the row is the file’s.' })
  key!: string | null;

  @Field(() => Int, { nullable: true, description: 'Of the file, from 1.' })
  line!: number | null;

  @Field(() => [String], { description: 'Ids or keys on the other side that it could be, at most 20.' })
  candidates!: string[];
}

@ObjectType('ImportAssumption', { description: 'Something that the file does not say.', simpleResolvers: true })
export class ImportAssumptionType {
  @Field(() => AssumptionCodeEnum, { description: 'What was assumed.' })
  code!: string;

  @Field(() => String, { description: 'What was assumed and how to say otherwise, in Chinese.' })
  message!: string;

  @Field(() => String, { description: 'The same in English.' })
  messageEn!: string;
}

@ObjectType('ImportPreview', { description: 'What an import does, row by row.', simpleResolvers: true })
export class ImportPreviewType {
  @Field(() => ID, { description: 'The budget, also of one that is not there yet.' })
  budgetId!: string;

  @Field(() => Int, { description: 'The version that it was made on: give it as `expectedVersion`. 0: not open yet.' })
  version!: number;

  @Field(() => GraphQLBoolean, { description: 'Whether the import opens the budget.' })
  opens!: boolean;

  @Extensions(onDemand)
  @Field(() => EarlierImportType, {
    nullable: true,
    description:
      'The newest save by which the very same bytes came into this table before: what was done since may be taken back by importing them again. null: none.',
  })
  importedBefore!: EarlierImportType | null;

  @Field(() => RowCountsType, { description: 'Rows by what is done with them; the budget’s own is not counted.' })
  counts!: RowCountsType;

  @Field(() => Int, { description: 'Rows of the file that already stand as it says.' })
  unchanged!: number;

  @Field(() => [ImportRowType], { description: 'Rows that are not left as they are, in the order of the events.' })
  rows!: ImportRowType[];

  @Field(() => [UnmatchedRowType], { description: 'Questions; while there are any, only a dryRun is possible.' })
  unmatched!: UnmatchedRowType[];

  @Field(() => [ImportAssumptionType], { description: 'What the file does not say.' })
  assumptions!: ImportAssumptionType[];
}

@ObjectType('ImportTablePayload', {
  description: 'What became of an import; see BudgetPayload.',
  simpleResolvers: true,
})
export class ImportTablePayload extends CommandPayload {
  @Extensions(onDemand)
  @Field(() => Int, {
    nullable: true,
    description:
      'Of the budget after the import, or of the draft that was edited; with dryRun as it stands, null where the budget is not open yet.',
  })
  override version!: number | null;

  @Field(() => ImportPreviewType, {
    nullable: true,
    description:
      'What was done, or with dryRun would be; null for a repeated command and for a file that cannot be read.',
  })
  preview!: ImportPreviewType | null;
}
