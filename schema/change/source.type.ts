import { GraphQLBoolean } from 'graphql';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { PersonType } from '../draft/person.type.js';
import { SourceKindEnum } from '../enums.js';
import { JsonScalar } from '../scalars.js';

@ObjectType('ImportedFile', { description: 'Where in a file something was imported from.', simpleResolvers: true })
export class ImportedFileType {
  @Field(() => String, { description: 'What the file was called.' })
  fileName!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes, hex.' })
  sha256!: string;

  @Field(() => Int, { nullable: true, description: 'From 1. null: no single line.' })
  line!: number | null;
}

@ObjectType('Reverted', {
  description:
    'What a revert undid, a change, an event or a save; or what it set to a version, a row or a table. One of these five is given.',
  simpleResolvers: true,
})
export class RevertedType {
  @Field(() => ID, { nullable: true, description: 'Of the change.' })
  change!: string | null;

  @Field(() => ID, { nullable: true, description: 'Of the event.' })
  event!: string | null;

  @Field(() => Int, { nullable: true, description: 'Version that the save had made.' })
  save!: number | null;

  @Field(() => ID, { nullable: true, description: 'Permanent, of the row.' })
  row!: string | null;

  @Field(() => ID, { nullable: true, description: 'Of the budget.' })
  table!: string | null;

  @Field(() => Int, { nullable: true, description: 'What row or table was set to; else null.' })
  toVersion!: number | null;

  @Field(() => GraphQLBoolean, { description: 'In a draft: whether the version is its budget’s, not its own.' })
  ofBudget!: boolean;
}

@ObjectType('Origin', {
  description: 'The event of the other table that had set what an event of a promotion or a refresh sets (出处).',
  simpleResolvers: true,
})
export class OriginType {
  @Field(() => ID, { nullable: true, description: 'Of the event. null: it comes of the merge as a whole.' })
  event!: string | null;

  @Field(() => Int, { description: 'Of the other table: the save of that event, or the one that was merged.' })
  version!: number;

  @Field(() => PersonType, { nullable: true, description: 'Who had set it there. null: nobody had.' })
  editor!: PersonType | null;
}

@ObjectType('CellOrigin', {
  description: 'The origin of one cell, or of a row, where it is not that of the event.',
  simpleResolvers: true,
})
export class CellOriginType extends OriginType {
  @Field(() => ID, { description: 'The row.' })
  entityId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The cell, as in Change. null: every cell of the row that is not named by itself.',
  })
  path!: string | null;
}

@ObjectType('Merged', { description: 'What a promotion or a refresh took in.', simpleResolvers: true })
export class MergedType {
  @Field(() => ID, { nullable: true, description: 'Of the draft that a promotion took in. null: it was a refresh.' })
  draftId!: string | null;

  @Field(() => OriginType, { description: 'Of what the event sets, but for what `others` names.' })
  origin!: OriginType;

  @Field(() => [CellOriginType], { description: 'Of what another event had set.' })
  others!: CellOriginType[];
}

@ObjectType('Source', { description: 'By which way an event came (来源).', simpleResolvers: true })
export class SourceType {
  @Field(() => SourceKindEnum, { description: 'Which way.' })
  kind!: string;

  @Field(() => ImportedFileType, { nullable: true, description: 'Of an IMPORT; else null.' })
  file!: ImportedFileType | null;

  @Field(() => RevertedType, { nullable: true, description: 'Of a REVERT; else null.' })
  reverted!: RevertedType | null;

  @Field(() => MergedType, { nullable: true, description: 'Of a PROMOTION or a REFRESH; else null.' })
  merged!: MergedType | null;

  @Field(() => JsonScalar, { description: 'The whole of it as the event has it, also of a kind that is OTHER.' })
  recorded!: unknown;
}
