import { Field, ID, InputType } from 'type-graphql';
import { DecimalScalar } from '../scalars.js';
import { FundingInput, ProjectFundingInput } from './amounts.input.js';
import { NewIndicatorInput } from './indicator.changes.js';
import { PlaceInput } from './place.input.js';

@InputType('NewProject')
export class NewProject {
  @Field(() => ID, { description: '资金使用单位 that it stands below; within applyChanges also `ref:<ref>`.' })
  fundUserId!: string;

  @Field(() => String, { description: 'At most 500 characters; no other project in force of the fund user has it.' })
  name!: string;

  @Field(() => FundingInput, { nullable: true, description: 'Money by source; what is left out is blank.' })
  funding?: FundingInput | null;

  @Field(() => DecimalScalar, { nullable: true, description: '总计 as the document declares it, in 万元.' })
  declaredTotal?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '绩效目标, at most 15,000 characters in one paragraph. Absent, null or empty: blank.',
  })
  goal?: string | null;

  @Field(() => [NewIndicatorInput], { nullable: true, description: '绩效指标, in printed order.' })
  indicators?: NewIndicatorInput[] | null;

  @Field(() => PlaceInput, { nullable: true, description: 'Among those of the fund user. Absent: last.' })
  place?: PlaceInput | null;
}

@InputType('AddProjectChange', { description: 'A new project.' })
export class AddProjectChange extends NewProject {
  @Field(() => String, { nullable: true, description: 'Later changes of the same call name the new row `ref:<this>`.' })
  ref?: string | null;
}

@InputType('ProjectReference', { description: 'A project.' })
export class ProjectReference {
  @Field(() => ID, { description: 'The project; within applyChanges also `ref:<ref>`.' })
  projectId!: string;
}

@InputType('RenameProjectChange', { description: 'Another name for a project.' })
export class RenameProjectChange extends ProjectReference {
  @Field(() => String, { description: 'At most 500 characters; no other project in force of the fund user has it.' })
  name!: string;
}

@InputType('AssignFundUserChange', { description: 'Another fund user for a project.' })
export class AssignFundUserChange extends ProjectReference {
  @Field(() => ID, { description: 'The fund user; within applyChanges also `ref:<ref>`.' })
  fundUserId!: string;
}

@InputType('ReviseFundingChange', { description: 'Other amounts for a project.' })
export class ReviseFundingChange extends ProjectReference {
  @Field(() => ProjectFundingInput, { description: 'The amounts that change.' })
  funding!: ProjectFundingInput;
}

@InputType('ReviseGoalChange', { description: 'Another goal (绩效目标) for a project.' })
export class ReviseGoalChange extends ProjectReference {
  @Field(() => String, { description: 'At most 15,000 characters in one paragraph; may be empty.' })
  goal!: string;
}

@InputType('MoveProjectChange', { description: 'Another place for a project among those of its fund user.' })
export class MoveProjectChange extends ProjectReference {
  @Field(() => PlaceInput, { description: 'Among those of its fund user.' })
  place!: PlaceInput;
}
