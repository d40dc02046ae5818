import { Extensions, Field, ObjectType } from 'type-graphql';
import { onDemand } from '../on-demand.js';
import { ComparisonStatsType } from './comparison.type.js';

@ObjectType('ComparisonGroup', {
  description: 'What differs among rows that have something in common.',
  simpleResolvers: true,
})
export class ComparisonGroupType {
  @Field(() => String, { description: 'Id of the fund user, or code of the class.' })
  key!: string;

  @Extensions(onDemand)
  @Field(() => String, { nullable: true, description: 'Of the fund user, or of the class in the taxonomy of `to`.' })
  name!: string | null;

  @Field(() => ComparisonStatsType, { description: 'What differs, in numbers.' })
  stats!: ComparisonStatsType;
}
