import { Field, ObjectType } from 'type-graphql';

@ObjectType('IndicatorClass', { description: 'A class of indicators (指标分类).', simpleResolvers: true })
export class IndicatorClassType {
  @Field(() => String, { description: 'One digit of level 1, two of level 2; a level-2 code begins with its level 1.' })
  code!: string;

  @Field(() => String, { description: 'As the taxonomy prints it.' })
  name!: string;
}

@ObjectType('Taxonomy', {
  description: 'The code table that a budget’s indicators are classed by; a budget keeps the one it was written under.',
  simpleResolvers: true,
})
export class TaxonomyType {
  @Field(() => String, { description: '`cn-2020` or `cn-2021`; what `taxonomy` of an input takes.' })
  code!: string;

  @Field(() => String, { description: 'In Chinese.' })
  name!: string;

  @Field(() => String, { description: 'The rule or document that the table comes from.' })
  source!: string;

  @Field(() => [IndicatorClassType], { description: '一级指标.' })
  level1!: IndicatorClassType[];

  @Field(() => [IndicatorClassType], { description: '二级指标.' })
  level2!: IndicatorClassType[];
}
