import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { onDemand } from '../on-demand.js';

@ObjectType('IndicatorGroup', {
  description: 'Indicators that have something in common, counted.',
  simpleResolvers: true,
})
export class IndicatorGroupType {
  @Field(() => String, {
    description:
      'What they have in common: id of the budget or project, key of the unit, the fiscal year, code of the class, or kind of the annual target.',
  })
  key!: string;

  @Extensions(onDemand)
  @Field(() => String, {
    nullable: true,
    description: 'Of the budget, project, unit or class. null: the key is all there is.',
  })
  name!: string | null;

  @Field(() => Int, { description: 'How many there are.' })
  indicators!: number;
}

@ObjectType('IndicatorCounts', { description: 'All indicators that match, counted.', simpleResolvers: true })
export class IndicatorCountsType {
  @Field(() => BasisType, { description: 'Where they are read.' })
  basis!: BasisType;

  @Field(() => Int, { description: 'How many match.' })
  indicators!: number;

  @Field(() => [IndicatorGroupType], { description: 'In the order of their keys.' })
  groups!: IndicatorGroupType[];
}
