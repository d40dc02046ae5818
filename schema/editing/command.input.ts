import { GraphQLBoolean } from 'graphql';
import type { ClassType } from 'type-graphql';
import { Field, ID, InputType, Int } from 'type-graphql';

/** What every command takes in addition to what it changes. */
export interface CommandFields {
  commandId?: string | null;
  reason?: string | null;
  basisDocument?: string | null;
  expectedVersion?: number | null;
  dryRun?: boolean | null;
}

export interface EditFields extends CommandFields {
  draftId?: string | null;
  voidsReview?: boolean | null;
}

const commandIdMeaning =
  'Made by the client, best a UUID: sending the same command again under it gives the same answer and stores nothing. Of a command that was refused, changed nothing or was a dry run, nothing is kept. Absent: a retry cannot be told from a new command.';

const dryRunMeaning =
  'Only decide, and show what would be done, or why it would be refused: nothing is stored. Default: false.';

export const voidsReviewMeaning =
  'In a draft that was submitted or approved: an edit makes that void, so it is refused (VOIDS_REVIEW) unless this says that it may. Default: false.';

/** What commands rest on, and the code that they are refused with if that has changed. */
export const restsOn = {
  rows: 'the own cells of each row that is edited, of a row that is withdrawn also those below it (CONFLICT)',
  earlierTable: 'the content of the earlier table, of whose budget the version is (STALE_CONTENT)',
  table: 'every cell of the budget’s table, unless `version` names it, and whether 二下 is sealed (STALE_CONTENT)',
  draft: 'the draft, whatever was done in it (STALE_CONTENT)',
  controlNumber: 'the control number in force (CONFLICT)',
  seals:
    'the content of the table, unless `version` or `contentHash` names it, the budget’s seals and its control number (STALE_CONTENT)',
  otherSeals: 'the budget’s seals (STALE_CONTENT)',
  save: 'what was said of that save (STALE_CONTENT)',
} as const;
type RestsOn = keyof typeof restsOn;

/** The input of a command: what it changes, under which id, why, on which document’s authority, and what it rests on. */
export function commandInput<Fields extends object>(
  name: string,
  description: string,
  fields: ClassType<Fields>,
  on: RestsOn,
): ClassType<Fields & CommandFields> {
  @InputType(`${name}Input`, { description })
  class Input extends (fields as ClassType<object>) {
    @Field(() => ID, { nullable: true, description: commandIdMeaning })
    commandId?: string | null;

    @Field(() => String, { nullable: true, description: 'Why (修改理由), at most 2,000 characters.' })
    reason?: string | null;

    @Field(() => String, {
      nullable: true,
      description: '文号 of the document that the command rests on, at most 200 characters.',
    })
    basisDocument?: string | null;

    @Field(() => Int, {
      nullable: true,
      description: `The version that was looked at. Refused if what the command rests on has changed since: ${restsOn[on]}. Absent: whatever is there now.`,
    })
    expectedVersion?: number | null;

    @Field(() => GraphQLBoolean, { nullable: true, description: dryRunMeaning })
    dryRun?: boolean | null;
  }
  return Input as ClassType<Fields & CommandFields>;
}

/** The same for an edit of rows, in the budget or in a draft of it. */
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
  return commandInput(name, description, Edit, 'rows') as ClassType<Fields & EditFields>;
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
