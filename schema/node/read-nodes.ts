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

/**
 * Each object as it was when it was given its id, in the order asked; null: nothing has the id. What is asked at one point
 * is read together.
 * @throws QueryError INVALID_ID for what is no id, or not the one of the object that it leads to
 */
export async function readNodes(
  ids: readonly { text: string; argument: string[] }[],
  context: Context,
  info: GraphQLResolveInfo,
): Promise<(NodeView | null)[]> {
  const asked = ids.map(({ text, argument }): Asked => {
    const read = readObjectId(text);
    if (read === null) throw invalidId(text, argument);
    return { text, argument, read };
  });
  const head = await sharedHead(context, info);
  const found = new Map<string, NodeView | null>();
  for (const together of byPoint(asked)) {
    const { caller, services } = context;
    const entityIds = together.map(({ read }) => read.entityId);
    const views = await heldAt(together, services.queries.nodes(entityIds, { caller, at: pointOf(together), head }));
    for (const [index, { text, argument }] of together.entries()) {
      const view = views[index] ?? null;
      if (view !== null && idOfNode(view) !== text) throw invalidId(text, argument);
      found.set(text, view);
    }
  }
  return asked.map(({ text }) => found.get(text) ?? null);
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

/** A fault of the point is one of the id that names it. */
async function heldAt<Views>([first]: readonly Asked[], reading: Promise<Views>): Promise<Views> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof QueryError) || error.argument[0] !== 'at') throw error;
    throw new QueryError(error.code, error.message, error.messageEn, first?.argument, error);
  }
}
