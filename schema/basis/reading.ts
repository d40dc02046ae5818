import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.js';
import { sharedHead } from '../context.js';
import type { Reading } from '../../services/services.js';
import type { ReadingArguments } from './at.input.js';

/** What a root field reads at. */
export async function readingOf(args: ReadingArguments, context: Context, info: GraphQLResolveInfo): Promise<Reading> {
  const head = await sharedHead(context, info);
  return { at: args.at ?? null, head };
}

/** A filter without the members that were not given. */
export function given<Filter extends object>(
  filter: Filter | null | undefined,
): {
  [Member in keyof Filter]: NonNullable<Filter[Member]>;
} {
  const members = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(members) as { [Member in keyof Filter]: NonNullable<Filter[Member]> };
}
