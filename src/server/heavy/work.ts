import type { FieldNode, GraphQLNamedType, GraphQLSchema, SelectionSetNode } from 'graphql';
import { isObjectType, Kind, valueFromASTUntyped } from 'graphql';
import type { ExtraCost } from '../operation-cost.js';

/**
 * Above it a query is heavy. Measured: a field costs 1 to 3 µs, so these take 20 ms and more; what is cheaper is answered sooner
 * here than it could be handed over.
 */
export const heavyWork = 15_000;

/** Looking something up in the stores takes as long as ten to thirty fields. */
const workOfReading = 10;

/** Fields that read as many rows as there are, whatever they answer. */
const readingAll = new Set(['Query.projectTotals', 'Query.indicatorCounts']);

/**
 * What fields cost beside what they are made of: those with a resolver look something up, and some look at every row there
 * is, however few they answer. These are heavy by themselves.
 */
export function workOf(schema: GraphQLSchema): ExtraCost {
  return (node, field, parent) => {
    const own = field.resolve === undefined ? 0 : workOfReading;
    if (readingAll.has(`${parent?.name}.${field.name}`) || addsUp(node, parent)) return () => heavyWork + 1;
    if (parent !== schema.getQueryType()) return () => own;
    return (variables) => (searches(node, variables) ? heavyWork + 1 : own);
  };
}

/** Whether the sums of all projects that match are asked for; those of a whole table it knows. */
function addsUp(node: FieldNode, parent: GraphQLNamedType | undefined): boolean {
  if (node.name.value !== 'projects' || !isObjectType(parent)) return false;
  const isWhole = parent.name === 'Budget' && filterIn(node) === undefined;
  return !isWhole && node.selectionSet !== undefined && mayAskFor('totals', node.selectionSet);
}

/** What stands in a fragment is taken to be asked for. */
function mayAskFor(name: string, { selections }: SelectionSetNode): boolean {
  return selections.some((each) => each.kind !== Kind.FIELD || each.name.value === name);
}

/** Members of filters that no index leads to: every row is looked at. */
const searching = ['text', 'hasBlankTarget', 'takenOver'] as const;

/** Of a member that takes a list; more are held against row after row. Measured: 500 units take 60 ms of 22,000 indicators. */
const mostValues = 50;

/** Whether every row of a list over the ledger is looked at. */
function searches(node: FieldNode, variables: Readonly<Record<string, unknown>>): boolean {
  const filter = filterIn(node);
  if (filter === undefined) return false;
  const given: unknown = valueFromASTUntyped(filter, variables);
  if (typeof given !== 'object' || given === null) return false;
  const members = given as Readonly<Record<string, unknown>>;
  const isLong = (value: unknown) => Array.isArray(value) && value.length > mostValues;
  return searching.some((name) => (members[name] ?? null) !== null) || Object.values(members).some(isLong);
}

function filterIn(node: FieldNode) {
  return node.arguments?.find(({ name }) => name.value === 'filter')?.value;
}
