import { getIntrospectionQuery } from 'graphql';
import type { HostileRequest } from './request.js';
import { repeat } from './request.js';

/** Documents that take long to be read, found wrong, or introspected. */
export function documents(): HostileRequest[] {
  const fragments = (times: number, on: string, text: (n: number) => string) =>
    repeat(times, (n) => `fragment F${n} on ${on} { ${text(n)} }`);
  const spreads = (times: number) => repeat(times, (n) => `...F${n}`);
  const made: [name: string, query: string][] = [
    ['1,200 fields that are none', `{ ${repeat(1_200, (n) => `nope${n}`)} }`],
    ['1,200 times a field that is none', `{ ${repeat(1_200, () => 'nope')} }`],
    ['1,200 times a field', `{ budgets { nodes { ${repeat(1_200, () => 'name')} } } }`],
    ['300 times a list', `{ ${repeat(300, () => 'budgets(first: 1) { nodes { id } }')} }`],
    ['repeated within repeated', `{ ${repeat(40, () => `budgets { ${repeat(20, () => 'nodes { id }')} }`)} }`],
    ['200 repeated, just below the bound', `{ ${repeat(150, () => 'viewer { __typename }')} }`],
    ['400 fragments', `{ budgets { nodes { ${spreads(400)} } } } ${fragments(400, 'Budget', () => 'name')}`],
    [
      '200 fragments of one field',
      `{ budgets { nodes { ${spreads(200)} } } } ${fragments(200, 'Budget', () => 'name')}`,
    ],
    [
      '200 fragments, one in the other',
      `{ budgets { nodes { ...F0 } } } ${fragments(200, 'Budget', (n) => `name ${n < 199 ? `...F${n + 1}` : ''}`)}`,
    ],
    [
      'fragments in a circle',
      `{ budgets { nodes { ...F0 } } } ${fragments(100, 'Budget', (n) => `...F${(n + 1) % 100}`)}`,
    ],
    ['spreads of fragments that are none', `{ ${repeat(1_200, (n) => `...Nope${n}`)} }`],
    ['600 directives', `{ budgets { nodes { name ${repeat(600, () => '@skip(if: false)')} } } }`],
    ['900 variables that nothing uses', `query(${repeat(900, (n) => `$v${n}: Int`)}) { viewer { __typename } }`],
    ['1,200 members that are none', `{ budgets(filter: { ${repeat(1_200, (n) => `nope${n}: 1`)} }) { nodes { id } } }`],
    ['100 KB of a text', `{ budgets(filter: { text: "${'长'.repeat(30_000)}" }) { nodes { id } } }`],
    ['100 KB of nothing', `{ budgets { nodes { id } } } ${'# '.repeat(49_000)}`],
    ['100 KB of brackets', `${'{ a '.repeat(2_400)}`],
    ['a name of 100 KB', `{ ${'n'.repeat(99_000)} }`],
    [
      'levels beyond the bound',
      `{ budgets { nodes ${repeat(60, () => '{ projects { nodes { budget')} { id } ${'} } } '.repeat(60)} } }`,
    ],
    ['51 aliases', `{ ${repeat(51, (n) => `a${n}: viewer { __typename }`)} }`],
    ['an introspection', getIntrospectionQuery()],
    ['50 times all types', `{ ${repeat(50, (n) => `a${n}: __schema { types { name fields { name } } }`)} }`],
    [
      '50 times a type',
      `{ ${repeat(50, (n) => `a${n}: __type(name: "Budget") { fields { name args { name type { name } } } }`)} }`,
    ],
    [
      'types of fields of types',
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
    ],
  ];
  return made.map(([name, query]) => ({ name, query }));
}
