import type { GraphQLSchema, OperationDefinitionNode, SelectionNode } from 'graphql';
import { getArgumentValues, getVariableValues, Kind, OperationTypeNode } from 'graphql';

/** Mutations whose preview has a way of its own, through what only the thread that writes has. */
const onlyHere = ['revert', 'promoteDraft', 'refreshDraft'];

/** Reading a file takes long, however short it is: columns are searched for. */
const alwaysHeavy = 'importTable';

/**
 * Whether an operation is made of dry runs alone that work for long: of a file, or of a request of so many characters.
 * @param heavyLength characters of the variables that make it one
 */
export function isDryRun(
  schema: GraphQLSchema,
  { operation, selectionSet, variableDefinitions = [] }: OperationDefinitionNode,
  variables: Record<string, unknown>,
  heavyLength: number,
): boolean {
  if (operation !== OperationTypeNode.MUTATION) return false;
  const { coerced } = getVariableValues(schema, variableDefinitions, variables);
  if (coerced === undefined) return false;
  const names = selectionSet.selections.map((each) => nameOfDryRun(schema, each, coerced));
  if (names.some((name) => name === null || onlyHere.includes(name))) return false;
  return names.includes(alwaysHeavy) || JSON.stringify(variables).length > heavyLength;
}

/** null: it is none, or one that cannot be told by its fields. */
function nameOfDryRun(schema: GraphQLSchema, field: SelectionNode, variables: Record<string, unknown>): string | null {
  if (field.kind !== Kind.FIELD) return null;
  const definition = schema.getMutationType()?.getFields()[field.name.value];
  if (definition === undefined) return null;
  try {
    const { input } = getArgumentValues(definition, field, variables) as { input?: { dryRun?: boolean | null } };
    return input?.dryRun === true ? field.name.value : null;
  } catch {
    // An argument that is none is for the execution to refuse.
    return null;
  }
}
