import type { GraphQLResolveInfo } from 'graphql';
import type { Done, RootArguments } from '../../services/services.js';
import type { Context } from '../context.js';
import { headAfter, sharedHead } from '../context.js';
import type { PointArguments } from './at.input.js';

/** Of a root field of a query. */
export async function rootArguments(
  { at }: PointArguments,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<RootArguments> {
  const { caller, beforeReading } = context;
  const head = await sharedHead(context, info);
  return { caller, at: at ?? null, head, ...(beforeReading === undefined ? {} : { beforeReading }) };
}

/** For what a mutation answers with: the table, or the draft's, as it is now, with the save in it. */
export async function rightAfter(done: Done, context: Context): Promise<RootArguments> {
  const { draftId } = done;
  const head = await headAfter(done, context);
  return { caller: context.caller, at: draftId === null ? null : { draft: { id: draftId } }, head };
}
