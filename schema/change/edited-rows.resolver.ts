import { Arg, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { aggregatedGroups, aggregatedRows } from '../../services/aggregate-views.js';
import type { ChangeListView, EditedRowView } from '../../services/services.js';
import { ChangeConnection } from './change.type.js';
import { EditedRowType } from './edited-row.type.js';

@Resolver(() => ChangeConnection)
export class EditedRowsResolver {
  @FieldResolver(() => [EditedRowType], {
    description: `The rows that the matching changes are of, not those of the page alone: those that more than \`moreThan\` saves have edited, most edited first. That a row came into the table (ADDED) is no edit of it. A save in a draft counts beside the promotion that takes it in, where the list has both. Over ${aggregatedRows} changed cells, or ${aggregatedGroups} such rows, it is refused with TOO_MANY_ROWS.`,
  })
  editedRows(
    @Root() { editedRows }: Pick<ChangeListView, 'editedRows'>,
    @Arg('moreThan', () => Int, { description: '0 or more.' }) moreThan: number,
  ): Promise<EditedRowView[]> {
    return editedRows(moreThan);
  }
}
