import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { rootFieldsOf } from '../../../schema/context.js';

/**
 * What an operation is counted as: its root field, `several`, or `introspection`. Names that clients give are not used:
 * there is no end to them.
 */
export function operationLabel(operation: OperationDefinitionNode, document: DocumentNode): string {
  const asked = new Set(rootFieldsOf(operation, document).map(({ name }) => name.value));
  const fields = [...asked].filter((name) => !name.startsWith('__'));
  if (fields.length === 0) return 'introspection';
  return fields.length === 1 ? (fields[0] ?? '') : 'several';
}
