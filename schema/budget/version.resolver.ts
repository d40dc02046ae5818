import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { SaveRow } from '../../projections/rows.js';
import { PositionScalar } from '../scalars.js';
import { VersionType } from './version.type.js';

@Resolver(() => VersionType)
export class VersionResolver {
  @FieldResolver(() => PositionScalar, { description: 'Of its last event: `at: {position}` shows the table after it.' })
  position(@Root() { lastPosition }: SaveRow): string {
    return lastPosition;
  }
}
