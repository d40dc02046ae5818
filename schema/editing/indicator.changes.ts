import { Field, ID, InputType } from 'type-graphql';
import { PlaceInput } from './place.input.js';

@InputType('NewIndicatorInput', { description: 'A new indicator (绩效指标).' })
export class NewIndicatorInput {
  @Field(() => String, { description: 'Code of the level-2 class in the budget’s taxonomy; it implies level 1.' })
  level2!: string;

  @Field(() => String, { description: 'At most 500 characters; no other of its project in force has code and name.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: '实施周期指标值 as written, at most 1,000 characters. Absent, null or empty: blank.',
  })
  cycleTarget?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '年度指标值 as written, at most 1,000 characters. Absent, null or empty: blank.',
  })
  annualTarget?: string | null;
}

@InputType('NewIndicatorOfProject')
export class NewIndicatorOfProject extends NewIndicatorInput {
  @Field(() => ID, { description: 'The project; within applyChanges also `ref:<ref>`.' })
  projectId!: string;

  @Field(() => PlaceInput, { nullable: true, description: 'Among those of the project. Absent: last.' })
  place?: PlaceInput | null;
}

@InputType('AddIndicatorChange', { description: 'A new indicator of a project.' })
export class AddIndicatorChange extends NewIndicatorOfProject {
  @Field(() => String, { nullable: true, description: 'Later changes of the same call name the new row `ref:<this>`.' })
  ref?: string | null;
}

@InputType('IndicatorReference', { description: 'An indicator.' })
export class IndicatorReference {
  @Field(() => ID, { description: 'The indicator; within applyChanges also `ref:<ref>`.' })
  indicatorId!: string;
}

@InputType('ReviseIndicatorChange', {
  description: 'Other cells for an indicator; members that are left out, or null, stay as they are.',
})
export class ReviseIndicatorChange extends IndicatorReference {
  @Field(() => String, { nullable: true, description: 'Code of another level-2 class.' })
  level2?: string | null;

  @Field(() => String, { nullable: true, description: 'Another name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: '实施周期指标值 as written; empty: blank.' })
  cycleTarget?: string | null;

  @Field(() => String, { nullable: true, description: '年度指标值 as written; empty: blank.' })
  annualTarget?: string | null;
}

@InputType('MoveIndicatorChange', { description: 'Another place for an indicator within its project.' })
export class MoveIndicatorChange extends IndicatorReference {
  @Field(() => PlaceInput, { description: 'Among those of its project.' })
  place!: PlaceInput;
}
