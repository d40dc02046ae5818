import { readFileSync, writeFileSync } from 'node:fs';
import {
  buildSchema,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/**
 * Writes the answers of the GraphQL contract as TypeScript types, for the tests: a field that the contract does not have
 * is then an error of the compiler. With --check it only compares what it would write with what is there.
 */
const contract = 'schema/schema.graphql';
const file = 'test/support/clients/contract.d.ts';

const schema = buildSchema(readFileSync(contract, 'utf8'));
const roots = [schema.getQueryType(), schema.getMutationType()];
const scalars = { Int: 'number', Float: 'number', Boolean: 'boolean', JSON: 'unknown' };

const text = `// Written by scripts/contract-types.js from ${contract}; \`npm run contract\` writes it again.

/**
 * What a query or a mutation is answered, without aliases. Whatever may be null is told as if it were there: a test
 * that reads a member of nothing fails by itself, and one that expects null compares with it.
 */
export type Answer = ${roots.map(({ name }) => `Omit<${name}, '__typename'>`).join(' & ')};

export type MutationName = Exclude<keyof Mutation, '__typename'>;

/** A list whose first rows are told as if they were there, for the same reason. */
export interface List<Row> extends Array<Row> {
  0: Row;
  1: Row;
  2: Row;
  3: Row;
  4: Row;
}

${Object.values(schema.getTypeMap())
  .filter(({ name }) => !name.startsWith('__'))
  .map(declared)
  .filter((each) => each !== null)
  .join('\n\n')}
`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, text);
} else if (readFileSync(file, 'utf8') !== text) {
  console.error(`${file} is not what ${contract} says; run \`npm run contract\`.`);
  process.exitCode = 1;
}

function declared(type) {
  if (isEnumType(type)) {
    const values = type.getValues().map(({ name }) => `'${name}'`);
    return `export type ${type.name} = ${values.join(' | ')};`;
  }
  if (isObjectType(type)) return interfaceOf(type.name, fieldsOf([type]));
  // Which of its types answers is known to the query alone, so each field of any of them can be read.
  if (isInterfaceType(type) || isUnionType(type))
    return interfaceOf(type.name, fieldsOf(schema.getPossibleTypes(type)));
  return null;
}

function interfaceOf(name, fields) {
  return [`export interface ${name} {`, ...fields.map(([field, type]) => `  ${field}: ${type};`), '}'].join('\n');
}

function fieldsOf(types) {
  const fields = new Map([['__typename', new Set(types.map(({ name }) => `'${name}'`))]]);
  for (const type of types) {
    for (const [name, field] of Object.entries(type.getFields())) {
      fields.set(name, (fields.get(name) ?? new Set()).add(written(field.type)));
    }
  }
  return [...fields].map(([name, kinds]) => [name, [...kinds].join(' | ')]);
}

function written(type) {
  if (isNonNullType(type)) return written(type.ofType);
  if (isListType(type)) return `List<${written(type.ofType)}>`;
  const { name } = type;
  return scalars[name] ?? ('getFields' in type || isUnionType(type) || isEnumType(type) ? name : 'string');
}
