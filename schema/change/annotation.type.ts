import { Field, ObjectType } from 'type-graphql';
import { RecordedType } from './recorded.type.js';

@ObjectType('Annotation', {
  implements: RecordedType,
  description:
    'What the reason or the document of a save should have been. The save itself stays as it was recorded. `reason` and `basisDocument` are those of the correction.',
  simpleResolvers: true,
})
export class AnnotationType extends RecordedType {
  @Field(() => String, {
    nullable: true,
    description: 'Empty: it should have had none. null: that of the save stands.',
  })
  correctedReason!: string | null;

  @Field(() => String, { nullable: true, description: 'The same for the 文号.' })
  correctedBasisDocument!: string | null;
}

/** Describes the field beside what a save said of itself: `of` whose save, `by` which point. */
export function saidLater(of: string, by: string): string {
  return `What was said later about the reason and the document of ${of}, by ${by}, oldest first. Empty: nothing was. Few, so not paged.`;
}
