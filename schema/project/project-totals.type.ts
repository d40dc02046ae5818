import { Extensions, Field, Int, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { TotalsType } from '../funding/funding.type.js';
import { onDemand } from '../on-demand.js';

@ObjectType('ProjectGroup', { description: 'Projects that have something in common, added up.', simpleResolvers: true })
export class ProjectGroupType {
  @Field(() => String, {
    description:
      'What they have in common: id of the budget or fund user, key of the unit, the fiscal year, or the source.',
  })
  key!: string;

  @Extensions(onDemand)
  @Field(() => String, {
    nullable: true,
    description: 'Of the budget, fund user or unit, at the point. null: the key is all there is.',
  })
  name!: string | null;

  @Field(() => Int, { description: 'How many there are; by source, those with money from it.' })
  projects!: number;

  @Field(() => TotalsType, { description: 'Their exact sums; by source, what comes from it.' })
  totals!: TotalsType;
}

@ObjectType('ProjectTotals', { description: 'All projects that match, added up.', simpleResolvers: true })
export class ProjectTotalsType {
  @Field(() => BasisType, { description: 'Where they are read.' })
  basis!: BasisType;

  @Field(() => Int, { description: 'How many match.' })
  projects!: number;

  @Field(() => TotalsType, { description: 'Exact sums of all that match.' })
  totals!: TotalsType;

  @Field(() => [ProjectGroupType], {
    description: 'In the order of their keys. A project is in one; by source, in each that it has money from.',
  })
  groups!: ProjectGroupType[];
}
