import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { VersionType } from '../budget/version.type.js';
import { CellValueType, ConflictCellType } from '../change/cell.type.js';
import type { Context } from '../context.js';
import type { VersionView } from '../../services/services.js';
import { changedIn, rowInConflict } from './conflict.js';
import type { UserErrorView } from './user-error.type.js';
import { ConflictErrorType } from './user-error.type.js';

@Resolver(() => ConflictErrorType)
export class ConflictErrorResolver {
  @FieldResolver(() => [CellValueType], {
    description:
      'The row’s own cells as they stand now. Of a control number its limits (total, fiscalAppropriation, …), which are no cells and have no `lastChange`.',
  })
  current(@Root() error: UserErrorView, @Ctx() context: Context): object[] {
    const row = rowInConflict(error, context);
    return Object.entries(error.conflict?.current ?? {}).map(([path, value]) => ({
      path,
      value,
      lastChange: async () => (await row()).lastChange(path),
      annotations: async () => (await row()).annotations(path),
    }));
  }

  @FieldResolver(() => ConflictCellType, {
    nullable: true,
    description: 'Of a revert: the cell that is in its way, with all its values. null: the whole row is meant.',
  })
  async cell(@Root() error: UserErrorView, @Ctx() context: Context): Promise<object | null> {
    const cell = error.conflict?.cell;
    if (cell === undefined) return null;
    const { entityKind, entityName, lastChange, annotations } = await rowInConflict(error, context)();
    const { entityId } = error;
    return {
      ...cell,
      entityId,
      entityKind,
      entityName,
      oursChange: () => lastChange(cell.path),
      oursAnnotations: () => annotations(cell.path),
      theirsChange: null,
      theirsAnnotations: [],
    };
  }

  @FieldResolver(() => VersionType, { description: 'The save that changed it: who, when and why.' })
  changedIn(@Root() { conflict }: UserErrorView, @Ctx() context: Context): Promise<VersionView | null> {
    return conflict === null ? Promise.resolve(null) : changedIn(conflict, context);
  }
}
