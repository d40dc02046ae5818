import { GraphQLBoolean } from 'graphql';
import { ArgsType, Field } from 'type-graphql';
import { ReadingArguments } from '../basis/at.input.js';
import { PageArguments } from '../connection.type.js';
import { EntityKindEnum, StageEnum, TargetEffectEnum } from '../enums.js';
import type { Stage } from '../../events/sealing/sealing.events.js';
import type { EntityKind, TargetEffect } from '../../projections/rows.js';
import type { StageRowsFilter, StagesChosen } from '../../services/services.js';

@ArgsType()
export class StageMatrixArguments extends ReadingArguments {
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

@ArgsType()
export class StageRowsArguments extends PageArguments {
  @Field(() => GraphQLBoolean, {
    nullable: true,
    defaultValue: false,
    description: 'Only cells that differ between neighbouring columns, and the rows that have one.',
  })
  changed?: boolean | null;

  @Field(() => TargetEffectEnum, {
    nullable: true,
    description: 'Only targets of which this became from one column to the next, or from the first to the last.',
  })
  effect?: TargetEffect | null;

  @Field(() => EntityKindEnum, { nullable: true, description: 'Only rows of this kind.' })
  entityKind?: EntityKind | null;
}

export function filterIn({ changed, effect, entityKind }: StageRowsArguments): StageRowsFilter {
  return {
    changed: changed === true,
    ...(effect ? { effect } : {}),
    ...(entityKind ? { entityKind } : {}),
  };
}
