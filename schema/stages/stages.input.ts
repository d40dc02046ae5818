import { GraphQLBoolean } from 'graphql';
import { ArgsType, Field, InputType } from 'type-graphql';
import { PointArguments } from '../basis/at.input.js';
import { members } from '../filter/descriptions.js';
import { RowFilterInput } from '../change/row-filter.input.js';
import { PageArguments } from '../connection.type.js';
import { StageEnum } from '../enums.js';
import type { Stage } from '../../events/sealing/sealing.events.js';
import type { StagesChosen } from '../../services/services.js';

@ArgsType()
export class StageMatrixArguments extends PointArguments {
  @Field(() => [StageEnum], {
    nullable: true,
    description: 'Only the columns of these stages, which are then each other’s neighbours; absent: of all.',
  })
  stages?: Stage[] | null;

  @Field(() => GraphQLBoolean, {
    nullable: true,
    defaultValue: false,
    description: 'With the table at the point itself as the last column.',
  })
  withCurrent?: boolean | null;
}

export function chosenIn({ stages, withCurrent }: StageMatrixArguments): StagesChosen {
  return { only: stages ?? null, withCurrent: withCurrent === true };
}

@InputType('StageRowFilter', {
  description: members,
})
export class StageRowFilterInput extends RowFilterInput {
  @Field(() => GraphQLBoolean, {
    nullable: true,
    description: 'Only cells that differ between neighbouring columns, and the rows that have one. Default: false.',
  })
  changed?: boolean | null;
}

@ArgsType()
export class StageRowsArguments extends PageArguments {
  @Field(() => StageRowFilterInput, { nullable: true, description: 'Absent: every row.' })
  filter?: StageRowFilterInput | null;
}
