import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { AnnotationRow } from '../../projections/sealing-rows.js';
import type { ChangeListView } from '../../services/services.js';
import { AnnotationType } from './annotation.type.js';
import { ChangeEdge } from './change.type.js';

type Edge = Pick<ChangeListView['edges'][number], 'cursor' | 'node'> & Partial<ChangeListView['edges'][number]>;

@Resolver(() => ChangeEdge)
export class ChangeEdgeResolver {
  @FieldResolver(() => [AnnotationType], {
    description:
      'What was said later about the reason and the document of the save that the change belongs to, by the point that the list is read at, oldest first. It is told here and not in the change, which is the same at every point. Few, so not paged.',
  })
  async annotations(@Root() { annotations }: Edge): Promise<AnnotationRow[]> {
    return annotations === undefined ? [] : annotations();
  }
}
