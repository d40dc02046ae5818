import type { GraphQLInputType } from 'graphql';
import { getNamedType, GraphQLID, isInputObjectType, isListType, isNonNullType } from 'graphql';
import type { QueryError } from '../../services/query-error.js';
import { invalidId, notPermanent } from './invalid-id.js';
import type { ObjectId } from './object-id.js';
import { readObjectId } from './object-id.js';

/** Ids of persons and of commands, which whoever asks chooses. */
const ofNoEntity = ['commandId', 'actorIds', 'editorIds', 'personId', 'personIds', 'approvedBy'];

/** Within `applyChanges` a row that the same call adds is named so. */
const isReference = (given: string) => given.startsWith('ref:');

/** A permanent id, and where it was given. */
export interface GivenId {
  id: string;
  argument: string[];
}

export interface ReadIds {
  /** The same values with permanent ids alone. */
  values: Record<string, unknown>;
  ids: GivenId[];
  /** Those that are none. */
  wrong: QueryError[];
}

/** Whether a member of an input, or an argument, takes entity ids, itself or somewhere below. */
export function takesEntityIds(name: string, type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (named === GraphQLID) return !ofNoEntity.includes(name);
  return isInputObjectType(named) && members(named).some((member) => takesEntityIds(member.name, member.type));
}

type Typed = Readonly<Record<string, { name: string; type: GraphQLInputType }>>;

/**
 * Reads the ids among the values. That of a row in a draft is taken where the draft is named beside it, or further out: the
 * one place that knows both.
 */
export function readIds(types: Typed, given: Record<string, unknown>): ReadIds {
  const ids: GivenId[] = [];
  const wrong: QueryError[] = [];
  const values = withinObject(types, given, [], []);
  return { values, ids, wrong };

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

  function entityIdOf(text: string, argument: string[], drafts: readonly string[]): string {
    if (isReference(text)) return text;
    const read = readObjectId(text);
    const fault = read === null ? invalidId(text, argument) : faultOf(read, text, argument, drafts);
    if (fault !== null) wrong.push(fault);
    else ids.push({ id: read?.entityId ?? text, argument });
    return read?.entityId ?? text;
  }
}

function faultOf(read: ObjectId, text: string, argument: string[], drafts: readonly string[]): QueryError | null {
  const { draftId, position } = read;
  const isOfDraftNamed = position === null && (draftId === null || drafts.includes(draftId));
  return isOfDraftNamed ? null : notPermanent(text, read, argument);
}

/** By `draftId`, or by a point that is one of the draft. */
function draftsNamed({ draftId, at }: Record<string, unknown>): string[] {
  const draft = (at as { draft?: { id?: unknown } | null } | null | undefined)?.draft?.id;
  return [draftId, draft].filter((id): id is string => typeof id === 'string');
}

function members(type: Extract<GraphQLInputType, { getFields(): unknown }>) {
  return Object.values(type.getFields());
}
