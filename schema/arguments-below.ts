import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isObjectType,
  Kind,
} from 'graphql';

/**
 * The arguments of a field each time that it is asked for right below the one that is being resolved. A later page says
 * by its cursor which first page it belongs to, and what stands beside the page has to be of that one.
 */
export function argumentsBelow(info: GraphQLResolveInfo, name: string): Record<string, unknown>[] {
  const type = getNamedType(info.returnType);
  const definition = isObjectType(type) ? type.getFields()[name] : undefined;
  if (definition === undefined) throw new Error(`there is no field ${name} below ${info.fieldName}`);
  const fields = info.fieldNodes.flatMap((node) => fieldsOf(node.selectionSet));
  return fields
    .filter((field) => field.name.value === name)
    .map((field) => getArgumentValues(definition, field, info.variableValues));

  function fieldsOf(set: SelectionSetNode | undefined): FieldNode[] {
    return (set?.selections ?? []).flatMap((selection): FieldNode[] => {
      const skip = getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues)?.['if'] === true;
      const include = getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues)?.['if'] !== false;
      if (skip || !include) return [];
      if (selection.kind === Kind.FIELD) return [selection];
      if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet);
      return fieldsOf(info.fragments[selection.name.value]?.selectionSet);
    });
  }
}
