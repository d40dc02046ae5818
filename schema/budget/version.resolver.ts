import { FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { PositionScalar } from '../scalars.js';
import { sourceView } from '../change/source.js';
import { SourceType } from '../change/source.type.js';
import { AnnotationType } from '../change/annotation.type.js';
import type { VersionView } from '../../services/services.js';
import { VersionType } from './version.type.js';

@Resolver(() => VersionType)
export class VersionResolver {
  @FieldResolver(() => PositionScalar, {
    description:
      'Of its last event: `at: {position}` shows the table after it, a draft’s `at: {draft: {id, version}}`.',
  })
  position(@Root() { lastPosition }: VersionView): string {
    return lastPosition;
  }

  @FieldResolver(() => SourceType, { description: 'By which way it came.' })
  source(@Root() { source }: VersionView): SourceType {
    return sourceView(source);
  }

  @FieldResolver(() => Int, { description: 'How many cells it changed.' })
  changedCells(@Root() { changes }: VersionView): number {
    return changes;
  }

  @FieldResolver(() => [AnnotationType], {
    description: 'What was said about its reason and document by the point that the list is read at, oldest first.',
  })
  annotations(@Root() version: VersionView) {
    return version.annotations();
  }
}
