import type { GraphQLResolveInfo } from 'graphql';
import { getArgumentValues, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { QueryError } from '../services/query-error.js';
import type { Basis, Caller, Done, Queries, Services } from '../services/services.js';

/** Says for the whole operation what `minPosition` says for one of its fields. */
export const minPositionHeader = 'x-min-position';

/** One for each operation. */
export interface Context {
  services: Services;
  caller: Caller;
  /** Ids of the commands that the operation carried, for the log. */
  commandIds: string[];
  /** The head that the operation's root fields share, once it is taken. */
  head?: Promise<Basis>;
  /** The newest save of the operation, and the head that its payload is read at. */
  saved?: { done: Done; head: Promise<Basis> };
  /** Told before whole tables are read, as `RootArguments` says. */
  beforeReading?: (rows: number) => void;
  /** A `minPosition` for every root field of the operation, from the header `x-min-position`; absent: none. */
  minPosition?: string | null;
}

/**
 * The head that all root fields of one operation share: taken once, when the first of them asks, and not before the
 * `minPosition` of any of them.
 */
export function sharedHead(context: Context, info: GraphQLResolveInfo): Promise<Basis> {
  context.head ??= takeHead(context, info);
  return context.head;
}

/** The head that everything in the payload of a save is read at: not before the save. */
export function headAfter(done: Done, context: Context): Promise<Basis> {
  if (context.saved?.done !== done) context.saved = { done, head: context.services.queries.head(done.position) };
  return context.saved.head;
}

/** Each position is asked for, though the greatest would do: none may be one that the ledger never gave. */
async function takeHead(context: Context, info: GraphQLResolveInfo): Promise<Basis> {
  const { queries } = context.services;
  if (context.minPosition) await behindHeader(context.minPosition, queries);
  for (const position of minPositions(info)) await queries.head(position);
  return queries.head(null);
}

/** A fault of the header is told as one of the header, and of no argument that nobody gave. */
async function behindHeader(position: string, queries: Pick<Queries, 'head'>): Promise<void> {
  try {
    await queries.head(position);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { code, message, messageEn } = error;
    const zh = `请求头 ${minPositionHeader}：${message}`;
    const en = `The header ${minPositionHeader}: ${messageEn}`;
    throw new QueryError(code, zh, en, [minPositionHeader], error);
  }
}

function minPositions(info: GraphQLResolveInfo): Set<string> {
  const positions = new Set<string>();
  for (const field of rootFields(info.operation.selectionSet, (name) => info.fragments[name])) {
    const definition = info.parentType.getFields()[field.name.value];
    if (definition === undefined) continue;
    const { minPosition } = getArgumentValues(definition, field, info.variableValues);
    if (typeof minPosition === 'string') positions.add(minPosition);
  }
  return positions;
}

/** Every root field that an operation may ask for: fragments are opened, conditions ignored. */
export function rootFieldsOf(operation: OperationDefinitionNode, { definitions }: DocumentNode): FieldNode[] {
  return rootFields(operation.selectionSet, (wanted) =>
    definitions.find(
      (each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === wanted,
    ),
  );
}

type FragmentOf = (name: string) => FragmentDefinitionNode | undefined;

function rootFields({ selections }: SelectionSetNode, fragmentOf: FragmentOf): FieldNode[] {
  return selections.flatMap((selection): FieldNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFields(selection.selectionSet, fragmentOf);
    const fragment = fragmentOf(selection.name.value);
    return fragment === undefined ? [] : rootFields(fragment.selectionSet, fragmentOf);
  });
}
