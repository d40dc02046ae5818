import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { AnnotationRow } from '../../projections/sealing-rows.js';
import type { CellValueView } from '../../services/services.js';
import { AnnotationType } from '../sealing/sealing.type.js';
import { CellValueType } from './cell.type.js';

@Resolver(() => CellValueType)
export class CellValueResolver {
  @FieldResolver(() => [AnnotationType], {
    description:
      'What was said later about the reason and the document of the save of `lastChange`, by the row’s point, oldest first. Empty: nothing was. Few, so not paged.',
  })
  annotations(@Root() cell: CellValueView): Promise<AnnotationRow[]> {
    return cell.annotations();
  }
}
