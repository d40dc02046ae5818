import type { GraphQLResolveInfo } from 'graphql';
import { QueryError } from '../../services/query-error.js';
import type { At, NodeView } from '../../services/services.js';
import type { Context } from '../context.js';
import { sharedHead } from '../context.js';
import { invalidId } from '../identity/invalid-id.js';
import type { ObjectId } from '../identity/object-id.js';
import { readObjectId } from '../identity/object-id.js';
import { idOfNode } from '../identity/object-ids.js';

interface Asked {
  text: string;
  /** Where it was given. */
  argument: string[];
  read: ObjectId;
}

/** What an id leads to; null: nothing has it. */
export type Found = NodeView | QueryError | null;

/**
 * Each object as it was when it was given its id, in the order asked. What is asked at one point is read together. A fault is
 * that of one id alone: INVALID_ID for what is no id, or not the one of the object that it leads to, and whatever is wrong
 * with the point that is in it.
 */
export async function readNodes(
  ids: readonly { text: string; argument: string[] }[],
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Found[]> {
  const asked = ids.flatMap(({ text, argument }): Asked[] => {
    const read = readObjectId(text);
    return read === null ? [] : [{ text, argument, read }];
  });
  const head = await sharedHead(context, info);
  const found = new Map<string, Found>();
  for (const together of byPoint(asked)) {
    const { caller, services } = context;
    const entityIds = together.map(({ read }) => read.entityId);
    const root = { caller, at: pointOf(together), head };
    const views = await heldAt(services.queries.nodes(entityIds, root));
    for (const [index, { text, argument }] of together.entries()) {
      found.set(text, views instanceof QueryError ? views : foundBy(text, argument, views[index] ?? null));
    }
  }
  return ids.map(({ text, argument }) => {
    const each = found.get(text);
    if (each === undefined) return invalidId(text, argument);
    return each instanceof QueryError ? ofId(each, argument) : each;
  });
}

function foundBy(text: string, argument: string[], view: NodeView | null): Found {
  return view !== null && idOfNode(view) !== text ? invalidId(text, argument) : view;
}

function byPoint(asked: readonly Asked[]): Asked[][] {
  const groups = new Map<string, Asked[]>();
  for (const each of asked) {
    const point = `${each.read.draftId ?? ''}@${each.read.position ?? ''}`;
    groups.set(point, [...(groups.get(point) ?? []), each]);
  }
  return [...groups.values()];
}

function pointOf([first]: readonly Asked[]): At | null {
  const { draftId = null, position = null } = first?.read ?? {};
  if (draftId !== null) return { draft: position === null ? { id: draftId } : { id: draftId, position } };
  return position === null ? null : { position };
}

async function heldAt<Views>(reading: Promise<Views>): Promise<Views | QueryError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof QueryError && error.argument[0] === 'at') return error;
    throw error;
  }
}

/** A fault of the point is one of the id that names it. */
function ofId({ code, message, messageEn, cause }: QueryError, argument: string[]): QueryError {
  return new QueryError(code, message, messageEn, argument, cause);
}
