import type { GraphQLInputType } from 'graphql';
import { getNamedType, GraphQLID, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { invalidId, notPermanent } from './invalid-id.js';
import { readObjectId } from './object-id.js';

/** Ids of persons and of commands, which whoever asks chooses. */
const ofNoEntity = ['commandId', 'actorIds', 'editorIds', 'personId', 'personIds', 'approvedBy'];

/** Where a text that is no id at all would be answered with nothing. Anywhere else whoever looks for it refuses it. */
const elseUnnoticed = ['id', 'filter'];

/** Whether a member of an input, or an argument, takes entity ids, itself or somewhere below. */
export function takesEntityIds(name: string, type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (named === GraphQLID) return !ofNoEntity.includes(name);
  return isInputObjectType(named) && members(named).some((member) => takesEntityIds(member.name, member.type));
}

type Typed = Readonly<Record<string, { name: string; type: GraphQLInputType }>>;

/**
 * The same values with permanent ids alone. The id of a row in a draft is taken where that draft is named beside it, or
 * further out: the one place that knows both.
 * @throws QueryError INVALID_ID
 */
export function withEntityIds(types: Typed, values: Record<string, unknown>): Record<string, unknown> {
  return withinObject(types, values, [], []);

  function withinObject(of: Typed, given: Record<string, unknown>, argument: string[], outer: readonly string[]) {
    const drafts = [...outer, ...draftsNamed(given)];
    const read = { ...given };
    for (const { name, type } of Object.values(of)) {
      if (takesEntityIds(name, type)) read[name] = within(type, given[name], [...argument, name], drafts);
      if (!(name in given)) delete read[name];
    }
    return read;
  }

  function within(type: GraphQLInputType, value: unknown, argument: string[], drafts: readonly string[]): unknown {
    if (value === null || value === undefined) return value;
    if (isNonNullType(type)) return within(type.ofType, value, argument, drafts);
    if (isListType(type)) {
      return (value as unknown[]).map((each, index) => within(type.ofType, each, [...argument, String(index)], drafts));
    }
    if (isInputObjectType(type)) {
      return withinObject(type.getFields(), value as Record<string, unknown>, argument, drafts);
    }
    return entityIdOf(value as string, argument, drafts);
  }

  function entityIdOf(given: string, argument: string[], drafts: readonly string[]): string {
    const read = readObjectId(given);
    if (read === null) {
      if (elseUnnoticed.includes(argument[0] ?? '')) throw invalidId(given, argument);
      return given;
    }
    const { entityId, draftId, position } = read;
    const isOfDraftNamed = position === null && (draftId === null || drafts.includes(draftId));
    if (!isOfDraftNamed) throw notPermanent(given, read, argument);
    return entityId;
  }
}

/** By `draftId`, or by a point that is one of the draft. */
function draftsNamed({ draftId, at }: Record<string, unknown>): string[] {
  const draft = (at as { draft?: { id?: unknown } | null } | null | undefined)?.draft?.id;
  return [draftId, draft].filter((id): id is string => typeof id === 'string');
}

function members(type: Extract<GraphQLInputType, { getFields(): unknown }>) {
  return Object.values(type.getFields());
}
