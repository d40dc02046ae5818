import { Field, ID, Int, ObjectType } from 'type-graphql';
import { BasisType } from '../basis/basis.type.js';
import { BudgetType } from '../budget/budget.type.js';
import { ChangeType } from '../change/change.type.js';
import { ChangedRowType } from '../change/row.type.js';
import { ReviewRoundType } from '../draft/review-round.type.js';
import { SaveKindEnum } from '../enums.js';
import { FundUserType } from '../fund-user/fund-user.type.js';
import { IndicatorType } from '../indicator/indicator.type.js';
import { ProjectType } from '../project/project.type.js';
import { PositionScalar } from '../scalars.js';
import { UserErrorType } from './user-error.type.js';

/** What every command is answered with. */
@ObjectType('CommandPayload', { description: 'What became of a command.', simpleResolvers: true })
export abstract class CommandPayload {
  @Field(() => PositionScalar, {
    nullable: true,
    description:
      'Of the save’s last event: give it as `minPosition` to read what was written. Of a command that changed nothing: of the last save.',
  })
  position!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Of the budget after the command, or of the draft that was edited; with dryRun, and where there was nothing to do, as it stands.',
  })
  version!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether lists and rows show the command already, for every reader. false: it is recorded, and nothing takes it back, but the views have not come to it within 10 seconds: the rows of this answer end in NOT_YET_APPLIED, and a question without `minPosition` may be answered as before. null: nothing was recorded.',
  })
  isShown!: boolean | null;

  @Field(() => BasisType, { nullable: true, description: 'Where the rest of the answer is read.' })
  basis!: BasisType | null;

  @Field(() => BudgetType, {
    nullable: true,
    description: 'The table after the command, the draft’s if one was edited.',
  })
  budget!: BudgetType | null;

  @Field(() => ReviewRoundType, {
    nullable: true,
    description:
      'The round of review that the edit made void, so whose submission and approval; with dryRun, that it would. null: none.',
  })
  voidedReview!: ReviewRoundType | null;

  @Field(() => SaveKindEnum, {
    nullable: true,
    description: 'What the save did, or with dryRun would do. null: nothing was, or would be, recorded.',
  })
  kind!: string | null;

  @Field(() => [UserErrorType], { description: 'Empty: the command was done, or with dryRun could be.' })
  userErrors!: UserErrorType[];
}

@ObjectType('BudgetPayload', {
  description:
    'What became of a command. Refused: userErrors say why, everything else is null, nothing is stored. With dryRun nothing is stored either: `kind` and `preview` say what would be, and what is read after the command is null.',
  simpleResolvers: true,
})
export class BudgetPayload extends CommandPayload {
  @Field(() => [ChangedRowType], {
    nullable: true,
    description: 'With dryRun: every row that would change. null: the command was done.',
  })
  preview!: ChangedRowType[] | null;
}

const refused = 'What became of a command; see BudgetPayload.';

@ObjectType('FundUserPayload', { description: refused, simpleResolvers: true })
export class FundUserPayload extends BudgetPayload {
  @Field(() => FundUserType, { nullable: true, description: 'The fund user after the command.' })
  fundUser!: FundUserType | null;
}

@ObjectType('ProjectPayload', { description: refused, simpleResolvers: true })
export class ProjectPayload extends BudgetPayload {
  @Field(() => ProjectType, { nullable: true, description: 'The project after the command.' })
  project!: ProjectType | null;
}

@ObjectType('IndicatorPayload', { description: refused, simpleResolvers: true })
export class IndicatorPayload extends BudgetPayload {
  @Field(() => IndicatorType, { nullable: true, description: 'The indicator after the command.' })
  indicator!: IndicatorType | null;
}

@ObjectType('AddedRow', {
  description: 'A row that a call added, by the name that the call gave it.',
  simpleResolvers: true,
})
export class AddedRowType {
  @Field(() => String, { description: 'As given.' })
  ref!: string;

  @Field(() => ID, { description: 'Permanent.' })
  entityId!: string;
}

@ObjectType('ApplyChangesPayload', { description: refused, simpleResolvers: true })
export class ApplyChangesPayload extends BudgetPayload {
  @Field(() => [AddedRowType], { nullable: true, description: 'Rows that were added under a ref.' })
  added!: AddedRowType[] | null;
}

@ObjectType('NothingLeft', {
  description: 'That a revert changes no cell, because the table stands already as it would make it.',
  simpleResolvers: true,
})
export class NothingLeftType {
  @Field(() => String, { description: 'In Chinese.' })
  message!: string;

  @Field(() => String, { description: 'In English.' })
  messageEn!: string;

  @Field(() => [ChangeType], {
    description:
      'The changes that were to be undone, each undone already or its cell set back since; none of a row or a table that is as it was at the version.',
  })
  changes!: ChangeType[];
}

@ObjectType('RevertPayload', { description: refused, simpleResolvers: true })
export class RevertPayload extends BudgetPayload {
  @Field(() => ID, { nullable: true, description: 'The draft that it was recorded in; null: the budget itself.' })
  draftId!: string | null;

  @Field(() => [ChangedRowType], {
    nullable: true,
    description: 'Every row that it changed, or with dryRun would change.',
  })
  override preview!: ChangedRowType[] | null;

  @Field(() => NothingLeftType, {
    nullable: true,
    description: 'Says that nothing was left to revert, so nothing is stored; null: something changes.',
  })
  nothingLeft!: NothingLeftType | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'With dryRun, in a draft: ids of the rows that would come back although the budget never had them, because only the draft has them below what is restored. To leave one out, withdraw it afterwards.',
  })
  onlyInDraft!: string[] | null;
}
