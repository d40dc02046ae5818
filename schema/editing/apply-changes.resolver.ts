import { Arg, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { BudgetEdit } from '../../events/budget/budget.commands.js';
import type { NewId } from '../../events/ids-of-command.js';
import { checkAll, eachRefusal } from '../../events/refusals.js';
import type { Context } from '../context.js';
import { addedRows } from './added-rows.js';
import { ChangeInput } from './change.input.js';
import { budgetEditInput } from './command.input.js';
import { memberOf, toEdit } from './edits.js';
import { ApplyChangesPayload } from './payloads.js';
import { answered, commandRequest, idsFor } from './perform.js';
import { References } from './references.js';

@InputType('ManyChanges')
class ManyChanges {
  @Field(() => [ChangeInput], { description: 'Done in order, each on what the ones before it made; all or none.' })
  changes!: ChangeInput[];
}

const ApplyChangesInput = budgetEditInput('ApplyChanges', 'Many edits of one budget: one save.', ManyChanges);

@Resolver()
export class ApplyChangesResolver {
  @Mutation(() => ApplyChangesPayload, { description: 'Many edits of one budget as one save: all are done, or none.' })
  applyChanges(
    @Arg('input', () => ApplyChangesInput) input: InstanceType<typeof ApplyChangesInput>,
    @Ctx() context: Context,
  ): Promise<object> {
    const { budgetId, draftId, changes, voidsReview } = input;
    return answered(
      input,
      context,
      (commands) =>
        commands.edit({
          ...commandRequest('applyChanges', input, context),
          of: { budgetId },
          draftId: draftId ?? null,
          voidsReview: voidsReview ?? false,
          edits: editsOf(changes, idsFor(input)),
        }),
      ({ events }) => ({ added: addedRows(changes, events) }),
      placeIn(changes),
    );
  }
}

function editsOf(changes: readonly ChangeInput[], ids: NewId): BudgetEdit[] {
  const references = new References();
  return checkAll((part) => {
    const edits = changes.map((change, index) =>
      part(() => {
        try {
          return editOf(change, references, ids);
        } catch (error) {
          throw eachRefusal(error, (refusal) => refusal.within('edits', String(index)));
        }
      }),
    );
    return () => edits.map((edit) => edit());
  });
}

function editOf(change: ChangeInput, references: References, ids: NewId): BudgetEdit {
  const member = memberOf(change);
  const fields = change[member] as Required<ChangeInput>[typeof member] & { ref?: string | null };
  let added: string | null = null;
  // The first id that an edit takes is that of the row that it adds.
  const newId = () => {
    const id = ids();
    added ??= id;
    return id;
  };
  return checkAll((part) => {
    const edit = part(() => toEdit(member, references.resolve(fields), newId));
    // Changes behind this one name its row, also where it is refused.
    if (fields.ref)
      part(() => {
        references.name(fields.ref ?? '', added ?? newId());
      });
    return edit;
  });
}

/** What a refusal calls `edits, 3, name` the client sent as `input, changes, 3, renameProject, name`. */
function placeIn(changes: readonly ChangeInput[]) {
  return ([first, index, ...rest]: readonly string[]): string[] => {
    if (first !== 'edits' || index === undefined)
      return ['input', ...[first, index, ...rest].filter((part) => part !== undefined)];
    const change = changes[Number(index)];
    return ['input', 'changes', index, ...(change === undefined ? [] : [memberOf(change)]), ...rest];
  };
}
