import { Field, ID, Int, ObjectType } from 'type-graphql';
import { EntityKindEnum } from '../enums.js';

@ObjectType('OutlineRow', { description: 'A row of the table, without its cells.', simpleResolvers: true })
export class OutlineRowType {
  @Field(() => Int, { description: 'Its place in the outline, from 1: fund users and projects are counted together.' })
  place!: number;

  @Field(() => ID, { description: 'Permanent; what `entity` takes, and the filters of lists.' })
  entityId!: string;

  @Field(() => EntityKindEnum, { description: 'FUND_USER or PROJECT.' })
  entityKind!: string;

  @Field(() => ID, { nullable: true, description: 'The fund user that a project stands below; null: it is one.' })
  parentId!: string | null;

  @Field(() => String, {
    description: 'SHA-256 of the row, of a project with its indicators, hex: equal exactly when all its cells are.',
  })
  contentHash!: string;
}

@ObjectType('Outline', {
  description:
    'What a table consists of, in printed order, read without reading the rows: for a grid that jumps to any row, and asks only for those whose hash is another than the one that it has.',
  simpleResolvers: true,
})
export class OutlineType {
  @Field(() => Int, { description: 'Of the whole table: fund users and projects.' })
  rowCount!: number;

  @Field(() => Int, { description: 'Fund users in force.' })
  fundUserCount!: number;

  @Field(() => Int, { description: 'Projects in force.' })
  projectCount!: number;

  @Field(() => String, {
    description: 'SHA-256 of all rows and their order, hex: while it is equal, no row has changed.',
  })
  rowsHash!: string;
}
