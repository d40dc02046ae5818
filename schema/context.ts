import type { GraphQLResolveInfo } from 'graphql';
import { getArgumentValues, Kind } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import type { Basis, Caller, Queries, Services } from '../services/services.js';

/** One for each operation. */
export interface Context {
  services: Services;
  caller: Caller;
  /** Ids of the commands that the operation carried, for the log. */
  commandIds: string[];
  /** The head that the operation's root fields share, once it is taken. */
  head?: Promise<Basis>;
}

/**
 * The head that all root fields of one operation share: taken once, when the first of them asks, and not before the
 * `minPosition` of any of them.
 */
export function sharedHead(context: Context, info: GraphQLResolveInfo): Promise<Basis> {
  context.head ??= headBehind(minPositions(info), context.services.queries);
  return context.head;
}

/** Each of them is asked for, though the greatest would do: none may be one that the ledger never gave. */
async function headBehind(positions: ReadonlySet<string>, queries: Pick<Queries, 'head'>): Promise<Basis> {
  for (const position of positions) await queries.head(position);
  return queries.head(null);
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
