import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { DraftSave, Told } from '../../services/services.js';
import type { ChangedCell, SaveRow } from '../../projections/rows.js';
import { BasisType } from '../basis/basis.type.js';
import { RecordedType } from '../change/recorded.type.js';
import { SaveKindEnum } from '../enums.js';

/** A save, as a subscription tells it. */
@ObjectType({ simpleResolvers: true })
abstract class SaveTold extends RecordedType {
  @Field(() => String, { description: 'What `after` takes, of the same subscription: everything behind this.' })
  cursor!: string;

  @Field(() => ID, { description: 'Of the budget, permanent.' })
  budgetId!: string;

  @Field(() => SaveKindEnum, { description: 'What the save did.' })
  kind!: string;

  @Field(() => BasisType, { description: 'Where the table that was saved is read as the save left it.' })
  basis!: BasisType;
}

@ObjectType('BudgetChanged', {
  implements: RecordedType,
  description: 'A save (保存) of a budget, once it can be read.',
  simpleResolvers: true,
})
export class BudgetChangedType extends SaveTold {
  @Field(() => Int, { description: 'Of the budget, after the save.' })
  version!: number;

  @Field(() => ID, { nullable: true, description: 'Of the draft that a PROMOTION took in, permanent; else null.' })
  draftId!: string | null;
}

@ObjectType('DraftChanged', {
  implements: RecordedType,
  description: 'A save (保存) of a draft (草案), or the one that took it into its budget, once it can be read.',
  simpleResolvers: true,
})
export class DraftChangedType extends SaveTold {
  @Field(() => Int, {
    description: 'Of the draft, after the save, 0: its opening; of a PROMOTION the one that was taken in.',
  })
  version!: number;

  @Field(() => ID, { description: 'Of the draft, permanent.' })
  draftId!: string;
}

/** What each subscription gives of what its feed tells. */
export const toldViews = {
  changes: (edge: Told<ChangedCell>) => edge,
  budgetChanged: budgetChangedView,
  draftChanged: draftChangedView,
};

function budgetChangedView({ cursor, node }: Told<SaveRow>) {
  const { kind, source, version } = node;
  const draftId = kind === 'PROMOTION' && source.kind === 'promote' ? source.draft : null;
  return { ...savedView(node), cursor, version, draftId };
}

function draftChangedView({ cursor, node: { draftId, version, save } }: Told<DraftSave>) {
  return { ...savedView(save), cursor, version, draftId };
}

function savedView({ budgetId, draftId, kind, version, lastPosition: position, clock, ...save }: SaveRow) {
  const { actor, recordedAt, reason, basisDocument } = save;
  const basis = { position, version, recordedAt: clock, draftId };
  return { budgetId, kind, basis, actor, recordedAt, position, reason, basisDocument };
}
