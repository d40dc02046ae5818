import { GraphQLBoolean } from 'graphql';
import type { ClassType } from 'type-graphql';
import { Field, ID, InputType, Int } from 'type-graphql';

/** What every command takes in addition to what it changes. */
export interface CommandFields {
  commandId?: string | null;
  reason?: string | null;
  basisDocument?: string | null;
}

export interface VersionedFields extends CommandFields {
  expectedVersion?: number | null;
}

export interface EditFields extends VersionedFields {
  draftId?: string | null;
  voidsReview?: boolean | null;
}

const commandIdMeaning =
  'Made by the client, best a UUID: sending the same command again under it gives the same answer and stores nothing. Of a command that was refused, or changed nothing, nothing is kept. Absent: a retry cannot be told from a new command.';
const expectedVersionMeaning =
  'The version that the editor was looking at: a row whose own cells changed since is a CONFLICT. Absent: whatever is there now.';

export const voidsReviewMeaning =
  'In a draft that was submitted or approved: an edit makes that void, so it is refused (VOIDS_REVIEW) unless this says that it may. Default: false.';

/** The input of a command: what it changes, under which id, why and on which document’s authority. */
export function commandInput<Fields extends object>(
  name: string,
  description: string,
  fields: ClassType<Fields>,
): ClassType<Fields & CommandFields> {
  @InputType(`${name}Input`, { description })
  class Input extends (fields as ClassType<object>) {
    @Field(() => ID, { nullable: true, description: commandIdMeaning })
    commandId?: string | null;

    @Field(() => String, { nullable: true, description: 'Why (修改理由), at most 2,000 characters.' })
    reason?: string | null;

    @Field(() => String, { nullable: true, description: '文号 of the document that the edit rests on.' })
    basisDocument?: string | null;
  }
  return Input as ClassType<Fields & CommandFields>;
}

/** The same for a command on an existing version. */
export function versionedInput<Fields extends object>(
  name: string,
  description: string,
  fields: ClassType<Fields>,
): ClassType<Fields & VersionedFields> {
  @InputType()
  class Versioned extends (fields as ClassType<object>) {
    @Field(() => Int, { nullable: true, description: expectedVersionMeaning })
    expectedVersion?: number | null;
  }
  return commandInput(name, description, Versioned) as ClassType<Fields & VersionedFields>;
}

/** The same for an edit, in the budget or in a draft of it. */
export function editInput<Fields extends object>(
  name: string,
  description: string,
  fields: ClassType<Fields>,
): ClassType<Fields & EditFields> {
  @InputType()
  class Edit extends (fields as ClassType<object>) {
    @Field(() => ID, {
      nullable: true,
      description: 'The draft (草案) to edit; versions are then its own. Absent: the budget itself.',
    })
    draftId?: string | null;

    @Field(() => GraphQLBoolean, { nullable: true, description: voidsReviewMeaning })
    voidsReview?: boolean | null;
  }
  return versionedInput(name, description, Edit) as ClassType<Fields & EditFields>;
}

/** The same for an edit that names its budget, as it names no row of it. */
export function budgetEditInput<Fields extends object>(
  name: string,
  description: string,
  fields: ClassType<Fields>,
): ClassType<Fields & EditFields & { budgetId: string }> {
  @InputType()
  class Edit extends (fields as ClassType<object>) {
    @Field(() => ID, { description: 'The budget.' })
    budgetId!: string;
  }
  return editInput(name, description, Edit) as ClassType<Fields & EditFields & { budgetId: string }>;
}
