import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { LedgerEventView } from '../../services/services.js';
import { LedgerEventType } from './event.type.js';
import { sourceView } from './source.js';
import { SourceType } from './source.type.js';

@Resolver(() => LedgerEventType)
export class LedgerEventResolver {
  @FieldResolver(() => SourceType, { description: 'By which way it came.' })
  source(@Root() { source }: LedgerEventView): SourceType {
    return sourceView(source);
  }
}
