import type { GraphQLResolveInfo } from 'graphql';
import type { Done, RootArguments } from '../../services/services.js';
import type { Context } from '../context.js';
import { sharedHead } from '../context.js';
import type { PointArguments } from './at.input.js';

/** Of a root field of a query. */
export async function rootArguments(
  { at }: PointArguments,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<RootArguments> {
  return { caller: context.caller, at: at ?? null, head: await sharedHead(context, info) };
}

/** For what a mutation answers with: the table right after it. */
export function rightAfter({ draftId, version, position, basis }: Done, { caller }: Context): RootArguments {
  return { caller, at: draftId === null ? { position } : { draft: { id: draftId, version } }, head: basis };
}
