import { existsSync } from 'node:fs';
import graphql from '@graphql-eslint/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';

const contract = 'schema/schema.graphql';

/** What the rooms of the domain must not do, because a replay has to give the same answer every time. */
const unrepeatable = [
  ['NewExpression[callee.name="Date"][arguments.length=0]', 'Time arrives from outside: take it as an argument.'],
  ['CallExpression[callee.name="Date"]', 'Time arrives from outside: take it as an argument.'],
  ['CallExpression[callee.object.name="Date"][callee.property.name="now"]', 'Time arrives from outside.'],
  ['CallExpression[callee.object.name="Math"][callee.property.name="random"]', 'Chance arrives from outside.'],
  ['CallExpression[callee.property.name="randomUUID"]', 'Ids arrive from outside: take them as arguments.'],
  ['CallExpression[callee.name=/^(randomUUID|uuidv?[147])$/]', 'Ids arrive from outside: take them as arguments.'],
  ['ImportSpecifier[imported.name=/^(randomUUID|v[147])$/]', 'Ids arrive from outside: take them as arguments.'],
  ['MemberExpression[object.name="process"]', 'The domain knows no process and no environment.'],
].map(([selector, message]) => ({ selector, message }));

/** Literals spread into literals, and arrays taken apart at once, only save lines: one field a line, one name a line. */
const packed = [
  ['SpreadElement > :matches(ObjectExpression, ArrayExpression)', 'Write the members out, one a line.'],
  ['SpreadElement > TSAsExpression > :matches(ObjectExpression, ArrayExpression)', 'Write the members out.'],
  [
    'VariableDeclarator[id.type="ArrayPattern"] > ArrayExpression:not(:has(> SpreadElement))',
    'Declare each name by itself.',
  ],
].map(([selector, message]) => ({ selector, message }));

const asynchronous = {
  selector: ':function[async=true]',
  message: 'Decisions are synchronous: what they need is given.',
};

/** Rules of the language itself, for TypeScript and for the scripts. */
const language = {
  'array-callback-return': 'error',
  eqeqeq: 'error',
  'max-lines': ['error', 250],
  'no-cond-assign': 'error',
  'no-console': 'error',
  'no-constant-binary-expression': 'error',
  'no-control-regex': 'off', // control characters are what several of the patterns look for
  'no-debugger': 'error',
  'no-empty': 'error',
  'no-fallthrough': 'error',
  'no-implicit-coercion': ['error', { boolean: false }],
  'no-misleading-character-class': 'error',
  'no-param-reassign': 'error',
  'no-restricted-syntax': ['error', ...packed],
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-unreachable-loop': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-useless-assignment': 'error',
  'no-useless-escape': 'error',
  'no-var': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'preserve-caught-error': 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
};

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'samples/', 'coverage/', 'test/fixtures/', 'test/support/clients/contract.d.ts']),
  {
    // An exception to a rule is made here, where it can be seen, never in a comment beside the code.
    linterOptions: { noInlineConfig: true },
  },
  { files: ['**/*.js', '**/*.ts', '**/*.tsx'], rules: language },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { requireDefaultForNonUnion: true }],
      // Services and adapters are objects of closures: none uses `this`, so that they can be taken apart freely.
      '@typescript-eslint/unbound-method': 'off',
      // A port's method is asynchronous by contract, also where one engine has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['events/**/*.ts', 'projections/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...packed, ...unrepeatable] },
  },
  {
    files: ['events/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...packed, ...unrepeatable, asynchronous] },
  },
  {
    // Decorators read the imported class when the program runs; a type-only import would leave them nothing.
    files: ['schema/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // What the command line prints as JSON has no contract of its own whose types its tests could read it by; what is
    // answered over GraphQL has (test/support/clients/contract.d.ts), and every other test is held to the rules.
    files: ['test/e2e/cli-*.test.ts', 'test/support/processes/command-line.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // What speaks to a person at a terminal; everything else writes to the log.
    files: [
      'src/main.ts',
      'src/cli/**/*.ts',
      'schema/print.ts',
      'bench/**/*.ts',
      'test/torture/run.ts',
      'bench/peers/*.js',
      'scripts/*.js',
      'deploy/*.js',
    ],
    rules: { 'no-console': 'off' },
  },
  existsSync(contract)
    ? {
        files: [contract],
        plugins: { '@graphql-eslint': graphql },
        languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: contract } } },
        rules: {
          '@graphql-eslint/naming-convention': [
            'error',
            {
              types: 'PascalCase',
              FieldDefinition: 'camelCase',
              InputValueDefinition: 'camelCase',
              EnumValueDefinition: 'UPPER_CASE',
              DirectiveDefinition: 'camelCase',
            },
          ],
          '@graphql-eslint/no-hashtag-description': 'error',
          '@graphql-eslint/relay-connection-types': 'error',
          '@graphql-eslint/relay-page-info': 'error',
          '@graphql-eslint/require-deprecation-reason': 'error',
          '@graphql-eslint/require-description': [
            'error',
            {
              types: true,
              FieldDefinition: true,
              InputValueDefinition: true,
            },
          ],
        },
      }
    : {},
);
