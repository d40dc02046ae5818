import type { GraphQLSchema } from 'graphql';
import { getNamedType, isEnumType, isObjectType } from 'graphql';
import type { Field } from './contract.js';
import { leavesOf, listsAmong, rootFields } from './contract.js';
import type { HostileRequest, KnownIds } from './request.js';
import { repeat } from './request.js';

const mostAliases = 50;

/** Every question of the contract, asked fifty times at once. */
export function eachAliased(schema: GraphQLSchema, ids: KnownIds): HostileRequest[] {
  const lists = new Set(listsAmong(rootFields(schema)).map(({ field }) => field.name));
  return rootFields(schema).flatMap((field) => {
    const asked = argumentsOf(field, ids, lists.has(field.name));
    if (asked === null) return [];
    return asked.map((args, index) => ({
      name: `${field.name} fifty times${asked.length > 1 ? `, ${index + 1}` : ''}`,
      query: `{ ${repeat(mostAliases, (n) => `a${n}: ${field.name}${args} ${selectionOf(field)}`)} }`,
    }));
  });
}

/** Questions about the whole of the largest table. */
export function wholeTables({ budgetId }: KnownIds): HostileRequest[] {
  const of = (at: string) => `{ budgetId: "${budgetId}"${at} }`;
  const compare = `compare(from: ${of(', at: { version: 1 }')}, to: ${of('')})`;
  const rows = 'nodes { entityId entityName cells { path before after } }';
  const budget = (text: string) => `{ budget(id: "${budgetId}") { ${text} } }`;
  return [
    ['a comparison of whole tables', `{ ${compare} { identical stats { __typename } rows(first: 500) { ${rows} } } }`],
    [
      'a comparison by class',
      `{ ${compare} { ${repeat(2, (n) => `g${n}: statsBy(groupBy: ${['LEVEL1', 'FUND_USER'][n]}) { key }`)} } }`,
    ],
    [
      'the stages of a whole table',
      `{ stageMatrix(budgetId: "${budgetId}", withCurrent: true) { rows(first: 500) { nodes { __typename } } } }`,
    ],
    ['an outline at its longest', budget('outline { rows(limit: 2000) { place entityId parentId contentHash } }')],
    ['the checks of a whole table', budget('checks { __typename }')],
    ['the checks of a whole table, fifty times', budget(repeat(mostAliases, (n) => `c${n}: checks { __typename }`))],
    [
      'a page of the table with its history',
      budget('projects(first: 500) { nodes { history(first: 40) { nodes { path before after } } } }'),
    ],
    [
      'a page of the table with its cells’ origins',
      budget('projects(first: 500) { nodes { blame { path value lastChange { reason } } } }'),
    ],
    [
      'all that was ever changed in it',
      budget('history(first: 500) { nodes { path before after event { id type } entity { __typename } } }'),
    ],
  ].map(([name = '', query = '']) => ({ name, query }));
}

/** null: it is asked with what only a ledger knows. */
function argumentsOf(field: Field, { budgetId, projectId }: KnownIds, isList: boolean): string[] | null {
  if (isList) return ['(first: 500)', '(last: 500)'];
  switch (field.name) {
    case 'budget':
    case 'entity':
      return [`(id: "${budgetId}")`];
    case 'project':
      return [`(id: "${projectId}")`];
    case 'stageMatrix':
      return [`(budgetId: "${budgetId}")`];
    case 'budgetOf':
      return ['(unit: "大单位", fiscalYear: 2024)'];
    case 'compare':
      return [`(from: { budgetId: "${budgetId}", at: { version: 1 } }, to: { budgetId: "${budgetId}" })`];
    case 'projectTotals':
    case 'indicatorCounts': {
      const groups = getNamedType(field.args.find(({ name }) => name === 'groupBy')?.type);
      return isEnumType(groups) ? groups.getValues().map(({ name }) => `(groupBy: ${name})`) : null;
    }
    default:
      return field.args.every(({ type }) => !String(type).endsWith('!')) ? [''] : null;
  }
}

function selectionOf(field: Field): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return '{ __typename }';
  const lists = type.getFields()['nodes'];
  const node = lists === undefined ? null : getNamedType(lists.type);
  if (isObjectType(node)) return `{ count { value } nodes { ${leavesOf(node)[0] ?? '__typename'} } }`;
  return `{ __typename ${leavesOf(type).join(' ')} }`;
}
